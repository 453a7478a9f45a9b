#include "base/json.h"
#include "base/testing.h"

/* Writes what comes out: objects as {key:value,}, arrays as [item,], strings in quotes without escapes. */
static struct slice dump(struct json *json, struct arena *arena)
{
    struct slice text = S(""), key, value;

    switch (json_peek(json)) {
    case JSON_OBJECT:
        if (json_object(json))
            while (json_member(json, &key)) {
                text = arena_join(arena, (struct slice[]){text, key, S(":")}, 3);
                text = arena_join(arena, (struct slice[]){text, dump(json, arena), S(",")}, 3);
            }
        return arena_join(arena, (struct slice[]){S("{"), text, S("}")}, 3);
    case JSON_ARRAY:
        if (json_array(json))
            while (json_item(json))
                text = arena_join(arena, (struct slice[]){text, dump(json, arena), S(",")}, 3);
        return arena_join(arena, (struct slice[]){S("["), text, S("]")}, 3);
    case JSON_STRING:
        json_string_borrow(json, &value);
        return arena_join(arena, (struct slice[]){S("'"), value, S("'")}, 3);
    case JSON_NUMBER: json_number_text(json, &value); return arena_copy(arena, value);
    case JSON_TRUE:
    case JSON_FALSE: {
        bool yes;
        json_bool(json, &yes);
        return yes ? S("T") : S("F");
    }
    case JSON_NULL: json_skip(json); return S("N");
    case JSON_NONE: break;
    }
    json_skip(json);
    return S("?");
}

/*
 * Reads `input` in chunks of `piece` bytes (0: as a slice).
 * returns  ERROR_NONE, or the code of the failure
 */
static enum error_code read_all(struct slice input, size_t piece, bool skip, struct arena *arena, struct slice *text)
{
    struct test_source source = test_source(input, piece);
    struct reader r = piece ? reader_from(&source.source, arena) : reader_over(input);
    struct json json;
    struct error error = {0};

    json_init(&json, &r, arena);
    if (skip)
        json_skip(&json);
    else
        *text = dump(&json, arena);
    enum error_code code = json_end(&json, &error) ? ERROR_NONE : error.code;
    free(source.chunk);
    return code;
}

static const struct {
    struct slice input, dumped;
} good[] = {
    {S_INIT("null"), S_INIT("N")},
    {S_INIT(" true "), S_INIT("T")},
    {S_INIT("\t\r\n false\n"), S_INIT("F")},
    {S_INIT("0"), S_INIT("0")},
    {S_INIT("-0.0e+00"), S_INIT("-0.0e+00")},
    {S_INIT("-12.50E-7"), S_INIT("-12.50E-7")},
    {S_INIT("\"\""), S_INIT("''")},
    {S_INIT("\"a\""), S_INIT("'a'")},
    {S_INIT("\xef\xbb\xbf[]"), S_INIT("[]")},
    {S_INIT("[]"), S_INIT("[]")},
    {S_INIT("[ ]"), S_INIT("[]")},
    {S_INIT("{}"), S_INIT("{}")},
    {S_INIT("{ }"), S_INIT("{}")},
    {S_INIT("[1,2 , 3]"), S_INIT("[1,2,3,]")},
    {S_INIT("[[],[[]],{}]"), S_INIT("[[],[[],],{},]")},
    {S_INIT("{\"a\":1,\"b\" : [true,null] , \"\":{\"a\":\"x\"}}"), S_INIT("{a:1,b:[T,N,],:{a:'x',},}")},
    {S_INIT("{\"a\":1,\"a\":2}"), S_INIT("{a:1,a:2,}")},
    {S_INIT("{\"k\\u0041\\n\":\"v\"}"), S_INIT("{kA\n:'v',}")},
    {S_INIT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), S_INIT("'\"\\/\b\f\n\r\t'")},
    {S_INIT("\"\\u0000\\u00e9\\u20AC\""), S_INIT("'\0\xc3\xa9\xe2\x82\xac'")},
    {S_INIT("\"\\ud83d\\ude00\""), S_INIT("'\xf0\x9f\x98\x80'")},
    {S_INIT("\"\\ud83d\""), S_INIT("'\xef\xbf\xbd'")},
    {S_INIT("\"\\ud83dx\""), S_INIT("'\xef\xbf\xbdx'")},
    {S_INIT("\"\\ud83d\\n\""), S_INIT("'\xef\xbf\xbd\n'")},
    {S_INIT("\"\\ud83d\\ud83d\\ude00\""), S_INIT("'\xef\xbf\xbd\xf0\x9f\x98\x80'")},
    {S_INIT("\"\\ude00\\ud83d\""), S_INIT("'\xef\xbf\xbd\xef\xbf\xbd'")},
    {S_INIT("\"\\ud83d\\u0041\""), S_INIT("'\xef\xbf\xbd\x41'")},
    {S_INIT("\"\x7f\xff\xc3\""), S_INIT("'\x7f\xff\xc3'")},
    {S_INIT("\"0123456789abcdef0123456789abcdef\\n0123456789abcdef!\""),
     S_INIT("'0123456789abcdef0123456789abcdef\n0123456789abcdef!'")},
    {S_INIT("[\"0123456789\",\"0123456789abcdefg\",\"01234567\"]"),
     S_INIT("['0123456789','0123456789abcdefg','01234567',]")},
    {S_INIT("[123456789012345678901234567890,1e1]"), S_INIT("[123456789012345678901234567890,1e1,]")},
};

