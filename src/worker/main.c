/*
 * seaworthy-worker: reads hostile bytes for seaworthy, and can reach nothing else (worker/protocol.h). This file is the
 * whole way: the command line, the walls, one job, its result.
 */
#include "analyzer/dispatch.h"
#include "layer/codec.h"
#include "worker/arguments.h"
#include "worker/protocol.h"
#include "worker/walls.h"

#include <stdlib.h>
#include <sys/auxv.h>
#include <unistd.h>

static void __attribute__((noreturn)) exhausted(void *context, size_t wanted)
{
    (void)context;
    (void)wanted;
    _exit(WORKER_EXIT_LIMIT);
}

static void __attribute__((noreturn)) end(int status, const struct error *error)
{
    job_write(slice_text(error->text));
    _exit(status);
}

static const struct job *find_job(struct slice name)
{
    const struct job *job;

    for (size_t i = 0; (job = job_at(i)) != NULL; i++)
        if (slice_equal(name, slice_text(job->name)))
            return job;
    return NULL;
}

/*
 * What the stream's own header declares as its decoder's window. A pipe cannot be read twice: what comes through one is
 * a folder's plain archive, or an outer archive that may declare anything.
 */
static uint64_t declared_window(const struct job_arguments *arguments)
{
    uint8_t bytes[CODEC_HEAD];
    ssize_t len = pread(WORKER_INPUT, bytes, sizeof(bytes), (off_t)arguments->offset);

    struct slice head = slice_of(bytes, len > 0 ? (size_t)len : 0);
    const struct codec *codec = codec_recognise(head);
    return codec ? codec->window(head) : 0;
}

/* The second half of the walls depends on 64 bytes of the input: they are read behind the first half. */
static bool raise_walls(const struct job_arguments *arguments, struct job_context *job, struct error *error)
{
    struct walls walls = {
        .memory = arguments->memory,
        .scratch = arguments->scratch,
        .cpu = arguments->cpu,
        .landlock = slice_equal(arguments->sandbox, S("require")),
        .off = slice_equal(arguments->sandbox, S("off")),
    };

    void *volatile first = malloc(1); /* glibc asks the system for a random number at the first one */
    free(first);
    if (!walls_raise(&walls, error))
        return false;
    uint64_t window = declared_window(arguments);
    if (window > WORKER_WINDOW_MAX)
        window = WORKER_WINDOW_MAX; /* codec_open says no to more */
    job->window = window > WORKER_WINDOW_FREE ? window : WORKER_WINDOW_FREE;
    return walls_close(&walls, job->window - WORKER_WINDOW_FREE, error);
}

int main(int argc, char **argv)
{
    struct arena *first = arena_create(WORKER_MEMORY, exhausted, NULL);
    struct job_arguments arguments;
    struct job_context context = {.arguments = &arguments};
    struct error error;

    if (argc == 2 && slice_equal(slice_text(argv[1]), S("--table"))) {
        job_write(dispatch_table_digest(first));
        job_write(S("\n"));
        job_write(dispatch_table_text(first));
        _exit(0);
    }
    const struct job *job = argc < 2 ? NULL : find_job(slice_text(argv[1]));
    if (job == NULL) {
        fail(&error, ERROR_USAGE, "seaworthy-worker is started by seaworthy: it reads one layer and has no other use");
        end(WORKER_EXIT_USAGE, &error);
    }
    if (!arguments_parse(first, argv + 2, &arguments, &error))
        end(WORKER_EXIT_USAGE, &error);
    if (!raise_walls(&arguments, &context, &error))
        end(WORKER_EXIT_WALL, &error);

    memcpy(context.seed, (const void *)getauxval(AT_RANDOM), sizeof(context.seed));
    context.arena = arena_create(arguments.memory + context.window - WORKER_WINDOW_FREE, exhausted, NULL);
    if (!job->run(&context, &error)) {
        struct facts facts;
        job_facts_init(&context, &facts);
        job_problem(&facts, &error);
        job_write_facts(&facts);
    }
    _exit(0);
}
