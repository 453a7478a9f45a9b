#include "base/testing.h"

static void texts_nest_from_outside_in(void **state)
{
    (void)state;
    struct error error;

    assert_false(fail(&error, ERROR_MALFORMED, "not a '%s' field", "Key: value"));
    assert_false(fail_within(&error, "line %d", 12));
    assert_false(fail_within(&error, "layer %d: var/lib/dpkg/status", 3));
    assert_int_equal(error.code, ERROR_MALFORMED);
    assert_string_equal(error.text, "layer 3: var/lib/dpkg/status: line 12: not a 'Key: value' field");
    fail(&error, ERROR_LIMIT, "again: %s", error.text);
    assert_string_equal(error.text, "again: layer 3: var/lib/dpkg/status: line 12: not a 'Key: value' field");
}

static void long_texts_are_cut(void **state)
{
    (void)state;
    struct error *error = malloc(sizeof(*error));
    static const int lens[] = {0, 1, 500, 1019, 1020, 1021, 1022, 1023, 1024, 5000};

    for (size_t i = 0; i < sizeof(lens) / sizeof(*lens); i++)
        for (size_t k = 0; k < sizeof(lens) / sizeof(*lens); k++) {
            fail(error, ERROR_LIMIT, "%*s", lens[i], "");
            fail_within(error, "%*s", lens[k], "");
            size_t len = (size_t)lens[i] + (size_t)lens[k] + 2;
            assert_int_equal(strlen(error->text), len < ERROR_TEXT_MAX - 1 ? len : ERROR_TEXT_MAX - 1);
        }
    free(error);
}

static void every_code_has_a_row(void **state)
{
    (void)state;
    for (unsigned code = ERROR_NONE; code < ERROR_COUNT; code++) {
        const struct problem_kind *kind = problem_kind((enum error_code)code);
        assert_non_null(kind->name);
        assert_true(strlen(kind->meaning) > 10 && strlen(kind->advice) > 5);
        if (code != ERROR_NONE)
            assert_int_equal(problem_code(slice_text(kind->name)), code);
    }
    assert_int_equal(problem_code(S("nonsense")), ERROR_NONE);
    assert_int_equal(problem_code(S("")), ERROR_NONE);
    assert_string_equal(problem_kind((enum error_code)1000)->name, "internal");
}

static void blocking_is_as_the_contract_says(void **state)
{
    (void)state;
    static const struct {
        enum error_code code;
        bool database, blocking;
    } cases[] = {
        {ERROR_NO_ADVISORY_SOURCE, false, true}, {ERROR_DATABASE_STALE, false, true},
        {ERROR_UNSUPPORTED, false, true},        {ERROR_MALFORMED, false, false},
        {ERROR_MALFORMED, true, false},          {ERROR_FOREIGN_PLATFORM, false, false},
        {ERROR_UNREADABLE, false, false},        {ERROR_UNREADABLE, true, true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct problem problem = {.code = cases[i].code, .database = cases[i].database};
        assert_int_equal(problem_blocking(&problem), cases[i].blocking);
    }
}

static void sums_do_not_wrap(void **state)
{
    (void)state;
    size_t n = 5;

    assert_false(size_add(SIZE_MAX, 1, &n));
    assert_false(size_mul(SIZE_MAX / 2, 3, &n));
    assert_int_equal(n, 5);
    assert_true(size_add(SIZE_MAX - 1, 1, &n));
    assert_true(n == SIZE_MAX);
    assert_true(size_mul(6, 7, &n));
    assert_int_equal(n, 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_nest_from_outside_in), cmocka_unit_test(long_texts_are_cut),
        cmocka_unit_test(every_code_has_a_row),       cmocka_unit_test(blocking_is_as_the_contract_says),
        cmocka_unit_test(sums_do_not_wrap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