static void documents_in_every_chunk_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        for (size_t piece = 0; piece < 24; piece++) {
            struct arena *arena = arena_create_simple();
            struct slice input = test_exact(good[i].input), text;
            assert_int_equal(read_all(input, piece, false, arena, &text), ERROR_NONE);
            assert_slice(text, good[i].dumped);
            assert_int_equal(read_all(input, piece, true, arena, &text), ERROR_NONE);
            test_exact_free(input);
            arena_destroy(arena);
        }
}

/* Cut anywhere, a document is truncated, or has come to its end before (numbers, white space). */
static void documents_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        for (size_t len = 0; len < good[i].input.len; len++)
            for (size_t piece = 0; piece < 5; piece++) {
                struct arena *arena = arena_create_simple();
                struct slice input = test_exact(slice_head(good[i].input, len)), text;
                enum error_code kept = read_all(input, piece, false, arena, &text);
                enum error_code skipped = read_all(input, piece, true, arena, &text);
                struct slice trimmed = slice_trim(input);
                bool whole = trimmed.len && slice_equal(trimmed, slice_trim(good[i].input));
                bool number = trimmed.len && trimmed.at[trimmed.len - 1] >= '0' && trimmed.at[trimmed.len - 1] <= '9' &&
                              (trimmed.at[0] == '-' || trimmed.at[0] == '0');
                bool half_bom = len && len < 3 && input.at[0] == 0xef;
                assert_int_equal(kept, whole || number ? ERROR_NONE : half_bom ? ERROR_MALFORMED : ERROR_TRUNCATED);
                assert_int_equal(skipped, kept);
                test_exact_free(input);
                arena_destroy(arena);
            }
}

static void documents_with_every_bit_flipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        for (size_t bit = 0; bit < good[i].input.len * 8; bit++) {
            struct arena *arena = arena_create_simple();
            struct slice input = test_exact(good[i].input), text;
            ((uint8_t *)(uintptr_t)input.at)[bit / 8] ^= (uint8_t)(1 << bit % 8);
            enum error_code whole = read_all(input, 0, false, arena, &text);
            assert_int_equal(read_all(input, 1, false, arena, &text), whole);
            assert_int_equal(read_all(input, 0, true, arena, &text), whole);
            assert_int_equal(read_all(input, 3, true, arena, &text), whole);
            test_exact_free(input);
            arena_destroy(arena);
        }
}

