/* The pool over a worker as users have it (SEAWORTHY_WORKER). */
#include "base/testing.h"

#include "facts/facts.h"
#include "layer/testing/tar_builder.h"
#include "scan/hashing.h"
#include "scan/process.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

enum { BIG = 3 * 1024 * 1024 };

static int file_with(struct slice bytes)
{
    int descriptor = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    assert_true(descriptor >= 0);
    assert_int_equal(pwrite(descriptor, bytes.at, bytes.len, 0), bytes.len);
    return descriptor;
}

static struct slice small_layer(struct tar_builder *tar)
{
    tar_builder_file(tar, "etc/os-release", "ID=example\nVERSION_ID=3\n");
    tar_builder_end(tar);
    return tar_builder_slice(tar);
}

struct outcome {
    struct arena *arena;
    struct process_result result;
    unsigned number, *clock; /* the how-manieth it was to end */
    struct slice bytes;      /* for feed */
    bool feed_fails;
};

static void keep(void *context, const struct process_result *result)
{
    struct outcome *outcome = context;
    outcome->result = *result;
    if (outcome->clock)
        outcome->number = ++*outcome->clock;
}

static struct process_options options_of(void)
{
    return (struct process_options){.worker = getenv("SEAWORTHY_WORKER"), .jobs = 2, .stall = 20, .memory = 64 << 20};
}

static const char *number(struct arena *arena, const char *name, uint64_t value)
{
    return arena_text(arena, arena_format(arena, "%s=%llu", name, (unsigned long long)value));
}

static struct process_job layer_job(struct outcome *outcome, int input, uint64_t length)
{
    const char **words = arena_array(outcome->arena, const char *, 4);
    words[0] = "layer";
    words[1] = "offset=0";
    words[2] = number(outcome->arena, "length", length);
    return (struct process_job){
        .arguments = words, .input = input, .length = length, .scratch = -1, .done = keep, .context = outcome};
}

static void run_one(struct arena *arena, const struct process_options *options, const struct process_job *job)
{
    struct process_pool *pool = process_pool_create(arena, options);
    process_pool_add(pool, job);
    process_pool_run(pool);
}

static void check_release(struct arena *arena, const struct process_result *result)
{
    struct facts facts;
    struct error error;

    if (!result->ok)
        fail_msg("%s", result->error.text);
    if (!facts_decode(result->output, arena, &facts, &error))
        fail_msg("%s", error.text);
    assert_int_equal(facts.problems.count, 0);
    assert_int_equal(facts.sources.count, 1);
    assert_slice(facts.sources.at[0].path, S("etc/os-release"));
}

static void a_layer_becomes_facts_and_is_hashed_meanwhile(void **state)
{
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    struct outcome outcome = {.arena = *state};
    struct process_options options = options_of();
    struct digest expected = digest_over(DIGEST_SHA256, bytes);
    int input = file_with(bytes);
    struct process_job job = layer_job(&outcome, input, bytes.len);

    job.hash = true;
    run_one(*state, &options, &job);
    check_release(*state, &outcome.result);
    assert_int_equal(outcome.result.hash_error.code, ERROR_NONE);
    assert_true(digest_equal(&outcome.result.digest, &expected));
    close(input);
    tar_builder_free(&tar);
}

static bool give(void *context, struct process_feed *feed, struct error *error)
{
    struct outcome *outcome = context;
    struct slice left = outcome->bytes;

    if (outcome->feed_fails)
        return fail(error, ERROR_UNREADABLE, "the tape is torn");
    for (; left.len > 0; left = slice_skip(left, 1000))
        if (!process_feed_write(feed, slice_head(left, 1000)))
            return true;
    return true;
}

static void a_pipe_is_fed_and_hashed_to_its_end(void **state)
{
    struct tar_builder tar = {0};
    small_layer(&tar);
    /* much behind the end marker: the worker stops reading there, hashing goes on */
    tar_builder_zeros(&tar, BIG);
    struct outcome outcome = {.arena = *state, .bytes = tar_builder_slice(&tar)};
    struct process_options options = options_of();
    struct digest expected = digest_over(DIGEST_SHA256, outcome.bytes);
    struct process_job job = {.arguments = (const char *const[]){"layer", NULL},
                              .input = -1,
                              .scratch = -1,
                              .feed = give,
                              .hash = true,
                              .done = keep,
                              .context = &outcome};

    run_one(*state, &options, &job);
    check_release(*state, &outcome.result);
    assert_true(digest_equal(&outcome.result.digest, &expected));
    assert_true(outcome.result.fed >= 2048);
    outcome.feed_fails = true;
    run_one(*state, &options, &job);
    assert_false(outcome.result.ok);
    assert_string_equal(outcome.result.error.text, "the tape is torn");
    tar_builder_free(&tar);
}

