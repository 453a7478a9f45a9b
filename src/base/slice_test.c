#include "base/testing.h"

static void numbers(void **state)
{
    (void)state;
    static const struct {
        struct slice text;
        bool hexadecimal, ok;
        uint64_t value;
    } cases[] = {
        {S_INIT("0"), false, true, 0},
        {S_INIT("0042"), false, true, 42},
        {S_INIT("18446744073709551615"), false, true, UINT64_MAX},
        {S_INIT("18446744073709551616"), false, false, 0},
        {S_INIT("99999999999999999999"), false, false, 0},
        {S_INIT(""), false, false, 0},
        {S_INIT("-1"), false, false, 0},
        {S_INIT("+1"), false, false, 0},
        {S_INIT(" 1"), false, false, 0},
        {S_INIT("1a"), false, false, 0},
        {S_INIT("fF"), true, true, 255},
        {S_INIT("ffffffffffffffff"), true, true, UINT64_MAX},
        {S_INIT("10000000000000000"), true, false, 0},
        {S_INIT("g"), true, false, 0},
        {S_INIT("@"), true, false, 0},
        {S_INIT(""), true, false, 0},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice text = test_exact(cases[i].text);
        uint64_t value = 0;
        bool ok = cases[i].hexadecimal ? slice_hexadecimal(text, &value) : slice_decimal(text, &value);
        if (ok != cases[i].ok || value != cases[i].value)
            fail_msg("'%.*s'", SLICE_ARG(text));
        test_exact_free(text);
    }
}

static void pieces(void **state)
{
    (void)state;
    static const struct {
        struct slice list, joined; /* the pieces again, each in brackets */
    } cases[] = {
        {S_INIT(""), S_INIT("")},           {S_INIT("a"), S_INIT("[a]")}, {S_INIT("a,,b"), S_INIT("[a][][b]")},
        {S_INIT("a,b,"), S_INIT("[a][b]")}, {S_INIT(","), S_INIT("[]")},  {S_INIT(",a"), S_INIT("[][a]")},
    };
    struct arena *arena = arena_create_simple();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice list = test_exact(cases[i].list), rest = list, piece, joined = S("");
        while (slice_next(&rest, ',', &piece))
            joined = arena_join(arena, (struct slice[]){joined, S("["), piece, S("]")}, 4);
        assert_slice(joined, cases[i].joined);
        test_exact_free(list);
    }
    arena_destroy(arena);
}

static void cutting_and_finding(void **state)
{
    (void)state;
    struct slice left, right;

    assert_true(slice_cut(S("k=v=w"), '=', &left, &right));
    assert_slice(left, S("k"));
    assert_slice(right, S("v=w"));
    assert_false(slice_cut(S("kv"), '=', &left, &right));
    assert_slice(left, S("kv"));
    assert_slice(right, S(""));
    assert_int_equal(slice_find(S("abcabc"), S("ca")), 2);
    assert_true(slice_find(S("abc"), S("x")) == SIZE_MAX);
    assert_true(slice_find(S(""), S("x")) == SIZE_MAX);
    assert_int_equal(slice_find(S("abc"), S("")), 0);
    assert_int_equal(slice_find_byte(S("a/b/c"), '/'), 1);
    assert_int_equal(slice_find_last(S("a/b/c"), '/'), 3);
    assert_int_equal(slice_find_last(S("abc"), '/'), 3);
    assert_slice(slice_trim(S(" \t a b\r\n")), S("a b"));
    assert_slice(slice_trim(S(" \n")), S(""));
    assert_slice(slice_skip(S("abc"), 9), S(""));
    assert_slice(slice_head(S("abc"), 9), S("abc"));
}

static void comparing(void **state)
{
    (void)state;
    assert_true(slice_compare(S("a"), S("ab")) < 0);
    assert_true(slice_compare(S("b"), S("ab")) > 0);
    assert_true(slice_compare(S("\xff"), S("a")) > 0);
    assert_int_equal(slice_compare((struct slice){0}, S("")), 0);
    assert_true(slice_equal((struct slice){0}, S("")));
    assert_true(slice_equal_nocase(S("AbZ["), S("aBz[")));
    assert_false(slice_equal_nocase(S("["), S("{")));
    assert_true(slice_starts(S("abc"), S("ab")) && !slice_starts(S("a"), S("ab")) && slice_starts(S("a"), S("")));
    assert_true(slice_ends(S("abc"), S("bc")) && !slice_ends(S("c"), S("bc")) && slice_ends(S("a"), S("")));
}

/* Each before the next, and all after one another. */
static void people_count(void **state)
{
    static const struct slice sorted[] = {
        S_INIT(""),      S_INIT("-1"),    S_INIT("0"),    S_INIT("1"),
        S_INIT("1-2"),   S_INIT("1.04"),  S_INIT("1.4"),  S_INIT("1.4-1"),
        S_INIT("1.4.1"), S_INIT("1.4b"),  S_INIT("1.9"),  S_INIT("1.10"),
        S_INIT("1:0"),   S_INIT("2"),     S_INIT("10"),   S_INIT("18446744073709551616"),
        S_INIT("a"),     S_INIT("a2b10"), S_INIT("a10b2")};

    (void)state;
    for (size_t i = 0; i < sizeof(sorted) / sizeof(*sorted); i++)
        for (size_t k = 0; k < sizeof(sorted) / sizeof(*sorted); k++) {
            int order = slice_compare_natural(sorted[i], sorted[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),   cmocka_unit_test(pieces),       cmocka_unit_test(cutting_and_finding),
        cmocka_unit_test(comparing), cmocka_unit_test(people_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