static void what_is_no_json_is_malformed(void **state)
{
    (void)state;
    static const struct slice bad[] = {
        S_INIT("[1,]"),
        S_INIT("[,1]"),
        S_INIT("[1 2]"),
        S_INIT("[1,,2]"),
        S_INIT("]"),
        S_INIT("}"),
        S_INIT("[}"),
        S_INIT("{]"),
        S_INIT("{\"a\"}"),
        S_INIT("{\"a\",1}"),
        S_INIT("{\"a\":}"),
        S_INIT("{\"a\":1,}"),
        S_INIT("{a:1}"),
        S_INIT("{1:1}"),
        S_INIT("{,}"),
        S_INIT("{\"a\":1 \"b\":2}"),
        S_INIT("{\"a\"::1}"),
        S_INIT("'a'"),
        S_INIT("\"\\x\""),
        S_INIT("\"\\u12g4\""),
        S_INIT("\"a\nb\""),
        S_INIT("\"\0\""),
        S_INIT("\"\x1f\""),
        S_INIT("tru "),
        S_INIT("nul]"),
        S_INIT("True"),
        S_INIT("truex"),
        S_INIT("01"),
        S_INIT("-"),
        S_INIT("-a"),
        S_INIT("+1"),
        S_INIT(".5"),
        S_INIT("1.]"),
        S_INIT("[1.]"),
        S_INIT("[1e]"),
        S_INIT("[1e+]"),
        S_INIT("[-]"),
        S_INIT("[00]"),
        S_INIT("[1.5.5]"),
        S_INIT("[0x1]"),
        S_INIT("[NaN]"),
        S_INIT("[Infinity]"),
        S_INIT("[1] 2"),
        S_INIT("{} {}"),
        S_INIT("// a\n1"),
        S_INIT("[1/**/]"),
        S_INIT("\xff"),
        S_INIT("\x0b"
               "1"),
        S_INIT("\xc2\xa0"
               "1"),
        S_INIT("[\xef\xbb\xbf]"),
        S_INIT("\"a\"\"b\""),
        S_INIT("[\"a\" \"b\"]"),
    };

    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        for (size_t piece = 0; piece < 4; piece++) {
            struct arena *arena = arena_create_simple();
            struct slice input = test_exact(bad[i]), text;
            enum error_code expected = slice_equal(bad[i], S("-")) ? ERROR_TRUNCATED : ERROR_MALFORMED;
            if (read_all(input, piece, false, arena, &text) != expected ||
                read_all(input, piece, true, arena, &text) != expected)
                fail_msg("'%.*s' in pieces of %zu", SLICE_ARG(input), piece);
            test_exact_free(input);
            arena_destroy(arena);
        }
}

static void values_of_another_kind_are_skipped(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct reader r = reader_over(S("[{\"a\":[1]},[\"x\",2,[\"z\"],\"y\"],\"s\",null,7,-9223372036854775808,"
                                    "9223372036854775808,1.5,true,\"t\",{}]"));
    struct json json;
    struct slice text;
    struct slices texts;
    int64_t number;
    bool yes;
    struct error error;

    json_init(&json, &r, arena);
    assert_true(json_array(&json));
    assert_true(json_item(&json));
    assert_false(json_string(&json, &text));
    assert_int_equal(text.len, 0);
    assert_true(json_item(&json));
    assert_true(json_strings(&json, &texts));
    assert_int_equal(texts.count, 2);
    assert_slice(texts.at[1], S("y"));
    assert_true(json_item(&json));
    assert_true(json_strings(&json, &texts));
    assert_int_equal(texts.count, 1);
    assert_true(json_item(&json));
    assert_false(json_strings(&json, &texts));
    assert_int_equal(texts.count, 0);
    assert_true(json_item(&json));
    assert_true(json_integer(&json, &number));
    assert_int_equal(number, 7);
    assert_true(json_item(&json));
    assert_true(json_integer(&json, &number));
    assert_true(number == INT64_MIN);
    for (int i = 0; i < 3; i++) { /* too large, a fraction, no number */
        assert_true(json_item(&json));
        assert_false(json_integer(&json, &number));
        assert_int_equal(number, 0);
    }
    assert_true(json_item(&json));
    assert_false(json_bool(&json, &yes));
    assert_true(json_item(&json));
    assert_false(json_array(&json));
    assert_false(json_item(&json));
    assert_true(json_end(&json, &error));
    arena_destroy(arena);
}