static void the_largest_of_many_jobs_starts_first(void **state)
{
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    struct outcome outcomes[5];
    struct process_options options = options_of();
    unsigned clock = 0;
    int inputs[5];

    options.jobs = 1;
    struct process_pool *pool = process_pool_create(*state, &options);
    for (unsigned i = 0; i < 5; i++) {
        outcomes[i] = (struct outcome){.arena = *state, .clock = &clock};
        inputs[i] = file_with(bytes);
        struct process_job job = layer_job(&outcomes[i], inputs[i], bytes.len);
        job.length = (i * 3) % 5; /* 0 3 1 4 2 */
        process_pool_add(pool, &job);
    }
    process_pool_run(pool);
    for (unsigned i = 0; i < 5; i++) {
        check_release(*state, &outcomes[i].result);
        assert_int_equal(outcomes[i].number, 5 - (i * 3) % 5);
        close(inputs[i]);
    }
    tar_builder_free(&tar);
}

/* Touches the file while it is read. */
struct touched {
    struct outcome outcome;
    int input;
};

static bool touch(void *context, struct slice bytes)
{
    struct touched *touched = context;
    assert_int_equal(futimens(touched->input, NULL), 0);
    return bytes.len > 0;
}

static void a_file_that_changes_meanwhile_is_no_evidence(void **state)
{
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    struct process_options options = options_of();

    for (int hash = 0; hash < 2; hash++) {
        struct touched touched = {.outcome.arena = *state, .input = file_with(bytes)};
        poll(NULL, 0, 20); /* file systems keep time in ticks of a few milliseconds */
        struct process_job job = layer_job(&touched.outcome, touched.input, bytes.len);
        job.hash = hash;
        job.receive = touch;
        job.context = &touched;
        run_one(*state, &options, &job);
        assert_true(touched.outcome.result.ok);
        assert_int_equal(touched.outcome.result.hash_error.code, ERROR_INTEGRITY);
        assert_int_equal(touched.outcome.result.digest.kind, DIGEST_NONE);
        close(touched.input);
    }
    tar_builder_free(&tar);
}

static void a_file_shorter_than_its_range_is_truncated(void **state)
{
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    struct outcome outcome = {.arena = *state};
    struct process_options options = options_of();
    struct facts facts;
    struct error error;
    int input = file_with(slice_head(bytes, 600));
    struct process_job job = layer_job(&outcome, input, bytes.len);

    job.hash = true;
    run_one(*state, &options, &job);
    assert_true(outcome.result.ok);
    assert_int_equal(outcome.result.hash_error.code, ERROR_TRUNCATED);
    assert_true(facts_decode(outcome.result.output, *state, &facts, &error));
    assert_int_equal(facts.problems.at[0].code, ERROR_TRUNCATED);
    close(input);
    tar_builder_free(&tar);
}

static bool refuse(void *context, struct slice bytes)
{
    (void)context;
    (void)bytes;
    return false;
}

static void what_cannot_run_says_why(void **state)
{
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    struct outcome outcome = {.arena = *state};
    struct process_options options = options_of();
    int input = file_with(bytes);
    struct process_job job = layer_job(&outcome, input, bytes.len);

    options.worker = "/nonexistent/worker";
    run_one(*state, &options, &job);
    assert_false(outcome.result.ok);
    assert_int_equal(outcome.result.error.code, ERROR_INTERNAL);

    options = options_of();
    options.tmp = "/nonexistent";
    run_one(*state, &options, &job);
    assert_int_equal(outcome.result.error.code, ERROR_INTERNAL);

    options = options_of();
    job.output_max = 20;
    run_one(*state, &options, &job);
    assert_int_equal(outcome.result.error.code, ERROR_LIMIT);

    job.receive = refuse;
    run_one(*state, &options, &job);
    assert_int_equal(outcome.result.error.code, ERROR_INTEGRITY);

    job.receive = NULL;
    job.output_max = 0;
    job.arguments = (const char *const[]){"layer", "colour=blue", NULL};
    run_one(*state, &options, &job);
    assert_int_equal(outcome.result.error.code, ERROR_INTERNAL);
    assert_non_null(strstr(outcome.result.error.text, "colour=blue"));

    options.memory = 200 * 1024;
    job = layer_job(&outcome, input, bytes.len);
    run_one(*state, &options, &job);
    assert_int_equal(outcome.result.error.code, ERROR_LIMIT);
    close(input);
    tar_builder_free(&tar);
}

/* One that gives nothing: the clock of all ends it, and not that of a worker that stands still. */
struct silent {
    struct outcome outcome; /* first: `keep` writes there */
    int ends[2];
};

static bool never(void *context, struct process_feed *feed, struct error *error)
{
    const struct silent *silent = context;
    (void)error;
    while (process_feed_wait(feed, silent->ends[0]))
        ;
    return true;
}

