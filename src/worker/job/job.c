#include "worker/job/job.h"

#include "analyzer/dispatch.h"
#include "layer/file.h"
#include "worker/protocol.h"

#include <errno.h>
#include <unistd.h>

#define JOB_ROW(name) extern const struct job job_##name;
#include "worker/job/rows.h"
#undef JOB_ROW

static const struct job *const rows[] = {
#define JOB_ROW(name) &job_##name,
#include "worker/job/rows.h"
#undef JOB_ROW
};

const struct job *job_at(size_t index)
{
    return index < sizeof(rows) / sizeof(*rows) ? rows[index] : NULL;
}

struct source *job_input(const struct job_context *job, bool seek)
{
    const struct job_arguments *arguments = job->arguments;
    int how = arguments->length == LENGTH_ABSENT ? FILE_STREAM : seek ? FILE_RANGE_SEEK : FILE_RANGE;

    return file_source(job->arena, WORKER_INPUT, how, arguments->offset, arguments->length);
}

void job_facts_init(const struct job_context *job, struct facts *facts)
{
    facts_init(facts, arena_branch(job->arena), dispatch_table_digest(job->arena));
}

void job_notice(void *facts, enum error_code code, struct slice path, const char *text)
{
    facts_problem_at(facts, code, path, slice_text(text));
}

void job_problem(struct facts *facts, const struct error *error)
{
    facts_problem_at(facts, error->code, S(""), slice_text(error->text));
}

void job_write(struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t count = write(WORKER_OUTPUT, bytes.at, bytes.len);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            _exit(WORKER_EXIT_OUTPUT);
        bytes = slice_skip(bytes, (size_t)count);
    }
}

static void write_piece(void *context, struct slice bytes)
{
    (void)context;
    job_write(bytes);
}

void job_write_facts(struct facts *facts)
{
    facts_write(facts, write_piece, NULL);
}
