#include <stdio.h>

#include "base/reader.h"
#include "base/testing.h"

/* All bytes are there, in any size of chunk, whatever mix of calls takes them. */
static void every_call_over_every_chunk_size(void **state)
{
    (void)state;
    uint8_t bytes[300];
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (uint8_t)i;
    struct slice all = slice_of(bytes, sizeof(bytes));

    for (size_t piece = 1; piece < 40; piece++) {
        struct arena *arena = arena_create_simple();
        struct test_source source = test_source(all, piece);
        if (piece % 2)
            source.source.skip = test_source_skip;
        struct reader r = reader_from(&source.source, arena);
        size_t at = 0;
        for (size_t step = 0; at + 30 < sizeof(bytes); step++) {
            size_t n = step % 29;
            assert_true(r.position == at);
            switch (step % 7) {
            case 0: assert_slice(reader_take(&r, n), slice_of(bytes + at, n)); break;
            case 1: assert_slice(reader_peek(&r, n), slice_of(bytes + at, n)); continue;
            case 2: assert_slice(reader_take_upto(&r, n), slice_of(bytes + at, n)); break;
            case 3: reader_skip(&r, n); break;
            case 4: {
                struct slice chunk = reader_chunk(&r);
                n = chunk.len;
                assert_true(n > 0);
                assert_slice(chunk, slice_of(bytes + at, n));
                break;
            }
            case 5:
                assert_int_equal(reader_u16be(&r), bytes[at] << 8 | bytes[at + 1]);
                n = 2;
                break;
            case 6:
                assert_int_equal(reader_u32le(&r), (uint32_t)bytes[at] | (uint32_t)bytes[at + 1] << 8 |
                                                       (uint32_t)bytes[at + 2] << 16 | (uint32_t)bytes[at + 3] << 24);
                n = 4;
                break;
            }
            at += n;
        }
        assert_false(reader_at_end(&r));
        assert_slice(reader_take_upto(&r, 1000), slice_skip(all, at));
        assert_true(reader_at_end(&r));
        assert_slice(reader_chunk(&r), S(""));
        assert_slice(reader_peek(&r, 5), S(""));
        assert_false(r.failed);
        free(source.chunk);
        arena_destroy(arena);
    }
}

static void numbers(void **state)
{
    (void)state;
    struct slice bytes = test_exact(S("\x01\x02\x03\x04\x05\x06\x07\xf8"));
    struct reader r = reader_over(bytes);

    assert_int_equal(reader_u8(&r), 1);
    assert_int_equal(reader_u16le(&r), 0x0302);
    assert_int_equal(reader_u32be(&r), 0x04050607);
    r = reader_over(bytes);
    assert_true(reader_u64le(&r) == 0xf807060504030201);
    r = reader_over(bytes);
    assert_true(reader_u64be(&r) == 0x01020304050607f8);
    assert_int_equal(reader_u8(&r), 0);
    assert_true(r.failed);
    test_exact_free(bytes);
}

static void short_reads_fail_for_ever(void **state)
{
    (void)state;
    static const uint64_t lens[] = {4, 5, 1 << 20, UINT32_MAX, INT64_MAX, UINT64_MAX};
    struct error error;

    for (size_t i = 0; i < sizeof(lens) / sizeof(*lens); i++)
        for (int way = 0; way < 4; way++) {
            struct arena *arena = arena_create_simple();
            struct slice bytes = test_exact(S("abc"));
            struct test_source source = test_source(bytes, 2);
            if (way == 3)
                source.source.skip = test_source_skip;
            struct reader r = way ? reader_from(&source.source, arena) : reader_over(bytes);
            char text[64];
            reader_u8(&r);
            if (way < 2)
                assert_slice(reader_take(&r, lens[i]), S(""));
            else
                reader_skip(&r, lens[i]);
            assert_true(r.failed);
            assert_false(reader_ok(&r, &error));
            assert_int_equal(error.code, way == 1 && lens[i] > READER_SPAN_MAX ? ERROR_LIMIT : ERROR_TRUNCATED);
            snprintf(text, sizeof(text), "ends before byte %llu",
                     (unsigned long long)(lens[i] == UINT64_MAX ? UINT64_MAX : lens[i] + 1));
            if (error.code == ERROR_TRUNCATED) /* in the same words whatever the chunks */
                assert_string_equal(error.text, text);
            assert_slice(reader_take(&r, 1), S(""));
            assert_slice(reader_chunk(&r), S(""));
            assert_int_equal(reader_u32le(&r), 0);
            assert_false(reader_at_end(&r));
            free(source.chunk);
            test_exact_free(bytes);
            arena_destroy(arena);
        }
}

