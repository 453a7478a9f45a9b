#include "base/testing.h"
#include "base/text.h"

static void utf8_is_strict(void **state)
{
    (void)state;
    static const struct {
        struct slice text;
        bool valid;
    } cases[] = {
        {S_INIT(""), true},
        {S_INIT("abcdefghijklmnop\0"), true},
        {S_INIT("\xc2\x80\xdf\xbf"), true},
        {S_INIT("\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf"), true},
        {S_INIT("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"), true},
        {S_INIT("12345678\x80"), false},
        {S_INIT("\xc0\x80"), false}, /* overlong */
        {S_INIT("\xc1\xbf"), false},
        {S_INIT("\xe0\x9f\xbf"), false},
        {S_INIT("\xf0\x8f\xbf\xbf"), false},
        {S_INIT("\xed\xa0\x80"), false},     /* surrogate */
        {S_INIT("\xf4\x90\x80\x80"), false}, /* above U+10FFFF */
        {S_INIT("\xf5\x80\x80\x80"), false},
        {S_INIT("\xff"), false},
        {S_INIT("\xc2"), false}, /* cut */
        {S_INIT("\xe2\x82"), false},
        {S_INIT("\xf0\x9f\x98"), false},
        {S_INIT("\xe2\x82\x41"), false},
        {S_INIT("\xe2\x28\xa1"), false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice text = test_exact(cases[i].text);
        if (utf8_valid(text) != cases[i].valid)
            fail_msg("case %zu", i);
        test_exact_free(text);
    }
}

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10ffff; code++) {
        uint8_t bytes[4];
        struct slice text = slice_of(bytes, utf8_put(code, bytes));
        bool surrogate = code >= 0xd800 && code < 0xe000;
        uint32_t back = utf8_take(&text);
        if (back != (surrogate ? UINT32_MAX : code) || text.len != (surrogate ? 2 : 0))
            fail_msg("U+%04X comes back as %X", code, back);
    }
}

static void what_hides_is_not_printable(void **state)
{
    (void)state;
    static const uint32_t hidden[] = {0,       '\n',    0x1b,     0x7f,   0x80,     0x9b,      0x9f,   0xad,    0x61c,
                                      0x200b,  0x200d,  0x200e,   0x200f, 0x2028,   0x2029,    0x202a, 0x202e,  0x2060,
                                      0x2066,  0x2069,  0x206f,   0x3164, 0xfdd0,   0xfeff,    0xfffe, 0x1ffff, 0xe0001,
                                      0xe0041, 0xe01ef, 0x10ffff, 0xd800, 0x110000, UINT32_MAX};
    static const uint32_t seen[] = {' ', '~', 0xa0, 0xe9, 0x301, 0x20ac, 0x3042, 0xfe0f, 0xfffd, 0x1f600, 0xe000};

    for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
        if (text_printable(hidden[i]))
            fail_msg("U+%04X", hidden[i]);
    for (size_t i = 0; i < sizeof(seen) / sizeof(*seen); i++)
        if (!text_printable(seen[i]))
            fail_msg("U+%04X", seen[i]);
}

static void copies_are_printable(void **state)
{
    (void)state;
    static const struct {
        struct slice text, shown;
    } cases[] = {
        {S_INIT("##[error] ##vso[x]y ## [ #["), S_INIT("\\u{0023}#[error] \\u{0023}#vso[x]y ## [ #[")},
        {S_INIT(""), S_INIT("")},
        {S_INIT("plain \xc3\xa9 text"), S_INIT("plain \xc3\xa9 text")},
        {S_INIT("a\nb\tc\rd"), S_INIT("a\\nb\\tc\\rd")},
        {S_INIT("C:\\n"), S_INIT("C:\\\\n")},
        {S_INIT("\x1b[31mred"), S_INIT("\\u{001B}[31mred")},
        {S_INIT("a\0b"), S_INIT("a\\u{0000}b")},
        {S_INIT("\xe2\x80\xae"
                "cba"),
         S_INIT("\\u{202E}cba")},
        {S_INIT("\xc3\x28\xff"), S_INIT("\\xC3(\\xFF")},
        {S_INIT("\xf3\xa0\x81\x81"), S_INIT("\\u{E0041}")},
        {S_INIT("\xf4\x8f\xbf\xbf"), S_INIT("\\u{10FFFF}")},
        {S_INIT("\xc2\x9b"), S_INIT("\\u{009B}")},
    };
    struct arena *arena = arena_create_simple();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice text = test_exact(cases[i].text), shown = text_printable_copy(arena, text);
        assert_slice(shown, cases[i].shown);
        assert_int_equal(shown.at == text.at, slice_equal(text, cases[i].shown));
        test_exact_free(text);
    }
    arena_destroy(arena);
}

static void any_bytes_become_printable(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    uint32_t seed = 7;

    for (int round = 0; round < 3000; round++) {
        uint8_t bytes[24];
        for (size_t i = 0; i < sizeof(bytes); i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (uint8_t)(seed >> (seed & 1 ? 24 : 16));
        }
        struct slice text = test_exact(slice_of(bytes, (size_t)round % sizeof(bytes)));
        struct slice shown = text_printable_copy(arena, text);
        while (shown.len)
            assert_true(text_printable(utf8_take(&shown)));
        assert_true(utf8_valid(text_utf8_copy(arena, text)));
        test_exact_free(text);
    }
    arena_destroy(arena);
}

static void invalid_bytes_become_replacement_characters(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct slice good = S("a\n\xc3\xa9\0");

    assert_ptr_equal(text_utf8_copy(arena, good).at, good.at);
    assert_slice(text_utf8_copy(arena, S("a\xff\xc3\xa9\xc3")), S("a\xef\xbf\xbd\xc3\xa9\xef\xbf\xbd"));
    arena_destroy(arena);
}

static void widths(void **state)
{
    (void)state;
    static const struct {
        struct slice text;
        size_t width;
    } cases[] = {
        {S_INIT(""), 0},
        {S_INIT("abc"), 3},
        {S_INIT("\xc3\xa9"), 1},
        {S_INIT("e\xcc\x81"), 1},                            /* e and a combining acute accent */
        {S_INIT("\xe6\x97\xa5\xe6\x9c\xac"), 4},             /* two ideographs */
        {S_INIT("\xef\xbc\xa1"), 2},                         /* fullwidth A */
        {S_INIT("\xef\xbd\xb1"), 1},                         /* halfwidth katakana */
        {S_INIT("\xed\x95\x9c"), 2},                         /* a Hangul syllable */
        {S_INIT("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), 2}, /* the same as three letters */
        {S_INIT("\xf0\x9f\x98\x80"), 2},                     /* emoji */
        {S_INIT("\xe2\x80\x8b"), 0},                         /* zero-width space */
        {S_INIT("\xf0\xa0\x80\x80\xf0\xb1\x8d\x90"), 4},     /* planes 2 and 3 */
        {S_INIT("\xff"), 1},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        if (text_width(cases[i].text) != cases[i].width)
            fail_msg("case %zu: %zu", i, text_width(cases[i].text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_strict),
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(what_hides_is_not_printable),
        cmocka_unit_test(copies_are_printable),
        cmocka_unit_test(any_bytes_become_printable),
        cmocka_unit_test(invalid_bytes_become_replacement_characters),
        cmocka_unit_test(widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
