#include "scan/process.h"

#include "base/cleanup.h"
#include "facts/facts.h"
#include "scan/hashing.h"
#include "scan/helper.h"
#include "scan/launch.h"
#include "worker/protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <time.h>

enum {
    JOBS_MAX = 256,
    FIRST_ROOM = 64 * 1024,
    PIPE_SIZE = 1024 * 1024, /* asked for; the kernel may give less */
    TICK = 500,              /* milliseconds between two looks at the clocks */
    REAP_TRIES = 2000,       /* of a tenth of a millisecond each, for a worker that closed its output to end */
};

/* One worker and what belongs to it. */
struct running {
    struct process_pool *pool;
    struct process_job job;
    struct process_result result;
    pid_t pid;   /* 0: ended */
    int output;  /* -1: closed */
    int scratch; /* -1: the caller's */
    struct stat before;
    bool has_before;

    struct helper helper; /* hashes or feeds */

    /* output so far */
    uint8_t *at;
    size_t count, room;
    uint64_t received;

    /* stall clock */
    uint64_t progress;
    int64_t progress_at; /* milliseconds */
    bool killed;         /* by us; the error is set */
};

struct process_pool {
    struct arena *arena;
    struct process_options options;
    int64_t started;
    int wake; /* eventfd: a thread ended */
    struct {
        struct process_job *at;
        size_t count, room;
    } queue;
    struct running *running[JOBS_MAX];
    size_t running_count, running_max;
};

static int64_t now_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Starting. */

static const char **command_line(struct process_pool *pool, const struct process_job *job)
{
    const struct process_options *options = &pool->options;
    size_t count = 0, own = 0;

    while (job->arguments[count])
        count++;
    const char **words = arena_array(pool->arena, const char *, count + 6);
    words[own++] = options->worker;
    words[own++] = job->arguments[0];
#define WORD(...) arena_text(pool->arena, arena_format(pool->arena, __VA_ARGS__))
    if (options->memory)
        words[own++] = WORD("memory=%llu", (unsigned long long)options->memory);
    if (options->timeout)
        words[own++] = WORD("cpu=%u", options->timeout);
    if (options->sandbox)
        words[own++] = WORD("sandbox=%s", options->sandbox);
#undef WORD
    for (size_t i = 1; i < count; i++)
        words[own++] = job->arguments[i];
    return words;
}

static bool open_pipe(int ends[2], struct error *error)
{
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fail(error, ERROR_LIMIT, "no pipe can be opened: %s", strerrordesc_np(errno));
    fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE);
    return true;
}

static bool start_worker(struct process_pool *pool, struct running *running)
{
    struct process_job *job = &running->job;
    struct error *error = &running->result.error;
    int output[2] = {-1, -1}, input[2] = {-1, -1};

    if (job->scratch < 0 && (running->scratch = process_scratch(pool->options.tmp, error)) < 0)
        return false;
    if (!open_pipe(output, error))
        return false;
    running->output = output[0];
    cleanup_close int output_end = output[1];
    if (job->feed && !open_pipe(input, error))
        return false;
    running->helper.feed.pipe = input[1];
    cleanup_close int input_end = input[0];
    running->has_before = !job->feed && job->input >= 0 && fstat(job->input, &running->before) == 0;
    struct launch_descriptors descriptors = {
        .input = job->feed ? input_end : job->input,
        .output = output_end,
        .scratch = job->scratch < 0 ? running->scratch : job->scratch,
    };
    if (!launch_worker(pool->options.worker, command_line(pool, job), &descriptors, &running->pid, error))
        return false;
    fcntl(running->output, F_SETFL, O_NONBLOCK);
    return helper_start(&running->helper, job, pool->wake, error);
}

/* Ending. */

static void kill_worker(struct running *running, enum error_code code, const char *text)
{
    if (running->killed)
        return;
    running->killed = true;
    fail(&running->result.error, code, "%s", text);
    atomic_store(&running->helper.feed.cancel, true);
    running->result.ok = false;
    if (running->pid > 0)
        kill(running->pid, SIGKILL);
}