static void damage_of_the_source_is_told(void **state)
{
    (void)state;
    for (int way = 0; way < 5; way++) {
        struct arena *arena = arena_create_simple();
        struct test_source source = test_source(S("abcdef"), 4);
        source.damaged = true;
        struct reader r = reader_from(&source.source, arena);
        struct slice line;
        struct error error;
        switch (way) {
        case 0: reader_take(&r, 7); break;
        case 1: reader_take_upto(&r, 7); break;
        case 2: reader_skip(&r, 7); break;
        case 3: assert_int_equal(reader_line(&r, 100, &line), LINE_END); break; /* no half line */
        case 4: {
            while (reader_chunk(&r).len)
                ;
            assert_false(reader_at_end(&r));
        }
        }
        assert_false(reader_ok(&r, &error));
        assert_int_equal(error.code, ERROR_LAYER_UNREADABLE);
        assert_string_equal(error.text, "damaged on purpose");
        free(source.chunk);
        arena_destroy(arena);
    }
}

static void inside_a_chunk_nothing_is_copied(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct slice bytes = S("0123456789abcdef"), line;
    struct reader r = reader_from(source_memory(&memory, bytes, 8), arena);

    assert_ptr_equal(reader_take(&r, 4).at, bytes.at);
    assert_ptr_equal(reader_peek(&r, 4).at, bytes.at + 4);
    assert_int_equal(arena_used(arena), 0);
    assert_slice(reader_take(&r, 6), S("456789")); /* over the border: 6 bytes are copied, what follows is not */
    assert_ptr_equal(reader_take(&r, 6).at, bytes.at + 10);

    struct slice lines = S("ab\ncd\nefg\nhi\n");
    r = reader_from(source_memory(&memory, lines, 8), arena);
    assert_int_equal(reader_line(&r, 10, &line), LINE_OK);
    assert_ptr_equal(line.at, lines.at);
    reader_line(&r, 10, &line);
    assert_ptr_equal(line.at, lines.at + 3);
    reader_line(&r, 10, &line); /* over the border */
    assert_slice(line, S("efg"));
    reader_line(&r, 10, &line);
    assert_ptr_equal(line.at, lines.at + 10);
    arena_destroy(arena);
}

static void skip_seeks_where_the_source_can(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    uint8_t *zeros = calloc(1, 100 * 1000);
    zeros[99999] = 7;
    struct test_source source = test_source(slice_of(zeros, 100 * 1000), 10);
    source.source.skip = test_source_skip;
    struct reader r = reader_from(&source.source, arena);

    reader_skip(&r, 5);
    assert_int_equal(source.skips, 1);
    reader_skip(&r, 99999 - 5);
    assert_int_equal(source.skips, 2);
    assert_int_equal(reader_u8(&r), 7);
    assert_true(reader_at_end(&r));
    free(source.chunk);
    free(zeros);
    arena_destroy(arena);
}

static void sub_readers_are_bounded(void **state)
{
    (void)state;
    struct slice bytes = test_exact(S("abcdef"));
    struct reader r = reader_over(bytes);
    struct reader sub = reader_sub(&r, 4);

    assert_slice(reader_take(&sub, 4), S("abcd"));
    assert_slice(reader_take(&sub, 1), S(""));
    assert_true(sub.failed);
    assert_false(r.failed);
    sub = reader_sub(&r, 3);
    assert_true(sub.failed);
    assert_true(r.failed);
    test_exact_free(bytes);
}

