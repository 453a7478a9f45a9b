#include "base/testing.h"

#include "advisory/part.h"
#include "advisory/record.h"

#define LIST(...)                                                                                                      \
    {                                                                                                                  \
        (struct slice[]){__VA_ARGS__}, sizeof((struct slice[]){__VA_ARGS__}) / sizeof(struct slice)                    \
    }

static const struct record records[] = {
    {.kind = RECORD_STATEMENT,
     .statement = {.secondary = true,
                   .advisory = {.id = S_INIT("CVE-2024-0727"),
                                .package = S_INIT("openssl"),
                                .aliases = LIST(S_INIT("GHSA-1")),
                                .vendor_ids = LIST(S_INIT("DSA-1-1"), S_INIT("DSA-1-2")),
                                .source = S_INIT("osv-debian"),
                                .distro_id = S_INIT("debian"),
                                .release = S_INIT("12"),
                                .kind = KIND_SOURCE,
                                .scheme = S_INIT("deb"),
                                .ranges = LIST(S_INIT(">=1,<2"), S_INIT("")),
                                .has_ranges = true,
                                .versions = LIST(S_INIT("1.5")),
                                .fixed_version = S_INIT("2"),
                                .fixed_versions = LIST(S_INIT("2"), S_INIT("1.9")),
                                .status = STATUS_FIXED,
                                .severity = S_INIT("low"),
                                .arches = LIST(S_INIT("amd64")),
                                .module = S_INIT("nodejs:18"),
                                .channel = S_INIT("esm"),
                                .repos = LIST(S_INIT("cpe:/a:b")),
                                .minor = S_INIT("4"),
                                .published = S_INIT("2024-01-26"),
                                .available = S_INIT("2024-02-11"),
                                .cvss = S_INIT("CVSS:3.1/AV:N")}}},
    {.kind = RECORD_STATEMENT,
     .statement = {.advisory = {.id = S_INIT("X-1"),
                                .package = S_INIT("p"),
                                .ecosystem = S_INIT("npm"),
                                .scheme = S_INIT("npm"),
                                .has_ranges = true,
                                .has_not_affected = true}}},
    {.kind = RECORD_WORD, .word = {S_INIT("CVE-2024-0727"), S_INIT("nvd"), S_INIT("CVSS:3.1/AV:N"), SEVERITY_UNKNOWN}},
    {.kind = RECORD_CVE, .cve = {S_INIT("CVE-2024-0727"), 19748, true}},
    {.kind = RECORD_EPSS, .epss = {S_INIT("CVE-2024-0727"), 120, 100000}},
    {.kind = RECORD_KEV, .kev = {S_INIT("CVE-2024-0727"), 19748, 0, true}},
    {.kind = RECORD_SUPPORT, .support = {S_INIT("debian"), S_INIT("12"), 20600, 21300, true}},
    {.kind = RECORD_REPOSITORY, .repository = {S_INIT("rhel-8"), LIST(S_INIT("cpe:/o:redhat"), S_INIT("cpe:/a:x"))}},
    {.kind = RECORD_DAY, .day = 20000},
    {.kind = RECORD_PROBLEM, .problem = {ERROR_MALFORMED, S_INIT("a/b"), S_INIT("why")}},
    {.kind = RECORD_END, .end = {7}},
};
enum { RECORDS = sizeof records / sizeof records[0] };

static struct slice encode(struct arena *arena, const struct record *record)
{
    struct bytes bytes = {.arena = arena};
    record_put(&bytes, record);
    return bytes_slice(&bytes);
}

/* Again and compared as bytes: a statement is made from its advisory each time. */
static void test_there_and_back(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < RECORDS; i++) {
        struct slice bytes = encode(arena, &records[i]);
        struct record back;
        struct error error;
        if (!record_take(bytes.at[0], slice_skip(bytes, RECORD_HEAD), arena, &back, &error))
            fail_msg("record %zu: %s", i, error.text);
        assert_slice(encode(arena, &back), bytes);
    }
    arena_destroy(arena);
}

static void test_fields(void **state)
{
    struct arena *arena = arena_create_simple();
    struct slice bytes = encode(arena, &records[0]);
    const struct advisory *a;
    struct record back;
    struct error error;

    (void)state;
    assert_true(record_take(bytes.at[0], slice_skip(bytes, RECORD_HEAD), arena, &back, &error));
    a = &back.statement.advisory;
    assert_true(back.statement.secondary);
    assert_slice(a->id, S("CVE-2024-0727"));
    assert_slice(a->vendor_ids.at[1], S("DSA-1-2"));
    assert_slice(a->ranges.at[0], S(">=1,<2"));
    assert_int_equal(a->ranges.count, 2);
    assert_slice(a->available, S("2024-02-11"));
    assert_slice(a->minor, S("4"));
    assert_false(a->has_not_affected);
    arena_destroy(arena);
}

