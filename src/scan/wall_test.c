/* Each wall, tried by an analyzer that was taken over (worker/hostile.c). SEAWORTHY_WORKER_HOSTILE is the worker with
 * it. */
#include "base/testing.h"

#include "facts/facts.h"
#include "layer/testing/tar_builder.h"
#include "scan/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* A layer of one file that says what to try, as an unlinked file. */
static int layer_with(const char *attempt)
{
    struct tar_builder tar = {0};
    int descriptor = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    assert_true(descriptor >= 0);
    tar_builder_file(&tar, "etc/hostile", attempt);
    tar_builder_end(&tar);
    struct slice bytes = tar_builder_slice(&tar);
    assert_int_equal(write(descriptor, bytes.at, bytes.len), bytes.len);
    tar_builder_free(&tar);
    return descriptor;
}

/* What the parent has of a job in the end. */
struct outcome {
    bool done;
    struct error error; /* of the worker or of the decoder; ERROR_NONE: facts came */
    struct facts facts;
    struct arena *arena;
};

static void keep(void *context, const struct process_result *result)
{
    struct outcome *outcome = context;

    outcome->done = true;
    outcome->error.code = ERROR_NONE;
    if (!result->ok)
        outcome->error = result->error;
    else if (facts_decode(result->output, outcome->arena, &outcome->facts, &outcome->error))
        outcome->error.code = ERROR_NONE;
}

static struct outcome try(struct arena *arena, const char *attempt, struct process_options options)
{
    struct outcome outcome = {.arena = arena};
    int input = layer_with(attempt);
    const char *length = arena_text(arena, arena_format(arena, "length=%lld", (long long)lseek(input, 0, SEEK_END)));
    struct process_job job = {
        .arguments = (const char *const[]){"layer", "offset=0", length, "scratch=8388608", NULL},
        .input = input,
        .scratch = -1,
        .done = keep,
        .context = &outcome,
    };

    options.worker = getenv("SEAWORTHY_WORKER_HOSTILE");
    options.jobs = 1;
    struct process_pool *pool = process_pool_create(arena, &options);
    process_pool_add(pool, &job);
    process_pool_run(pool);
    close(input);
    assert_true(outcome.done);
    return outcome;
}

static void a_call_that_is_not_in_the_list_kills(void **state)
{
    static const char *const attempts[] = {
        "open",
        "openat2",
        "connect",
        "exec",
        "fork",
        "clone",
        "ptrace",
        "read_parent",
        "kill",
        "map_file",
        "write_input",
        "executable_memory",
        "executable_later",
        "raise_limit",
        "call_of_32_bits",
        "call_of_x32",
    };

    for (size_t i = 0; i < sizeof(attempts) / sizeof(*attempts); i++) {
        struct outcome outcome = try(*state, attempts[i], (struct process_options){.stall = 10});
        if (outcome.error.code != ERROR_WORKER_DIED || !strstr(outcome.error.text, "SIGSYS"))
            fail_msg("%s: code %d: %s", attempts[i], outcome.error.code, outcome.error.text);
    }
}

static void other_harm_ends_in_a_problem(void **state)
{
    static const struct {
        const char *attempt;
        enum error_code code;
        const char *text;
    } cases[] = {
        {"arena", ERROR_LIMIT, "--max-memory"},
        {"output", ERROR_LIMIT, "more than its output may hold"},
        {"scratch", ERROR_LIMIT, "SIGXFSZ"},
        {"loop", ERROR_WORKER_STALLED, "--stall"},
        {"pretend", ERROR_WORKER_STALLED, "--timeout"},
        {"stack", ERROR_WORKER_DIED, "SIGSEGV"},
        {"malformed", ERROR_INTEGRITY, "a count that its bytes cannot hold"},
        {"half", ERROR_WORKER_DIED, "end early"},
        {"nothing", ERROR_WORKER_DIED, "end early"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct process_options options = {.stall = 1, .timeout = 4, .memory = 64 << 20};
        struct outcome outcome = try(*state, cases[i].attempt, options);
        if (outcome.error.code != cases[i].code || !strstr(outcome.error.text, cases[i].text))
            fail_msg("%s: code %d: %s", cases[i].attempt, outcome.error.code, outcome.error.text);
    }
}

/* The kernel holds the ceiling, whatever the arena thinks: the program, its decoders and the job together. */
static void memory_taken_behind_the_arenas_back_has_the_same_ceiling(void **state)
{
    struct outcome outcome = try(*state, "pages", (struct process_options){.stall = 10, .memory = 64 << 20});
    uint64_t megabytes = 0;

    assert_int_equal(outcome.error.code, ERROR_NONE);
    assert_int_equal(outcome.facts.sources.count, 1);
    assert_slice(outcome.facts.sources.at[0].values.at[0].name, S("megabytes"));
    assert_true(slice_decimal(outcome.facts.sources.at[0].values.at[0].text, &megabytes));
    assert_in_range(megabytes, 48, 80);
}

static void an_analyzer_that_does_no_harm_is_heard(void **state)
{
    struct outcome outcome = try(*state, "nothing of that", (struct process_options){.stall = 10});

    assert_int_equal(outcome.error.code, ERROR_NONE);
    assert_int_equal(outcome.facts.paths.count, 1);
    assert_int_equal(outcome.facts.sources.count, 0);
}

static int set_up(void **state)
{
    *state = arena_create_simple();
    return getenv("SEAWORTHY_WORKER_HOSTILE") ? 0 : -1;
}

static int tear_down(void **state)
{
    arena_destroy(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_call_that_is_not_in_the_list_kills, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_harm_ends_in_a_problem, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_taken_behind_the_arenas_back_has_the_same_ceiling, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_analyzer_that_does_no_harm_is_heard, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