static void what_was_not_read_is_skipped(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct reader r = reader_over(S("{\"a\":{\"b\":[1,2]},\"c\":\"d\",\"e\":[5,[6],7,8]} {\"f\":1} "));
    struct json json;
    struct slice key;
    struct error error;

    json_init(&json, &r, arena);
    assert_true(json_object(&json));
    assert_true(json_member(&json, &key));
    assert_true(json_member(&json, &key));
    assert_slice(key, S("c"));
    assert_int_equal(json_peek(&json), JSON_STRING);
    assert_true(json_member(&json, &key));
    assert_true(json_array(&json));
    for (int i = 0; i < 4; i++)
        assert_true(json_item(&json));
    assert_false(json_item(&json));
    assert_false(json_member(&json, &key));
    /* The next document of a stream. */
    assert_int_equal(json_peek(&json), JSON_OBJECT);
    assert_true(json_object(&json));
    assert_true(json_member(&json, &key));
    assert_slice(key, S("f"));
    assert_false(json_member(&json, &key));
    assert_int_equal(json_peek(&json), JSON_NONE);
    assert_true(json_end(&json, &error));

    /* Left in the middle: the rest is passed over, and must be well-formed. */
    r = reader_over(S("[[1,{\"a\":[2,3]}],4]"));
    json_init(&json, &r, arena);
    assert_true(json_array(&json) && json_item(&json) && json_array(&json) && json_item(&json));
    assert_true(json_end(&json, &error));
    r = reader_over(S("[[1,{\"a\":[2,3}],4]"));
    json_init(&json, &r, arena);
    assert_true(json_array(&json) && json_item(&json) && json_array(&json) && json_item(&json));
    assert_false(json_end(&json, &error));
    assert_string_equal(error.text, "byte 13: unexpected '}'");
    arena_destroy(arena);
}

static void keys_live_until_their_value_is_read(void **state)
{
    (void)state;
    for (size_t piece = 1; piece < 30; piece++) {
        struct arena *arena = arena_create_simple();
        struct test_source source = test_source(S("{\"first\" : \"one\",\"second\"\n:\t\"two\"}"), piece);
        struct reader r = reader_from(&source.source, arena);
        struct json json;
        struct slice key, value;
        json_init(&json, &r, arena);
        json_object(&json);
        assert_true(json_member(&json, &key));
        assert_int_equal(json_peek(&json), JSON_STRING);
        assert_slice(key, S("first"));
        assert_true(json_string(&json, &value));
        assert_slice(value, S("one"));
        assert_true(json_member(&json, &key));
        assert_int_equal(json_peek(&json), JSON_STRING);
        assert_slice(key, S("second"));
        free(source.chunk);
        arena_destroy(arena);
    }
}

static void depth_is_limited(void **state)
{
    (void)state;
    enum { DEEP = 100 * 1000 };
    static const struct {
        const char *unit;
        size_t count;
        enum error_code code;
    } cases[] = {
        {"[", DEEP, ERROR_LIMIT},
        {"{\"a\":", DEEP, ERROR_LIMIT},
        {"[{\"a\":", DEEP, ERROR_LIMIT},
        {"[", JSON_DEPTH_MAX, ERROR_TRUNCATED},
        {"[", JSON_DEPTH_MAX + 1, ERROR_LIMIT},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena *arena = arena_create_simple();
        size_t unit = strlen(cases[i].unit);
        uint8_t *bytes = arena_array(arena, uint8_t, unit * cases[i].count);
        for (size_t k = 0; k < cases[i].count; k++)
            memcpy(bytes + k * unit, cases[i].unit, unit);
        struct slice input = slice_of(bytes, unit * cases[i].count), text;
        assert_int_equal(read_all(input, 0, true, arena, &text), cases[i].code);
        assert_int_equal(read_all(input, 0, false, arena, &text), cases[i].code);
        assert_int_equal(read_all(input, 7, true, arena, &text), cases[i].code);
        arena_destroy(arena);
    }
}

/* Nobody wants a string that long: it is passed over at any length, and refused when it is read. */
static void long_strings_are_limited_when_read(void **state)
{
    (void)state;
    static const size_t lens[] = {JSON_STRING_MAX, JSON_STRING_MAX + 1, 3 * JSON_STRING_MAX};

    for (size_t i = 0; i < sizeof(lens) / sizeof(*lens); i++)
        for (int way = 0; way < 6; way++) {
            struct arena *arena = arena_create_simple();
            uint8_t *bytes = malloc(lens[i] + 2);
            memset(bytes, way < 4 ? 'x' : '1', lens[i] + 2);
            if (way < 4)
                bytes[0] = bytes[lens[i] + 1] = '"';
            else
                bytes[0] = '-', bytes[lens[i]] = bytes[lens[i] + 1] = ' ';
            struct slice input = slice_of(bytes, lens[i] + 2), text;
            enum error_code expected = lens[i] > JSON_STRING_MAX ? ERROR_LIMIT : ERROR_NONE;
            bool skip = way % 2;
            assert_int_equal(read_all(input, way % 4 < 2 ? 0 : 5000, skip, arena, &text), skip ? ERROR_NONE : expected);
            free(bytes);
            arena_destroy(arena);
        }
}