/* Waits for a worker whose output is closed; one that goes on nevertheless is ended. */
static int reap(struct running *running)
{
    int status = 0;

    for (unsigned i = 0; i < REAP_TRIES; i++) {
        if (waitpid(running->pid, &status, WNOHANG) != 0)
            return status;
        nanosleep(&(struct timespec){.tv_nsec = 100 * 1000}, NULL);
    }
    kill_worker(running, ERROR_WORKER_DIED, "the worker closed its output and went on");
    while (waitpid(running->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* What the exit status says; the worker's own words are only taken when it had read nothing yet. */
static void judge(struct process_pool *pool, struct running *running, int status)
{
    struct process_result *result = &running->result;
    struct slice said = slice_of(running->at, running->count);

    if (running->killed)
        return;
    result->ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (result->ok)
        return;
    if (WIFSIGNALED(status)) {
        launch_signal_error(WTERMSIG(status), &result->error);
        return;
    }
    switch (WEXITSTATUS(status)) {
    case WORKER_EXIT_LIMIT:
        fail(&result->error, ERROR_LIMIT, "the worker needed more than %llu MiB of memory (--max-memory)",
             (unsigned long long)(pool->options.memory ? pool->options.memory : WORKER_MEMORY) >> 20);
        break;
    case WORKER_EXIT_WALL:
        result->wall = true;
        fail(&result->error, ERROR_WORKER_DIED, "the worker cannot be confined: %.*s", SLICE_ARG(said));
        break;
    case WORKER_EXIT_USAGE: fail(&result->error, ERROR_INTERNAL, "the worker: %.*s", SLICE_ARG(said)); break;
    default: fail(&result->error, ERROR_WORKER_DIED, "the worker ended with status %d", WEXITSTATUS(status)); break;
    }
}

static void check_unchanged(struct running *running)
{
    struct process_result *result = &running->result;
    struct stat after;

    if (!running->has_before)
        return;
    if (fstat(running->job.input, &after) != 0 || !hashing_unchanged(&running->before, &after)) {
        fail(&result->hash_error, ERROR_INTEGRITY, "the file changed while it was read");
        result->digest.kind = DIGEST_NONE;
    }
}

/* After worker and thread have ended. */
static void finish(struct running *running)
{
    struct process_result *result = &running->result;

    helper_join(&running->helper);
    result->digest = running->helper.digest;
    result->hash_error = running->helper.hash_error;
    if (running->helper.feed_error.code != ERROR_NONE && !running->killed) {
        result->ok = false;
        result->error = running->helper.feed_error;
    }
    check_unchanged(running);
    if (running->output >= 0)
        close(running->output);
    if (running->scratch >= 0)
        close(running->scratch);
    result->fed = running->helper.feed.given;
    result->output = result->ok ? slice_of(running->at, running->count) : S("");
    if (running->job.done)
        running->job.done(running->job.context, result);
}

static void start_next(struct process_pool *pool)
{
    size_t best = 0;

    for (size_t i = 1; i < pool->queue.count; i++)
        if (pool->queue.at[i].length > pool->queue.at[best].length)
            best = i;
    struct running *running = arena_new(pool->arena, struct running);
    *running = (struct running){
        .pool = pool,
        .job = pool->queue.at[best],
        .output = -1,
        .scratch = -1,
        .helper.feed.pipe = -1,
        .progress_at = now_milliseconds(),
    };
    memmove(&pool->queue.at[best], &pool->queue.at[best + 1], (--pool->queue.count - best) * sizeof(*pool->queue.at));
    pool->running[pool->running_count++] = running;
    if (!start_worker(pool, running)) {
        struct error error = running->result.error;
        kill_worker(running, error.code, error.text);
    }
}

/* While they run. */

static void keep(struct running *running, struct slice bytes)
{
    uint64_t most = running->job.output_max ? running->job.output_max : FACTS_MAX;
    struct arena *arena = running->pool->arena;

    running->received += bytes.len;
    if (running->killed)
        return;
    if (running->job.receive) {
        if (!running->job.receive(running->job.context, bytes))
            kill_worker(running, ERROR_INTEGRITY, "the worker's output was refused");
        return;
    }
    if (running->received > most) {
        kill_worker(running, ERROR_LIMIT, "the worker says more than its output may hold");
        return;
    }
    while (running->room - running->count < bytes.len) {
        if (running->room == 0)
            running->at = arena_array(arena, uint8_t, running->room = FIRST_ROOM);
        else
            running->at = arena_grow(arena, running->at, running->count, &running->room, 1, 1);
    }
    memcpy(running->at + running->count, bytes.at, bytes.len);
    running->count += bytes.len;
}

static void take_output(struct running *running, uint8_t *buffer, size_t room)
{
    ssize_t count = read(running->output, buffer, room);

    if (count > 0) {
        keep(running, slice_of(buffer, (size_t)count));
        return;
    }
    if (count < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    close(running->output);
    running->output = -1;
    int status = reap(running);
    running->pid = 0;
    judge(running->pool, running, status);
}

/* A sum that changes whenever the worker takes or gives bytes. */
static uint64_t progress_of(const struct running *running)
{
    uint64_t progress = running->received + running->helper.feed.given;

    if (running->job.input >= 0) {
        off_t position = lseek(running->job.input, 0, SEEK_CUR);
        progress += position > 0 ? (uint64_t)position : 0;
    }
    return progress;
}

/* Whoever feeds the worker has nothing to give: then it is not the worker that stands still. */
static bool is_waiting_for_us(const struct running *running)
{
    return running->job.feed && !running->helper.ended && !running->helper.feed.blocked;
}

static void look_at_clocks(struct process_pool *pool)
{
    int64_t now = now_milliseconds();

    for (size_t i = 0; i < pool->running_count; i++) {
        struct running *running = pool->running[i];
        uint64_t progress = progress_of(running);
        if (progress != running->progress || running->pid == 0 || is_waiting_for_us(running)) {
            running->progress = progress;
            running->progress_at = now;
        }
        if (pool->options.stall && now - running->progress_at > (int64_t)pool->options.stall * 1000)
            kill_worker(running, ERROR_WORKER_STALLED, "the worker made no progress (--stall)");
        if (pool->options.timeout && now - pool->started > (int64_t)pool->options.timeout * 1000)
            kill_worker(running, ERROR_WORKER_STALLED, "the time for all was over (--timeout)");
    }
}

static void wait_for_any(struct process_pool *pool)
{
    static const size_t room = PIPE_SIZE / 8;
    struct pollfd polls[JOBS_MAX + 1];
    struct running *of[JOBS_MAX];
    uint8_t buffer[PIPE_SIZE / 8];
    size_t count = 0;
    eventfd_t ignored;

    for (size_t i = 0; i < pool->running_count; i++) {
        if (pool->running[i]->output < 0)
            continue;
        of[count] = pool->running[i];
        polls[count++] = (struct pollfd){.fd = pool->running[i]->output, .events = POLLIN};
    }
    polls[count] = (struct pollfd){.fd = pool->wake, .events = POLLIN};
    if (poll(polls, count + 1, TICK) < 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (polls[i].revents)
            take_output(of[i], buffer, room);
    if (polls[count].revents)
        eventfd_read(pool->wake, &ignored);
}

static bool has_ended(const struct running *running)
{
    return running->pid == 0 && helper_ended(&running->helper);
}

static void finish_ended(struct process_pool *pool)
{
    for (size_t i = 0; i < pool->running_count;) {
        struct running *running = pool->running[i];
        if (!has_ended(running)) {
            i++;
            continue;
        }
        pool->running[i] = pool->running[--pool->running_count];
        finish(running);
    }
}

struct process_pool *process_pool_create(struct arena *arena, const struct process_options *options)
{
    struct process_pool *pool = arena_new(arena, struct process_pool);

    pool->arena = arena;
    pool->options = *options;
    pool->started = now_milliseconds();
    pool->wake = -1;
    pool->running_max = options->jobs > JOBS_MAX ? JOBS_MAX : options->jobs ? options->jobs : 1;
    return pool;
}

void process_pool_add(struct process_pool *pool, const struct process_job *job)
{
    *ARENA_PUSH(pool->arena, &pool->queue) = *job;
}

void process_pool_run(struct process_pool *pool)
{
    pool->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    while (pool->queue.count + pool->running_count > 0) {
        while (pool->queue.count > 0 && pool->running_count < pool->running_max)
            start_next(pool);
        wait_for_any(pool);
        look_at_clocks(pool);
        finish_ended(pool);
    }
    close(pool->wake);
    pool->wake = -1;
}