/* Every cut and every flipped bit ends well; a cut never passes for the whole. */
static void test_damage(void **state)
{
    struct arena *arena = arena_create_simple();
    struct record back;
    struct error error;

    (void)state;
    for (size_t i = 0; i < RECORDS; i++) {
        struct slice payload = slice_skip(encode(arena, &records[i]), RECORD_HEAD);
        for (size_t len = 0; len < payload.len; len++) {
            struct slice exact = test_exact(slice_head(payload, len));
            assert_false(record_take((uint8_t)records[i].kind, exact, arena, &back, &error));
            test_exact_free(exact);
        }
        for (size_t bit = 0; bit < payload.len * 8; bit++) {
            struct slice exact = test_exact(payload);
            ((uint8_t *)(uintptr_t)exact.at)[bit / 8] ^= (uint8_t)(1 << bit % 8);
            (void)record_take((uint8_t)records[i].kind, exact, arena, &back, &error);
            test_exact_free(exact);
        }
    }
    arena_destroy(arena);
}

/* A part has one form only: what decodes is what would be written. */
static void test_one_form(void **state)
{
    struct arena *arena = arena_create_simple();
    struct bytes bytes = {.arena = arena};
    struct slice part;
    size_t taken = 0;

    (void)state;
    part_put_bound(&bytes, &records[0].statement.advisory);
    part = bytes_slice(&bytes);
    for (size_t bit = 0; bit < part.len * 8; bit++) {
        struct slice exact = test_exact(part);
        struct advisory advisory = {0};
        struct bytes again = {.arena = arena};
        ((uint8_t *)(uintptr_t)exact.at)[bit / 8] ^= (uint8_t)(1 << bit % 8);
        if (part_take_bound(exact, arena, &advisory)) {
            part_put_bound(&again, &advisory);
            assert_slice(bytes_slice(&again), exact);
            taken++;
        }
        test_exact_free(exact);
    }
    assert_true(taken > 0);
    arena_destroy(arena);
}

static bool count_record(void *context, const struct record *record, struct error *error)
{
    (void)error;
    (void)record;
    ++*(size_t *)context;
    return true;
}

static void test_stream_in_pieces(void **state)
{
    struct arena *arena = arena_create_simple();
    struct bytes all = {.arena = arena};

    (void)state;
    for (size_t i = 0; i < RECORDS; i++)
        record_put(&all, &records[i]);
    for (size_t piece = 1; piece < 40; piece += 3) {
        struct record_stream *stream = record_stream_create(arena);
        struct slice rest = bytes_slice(&all);
        struct error error;
        size_t count = 0;
        for (; rest.len; rest = slice_skip(rest, piece)) {
            struct slice exact = test_exact(slice_head(rest, piece));
            assert_false(record_stream_end(stream, &error));
            assert_true(record_stream_push(stream, exact, count_record, &count, &error));
            test_exact_free(exact);
        }
        assert_int_equal(count, RECORDS);
        assert_true(record_stream_end(stream, &error));
        assert_false(record_stream_push(stream, S("\1\0\0\0\0"), count_record, &count, &error));
        record_stream_destroy(stream);
    }
    arena_destroy(arena);
}

static void test_stream_damage(void **state)
{
    static const struct {
        const char *name;
        struct slice bytes;
        enum error_code code;
    } cases[] = {
        {"an unknown kind", S_INIT("\x63\0\0\0\0"), ERROR_MALFORMED},
        {"kind 0", S_INIT("\0\0\0\0\0"), ERROR_MALFORMED},
        {"a length beyond the limit", S_INIT("\1\xff\xff\xff\xff"), ERROR_LIMIT},
        {"a record that is longer than its content", S_INIT("\x08\2\0\0\0\1\1"), ERROR_MALFORMED},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record_stream *stream = record_stream_create(arena);
        struct error error = {0};
        size_t count = 0;
        if (record_stream_push(stream, cases[i].bytes, count_record, &count, &error) || error.code != cases[i].code)
            fail_msg("%s: %s", cases[i].name, error.text);
        record_stream_destroy(stream);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),   cmocka_unit_test(test_fields),
        cmocka_unit_test(test_damage),           cmocka_unit_test(test_one_form),
        cmocka_unit_test(test_stream_in_pieces), cmocka_unit_test(test_stream_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