/* Repeats one record for ever. */
struct endless {
    struct source source;
    struct slice record;
    size_t left;
};

static bool endless_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct endless *endless = (struct endless *)source;
    (void)error;
    *chunk = endless->left ? endless->record : S("]");
    if (endless->left == SIZE_MAX)
        *chunk = S("");
    endless->left = endless->left ? endless->left - 1 : SIZE_MAX;
    return true;
}

static void memory_is_constant(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct endless endless = {{.next = endless_next}, S("\"esc\\u00e9aped\",{\"k\\n\":\"v\\n\"},12345678,\"st"), 1};
    struct reader r = reader_from(&endless.source, arena);
    struct json json;
    struct slice value, key;
    struct error error;
    size_t strings = 0;

    endless.record = S("ring\",\"esc\\u00e9aped\",{\"k\\n\":\"v\\n\"},12345678,\"st");
    endless.left = 20000;
    json_init(&json, &r, arena);
    r.left = S("[\"st");
    assert_true(json_array(&json));
    while (json_item(&json)) {
        struct arena_mark mark = arena_mark(arena);
        if (json_peek(&json) == JSON_OBJECT) {
            json_object(&json);
            while (json_member(&json, &key))
                assert_slice(key, S("k\n"));
        } else if (json_string(&json, &value)) {
            assert_true(slice_equal(value, S("string")) ||
                        slice_equal(value, S("esc\xc3\xa9"
                                             "aped")) ||
                        slice_equal(value, S("st]")));
            strings++;
        }
        arena_reset(arena, mark);
    }
    assert_false(json_ok(&json, &error)); /* the last record is cut by the ']' in a string */
    assert_int_equal(error.code, ERROR_TRUNCATED);
    assert_int_equal(strings, 40000);
    assert_int_equal(arena_used(arena), 0);
    arena_destroy(arena);
}

static void failures_say_where_and_stay(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct reader r = reader_over(S("[1, 2 3]"));
    struct json json;
    struct slice text;
    struct error error;

    json_init(&json, &r, arena);
    json_array(&json);
    while (json_item(&json))
        json_skip(&json);
    assert_false(json_ok(&json, &error));
    assert_int_equal(error.code, ERROR_MALFORMED);
    assert_string_equal(error.text, "byte 6: unexpected '3'");
    assert_false(json_item(&json) || json_object(&json) || json_member(&json, &text) || json_string(&json, &text));
    assert_int_equal(json_peek(&json), JSON_NONE);

    r = reader_over(S("[1]"));
    json_init(&json, &r, arena);
    json_array(&json);
    assert_false(json_fail(&json, "not a %s", "lock file"));
    assert_false(json_end(&json, &error));
    assert_string_equal(error.text, "byte 1: not a lock file");

    struct test_source source = test_source(S("[1, \"abc"), 3);
    source.damaged = true;
    r = reader_from(&source.source, arena);
    json_init(&json, &r, arena);
    json_skip(&json);
    assert_false(json_end(&json, &error));
    assert_int_equal(error.code, ERROR_LAYER_UNREADABLE);
    free(source.chunk);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_in_every_chunk_size),       cmocka_unit_test(documents_cut_at_every_byte),
        cmocka_unit_test(documents_with_every_bit_flipped),    cmocka_unit_test(what_is_no_json_is_malformed),
        cmocka_unit_test(values_of_another_kind_are_skipped),  cmocka_unit_test(what_was_not_read_is_skipped),
        cmocka_unit_test(keys_live_until_their_value_is_read), cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(long_strings_are_limited_when_read),  cmocka_unit_test(memory_is_constant),
        cmocka_unit_test(failures_say_where_and_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