static void a_feed_without_bytes_ends_with_the_timeout(void **state)
{
    struct process_options options = options_of();
    struct silent silent = {.outcome.arena = *state};
    struct process_job job = {.arguments = (const char *const[]){"layer", NULL},
                              .input = -1,
                              .scratch = -1,
                              .feed = never,
                              .done = keep,
                              .context = &silent};

    assert_int_equal(pipe(silent.ends), 0);
    options.stall = 1;
    options.timeout = 2;
    run_one(*state, &options, &job);
    assert_false(silent.outcome.result.ok);
    assert_int_equal(silent.outcome.result.error.code, ERROR_WORKER_STALLED);
    assert_non_null(strstr(silent.outcome.result.error.text, "--timeout"));
    close(silent.ends[0]);
    close(silent.ends[1]);
}

static void the_sandbox_option_decides_which_walls_must_stand(void **state)
{
    static const struct {
        const char *option;
        bool needs_landlock;
    } cases[] = {{"auto", false}, {"off", false}, {"require", true}};
    struct tar_builder tar = {0};
    struct slice bytes = small_layer(&tar);
    int input = file_with(bytes);

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct outcome outcome = {.arena = *state};
        struct process_options options = options_of();
        struct process_job job = layer_job(&outcome, input, bytes.len);
        options.sandbox = cases[i].option;
        run_one(*state, &options, &job);
        assert_int_equal(outcome.result.ok, !cases[i].needs_landlock || process_has_landlock());
        assert_int_equal(outcome.result.wall, !outcome.result.ok);
    }
    close(input);
    tar_builder_free(&tar);
}

/* So many entries, made as they are taken. */
struct crowd {
    struct outcome outcome; /* first: `keep` writes there */
    unsigned count;
    bool links;
};

static bool crowd_feed(void *context, struct process_feed *feed, struct error *error)
{
    const struct crowd *crowd = context;
    struct tar_builder tar = {0};
    char name[64], target[64];
    (void)error;

    for (unsigned i = 0; i < crowd->count; i++) {
        snprintf(name, sizeof(name), "srv/folder-%u/file-%u", i % 1000, i);
        snprintf(target, sizeof(target), "../elsewhere/%u", i);
        struct tar_built built = {.name = name};
        if (crowd->links) {
            built.type = '2';
            built.link = target;
        }
        tar_builder_header(&tar, built);
        if (tar.len > 512 * 1024) {
            process_feed_write(feed, tar_builder_slice(&tar));
            tar.len = 0;
        }
    }
    tar_builder_file(&tar, "etc/os-release", "ID=a\n");
    tar_builder_end(&tar);
    process_feed_write(feed, tar_builder_slice(&tar));
    tar_builder_free(&tar);
    return true;
}

static void crowds_of_entries_stay_within_the_ceiling(void **state)
{
    static const struct {
        unsigned count;
        bool links;
        size_t problems; /* limits that are told */
    } cases[] = {{300 * 1000, true, 0}, {1100 * 1000, false, 1}};
    struct process_options options = options_of();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena *arena = arena_create_simple();
        struct crowd crowd = {.outcome.arena = arena, .count = cases[i].count, .links = cases[i].links};
        struct process_job job = {.arguments = (const char *const[]){"layer", NULL},
                                  .input = -1,
                                  .scratch = -1,
                                  .feed = crowd_feed,
                                  .done = keep,
                                  .context = &crowd};
        struct facts facts;
        struct error error;
        run_one(arena, &options, &job);
        if (!crowd.outcome.result.ok)
            fail_msg("%u: %s", cases[i].count, crowd.outcome.result.error.text);
        assert_true(facts_decode(crowd.outcome.result.output, arena, &facts, &error));
        assert_int_equal(facts.problems.count, cases[i].problems);
        assert_int_equal(facts.paths.count == cases[i].count + 1, cases[i].problems == 0);
        assert_int_equal(facts.links.count, 0);
        assert_int_equal(facts.sources.count, 1); /* it stands behind them all, and is not lost */
        arena_destroy(arena);
    }
    (void)state;
}

static int set_up(void **state)
{
    *state = arena_create_simple();
    return getenv("SEAWORTHY_WORKER") ? 0 : -1;
}

static int tear_down(void **state)
{
    arena_destroy(*state);
    return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_layer_becomes_facts_and_is_hashed_meanwhile),
        TEST(a_pipe_is_fed_and_hashed_to_its_end),
        TEST(the_largest_of_many_jobs_starts_first),
        TEST(a_file_that_changes_meanwhile_is_no_evidence),
        TEST(a_file_shorter_than_its_range_is_truncated),
        TEST(what_cannot_run_says_why),
        TEST(the_sandbox_option_decides_which_walls_must_stand),
        TEST(crowds_of_entries_stay_within_the_ceiling),
        TEST(a_feed_without_bytes_ends_with_the_timeout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
