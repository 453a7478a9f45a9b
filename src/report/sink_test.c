#include "report/sink.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/testing.h"
#include "base/text.h"

static struct slice text_of(struct arena *arena, const char *before, struct slice text)
{
    struct sink *sink = sink_memory(arena);

    sink_constant(sink, before);
    sink_text(sink, text);
    return slice_skip(sink_bytes(sink), strlen(before));
}

static struct slice json_of(struct arena *arena, struct slice text)
{
    struct sink *sink = sink_memory(arena);

    sink_json_text(sink, text);
    return sink_bytes(sink);
}

static const struct {
    struct slice text, shown, json;
} cases[] = {
    {S_INIT("plain text"), S_INIT("plain text"), S_INIT("plain text")},
    {S_INIT("\xc3\xa9 \xe6\xbc\xa2"), S_INIT("\xc3\xa9 \xe6\xbc\xa2"), S_INIT("\xc3\xa9 \xe6\xbc\xa2")},
    {S_INIT("a\nb\tc\rd"), S_INIT("a\\nb\\tc\\rd"), S_INIT("a\\nb\\tc\\u000dd")},
    {S_INIT("\x1b[31m"), S_INIT("\\u{001B}[31m"), S_INIT("\\u001b[31m")},
    {S_INIT("\x7f\0"), S_INIT("\\u{007F}\\u{0000}"), S_INIT("\\u007f\\u0000")},
    {S_INIT("\xc2\x9b"), S_INIT("\\u{009B}"), S_INIT("\\u009b")},
    {S_INIT("\xe2\x80\xae"), S_INIT("\\u{202E}"), S_INIT("\\u202e")},
    {S_INIT("\xf3\xa0\x81\x81"), S_INIT("\\u{E0041}"), S_INIT("\\udb40\\udc41")},
    {S_INIT("\xff."), S_INIT("\\xFF."), S_INIT("\xef\xbf\xbd.")},
    {S_INIT("\"\\"), S_INIT("\"\\\\"), S_INIT("\\\"\\\\")},
    {S_INIT("</script>"), S_INIT("</script>"), S_INIT("\\u003c/script>")},
    {S_INIT("##[error]"), S_INIT("\\u{0023}#[error]"), S_INIT("\\u0023#[error]")},
    {S_INIT("##vso[x]"), S_INIT("\\u{0023}#vso[x]"), S_INIT("\\u0023#vso[x]")},
    {S_INIT("a ###teamcity["), S_INIT("a #\\u{0023}#teamcity["), S_INIT("a \\u0023\\u0023#teamcity[")},
    {S_INIT("run # a ## b"), S_INIT("run # a ## b"), S_INIT("run # a \\u0023# b")},
};

static void anything_comes_out_printable(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct slice exact = test_exact(cases[i].text);
        assert_slice(text_of(arena, "x", exact), cases[i].shown);
        assert_slice(json_of(arena, exact), cases[i].json);
        test_exact_free(exact);
        arena_destroy(arena);
    }
}

static void no_line_begins_as_text_wants(void **state)
{
    static const struct {
        const char *before;
        struct slice text, shown;
    } lines[] = {
        {"", S_INIT("::error::x"), S_INIT("\\u{003A}:error::x")},
        {"a\n", S_INIT("::error::x"), S_INIT("\\u{003A}:error::x")},
        {"a\n  ", S_INIT("::error::x"), S_INIT("\\u{003A}:error::x")},
        {"\t", S_INIT("=1"), S_INIT("\\u{003D}1")},
        {"", S_INIT(" \xe3\x80\x80\xc2\xa0::x"), S_INIT(" \xe3\x80\x80\xc2\xa0\\u{003A}:x")},
        {"\x1b[1m", S_INIT("::x"), S_INIT("\\u{003A}:x")},
        {"a", S_INIT("::x"), S_INIT("::x")},
        {"a\n- ", S_INIT("=x"), S_INIT("=x")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        struct arena *arena = arena_create_simple();
        assert_slice(text_of(arena, lines[i].before, lines[i].text), lines[i].shown);
        arena_destroy(arena);
    }
}

/* What was made printable before is checked again, but not escaped twice. */
static void printable_text_stays(void **state)
{
    struct arena *arena = arena_create_simple();
    struct sink *sink = sink_memory(arena);

    (void)state;
    sink_printable(sink, S("a\\nb"));
    sink_printable(sink, S("\n\x1b"));
    assert_slice(sink_bytes(sink), S("a\\nb??"));
    arena_destroy(arena);
}

static void numbers_and_spaces(void **state)
{
    struct arena *arena = arena_create_simple();
    struct sink *sink = sink_memory(arena);

    (void)state;
    sink_number(sink, 0);
    sink_spaces(sink, 3);
    sink_number(sink, UINT64_MAX);
    sink_spaces(sink, 0);
    assert_slice(sink_bytes(sink), S("0   18446744073709551615"));
    arena_destroy(arena);
}

enum { LINES = 30000 };

static void write_lines(struct sink *sink)
{
    for (size_t i = 0; i < LINES; i++) {
        sink_number(sink, i);
        sink_constant(sink, "\n");
    }
}

/* Larger than any buffer: a file, memory and the digest see the same bytes. */
static void all_ways_write_the_same(void **state)
{
    struct arena *arena = arena_create_simple();
    struct sink *memory = sink_memory(arena), *digest = sink_digest(arena);
    char path[] = "/tmp/seaworthy-sink-XXXXXX";
    int file = mkstemp(path);
    struct sink *written = sink_open(arena, file);
    struct error error;

    (void)state;
    assert_true(file >= 0);
    unlink(path);
    write_lines(memory);
    write_lines(digest);
    write_lines(written);
    assert_true(sink_close(memory, &error));
    assert_true(sink_close(written, &error));
    struct slice bytes = sink_bytes(memory);
    struct digest expected = digest_over(DIGEST_SHA256, bytes), seen = sink_digest_end(digest);
    assert_true(digest_equal(&expected, &seen));
    uint8_t *read_back = malloc(bytes.len + 1);
    assert_int_equal(pread(file, read_back, bytes.len + 1, 0), bytes.len);
    assert_memory_equal(read_back, bytes.at, bytes.len);
    free(read_back);
    close(file);
    arena_destroy(arena);
}

static void a_full_disk_is_told_at_the_end(void **state)
{
    struct arena *arena = arena_create_simple();
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    struct sink *sink = sink_open(arena, full);
    struct error error;

    (void)state;
    write_lines(sink);
    assert_false(sink_close(sink, &error));
    assert_int_equal(error.code, ERROR_INTERNAL);
    assert_string_equal(error.text, "cannot write the report: No space left on device");
    close(full);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anything_comes_out_printable), cmocka_unit_test(no_line_begins_as_text_wants),
        cmocka_unit_test(printable_text_stays),         cmocka_unit_test(numbers_and_spaces),
        cmocka_unit_test(all_ways_write_the_same),      cmocka_unit_test(a_full_disk_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