static void lines_in_every_chunk_size(void **state)
{
    (void)state;
    static const struct {
        struct slice input;
        size_t max;
        struct slice given; /* each line in brackets, cut ones in braces */
    } cases[] = {
        {S_INIT(""), 10, S_INIT("")},
        {S_INIT("\n"), 10, S_INIT("[]")},
        {S_INIT("a"), 10, S_INIT("[a]")},
        {S_INIT("a\nb"), 10, S_INIT("[a][b]")},
        {S_INIT("a\nb\n"), 10, S_INIT("[a][b]")},
        {S_INIT("a\r\n\r\nb\r"), 10, S_INIT("[a][][b\r]")},
        {S_INIT("\n\na\n\n"), 10, S_INIT("[][][a][]")},
        {S_INIT("abc\nabcd\nabcde\nabcdef\nabcdefg\nx"), 4, S_INIT("[abc][abcd]{abcd}{abcd}{abcd}[x]")},
        {S_INIT("abc\r\nabcd\r\nabcde\r\nabcdef\r\nx\r\n"), 4, S_INIT("[abc][abcd]{abcd}{abcd}[x]")},
        {S_INIT("abcdefghijklmnopq"), 4, S_INIT("{abcd}")},
        {S_INIT("abcd"), 4, S_INIT("[abcd]")},
        {S_INIT("abcde"), 4, S_INIT("{abcd}")},
        {S_INIT("abcdef"), 4, S_INIT("{abcd}")},
        {S_INIT("abcd\r"), 4, S_INIT("{abcd}")},
        {S_INIT("a\nb"), 0, S_INIT("{}{}")},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        for (size_t piece = 0; piece < 20; piece++) {
            struct arena *arena = arena_create_simple();
            struct slice input = test_exact(cases[i].input), given = S(""), line;
            struct test_source source = test_source(input, piece);
            struct reader r = piece ? reader_from(&source.source, arena) : reader_over(input);
            enum reader_line what;
            size_t count = 0;
            while ((what = reader_line(&r, cases[i].max, &line)) != LINE_END) {
                given = arena_join(
                    arena,
                    (struct slice[]){given, what == LINE_OK ? S("[") : S("{"), line, what == LINE_OK ? S("]") : S("}")},
                    4);
                assert_int_equal(r.line, ++count);
            }
            assert_slice(given, cases[i].given);
            assert_true(r.position == input.len);
            assert_false(r.failed);
            free(source.chunk);
            test_exact_free(input);
            arena_destroy(arena);
        }
}

/* 11 MiB in one line: peers stop there without a word. */
static void long_lines_are_not_buffered(void **state)
{
    (void)state;
    size_t len = 11 << 20;
    uint8_t *bytes = malloc(len + 5);
    memset(bytes, 'x', len);
    memcpy(bytes + len, "\nnext", 5);
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct reader r = reader_from(source_memory(&memory, slice_of(bytes, len + 5), 0), arena);
    struct slice line;

    assert_int_equal(reader_line(&r, 70 * 1024, &line), LINE_CUT);
    assert_int_equal(line.len, 70 * 1024);
    assert_int_equal(reader_line(&r, 70 * 1024, &line), LINE_OK);
    assert_slice(line, S("next"));
    assert_true(r.carry_room < 200 * 1024);
    arena_destroy(arena);
    free(bytes);
}

static void resetting_the_arena_leaves_readers_alone(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct test_source source = test_source(S("abc\ndef\nghi\njkl\n"), 5);
    struct reader r = reader_from(&source.source, arena);
    struct slice line;

    for (int i = 0; i < 4; i++) {
        struct arena_mark mark = arena_mark(arena);
        assert_int_equal(reader_line(&r, 50, &line), LINE_OK);
        assert_slice(line, slice_of(&"abcdefghijkl"[3 * i], 3));
        arena_reset(arena, mark);
    }
    const uint8_t *carry = r.carry;
    reader_close(&r);
    assert_int_equal(reader_line(&r, 50, &line), LINE_END);
    free(source.chunk);
    source = test_source(S("abcd"), 1);
    r = reader_from(&source.source, arena);
    assert_slice(reader_take(&r, 4), S("abcd"));
    assert_ptr_equal(r.carry, carry);
    free(source.chunk);
    arena_destroy(arena);
}

/* Tokenizers add to r.left.at, and adding 0 to NULL is undefined: clang's sanitizer ends such a program. */
static void what_is_empty_has_an_address_too(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct test_source source = test_source(S(""), 1), long_line = test_source(S("line\nx"), 1);
    struct reader readers[] = {reader_over(slice_of(NULL, 0)), reader_from(&source.source, arena),
                               reader_from(&long_line.source, arena)};
    struct slice line;

    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct reader *r = &readers[i];
        reader_line(r, 0, &line);
        assert_non_null(r->left.at);
        reader_advance(r, 0);
        reader_take(r, 0);
        reader_chunk(r);
        reader_take_upto(r, 10);
        assert_non_null(r->left.at);
        reader_close(r);
        assert_non_null(r->left.at);
    }
    free(source.chunk);
    free(long_line.chunk);
    arena_destroy(arena);
}

static void failing_keeps_the_first_reason(void **state)
{
    (void)state;
    struct reader r = reader_over(S("abc"));
    struct error error;

    assert_true(reader_ok(&r, &error));
    assert_false(reader_fail(&r, ERROR_MALFORMED, "record %d", 1));
    assert_false(reader_fail(&r, ERROR_LIMIT, "record %d", 2));
    assert_false(reader_ok(&r, &error));
    assert_int_equal(error.code, ERROR_MALFORMED);
    assert_string_equal(error.text, "record 1");
    assert_int_equal(r.left.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_over_every_chunk_size), cmocka_unit_test(numbers),
        cmocka_unit_test(short_reads_fail_for_ever),        cmocka_unit_test(damage_of_the_source_is_told),
        cmocka_unit_test(inside_a_chunk_nothing_is_copied), cmocka_unit_test(skip_seeks_where_the_source_can),
        cmocka_unit_test(sub_readers_are_bounded),          cmocka_unit_test(lines_in_every_chunk_size),
        cmocka_unit_test(long_lines_are_not_buffered),      cmocka_unit_test(resetting_the_arena_leaves_readers_alone),
        cmocka_unit_test(failing_keeps_the_first_reason),   cmocka_unit_test(what_is_empty_has_an_address_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
