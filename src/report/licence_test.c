#include "report/licence.h"

#include "base/testing.h"
#include "report/licence_ids.h"

static void identifiers_and_expressions(void **state)
{
    static const struct {
        const char *text;
        bool id, expression;
    } cases[] = {
        {"MIT", true, true},
        {"GPL-2.0-only", true, true},
        {"0BSD", true, true},
        {"zlib-acknowledgement", true, true},
        {"GPL-2.0+", true, true}, /* an identifier that the list keeps */
        {"Apache-2.0+", false, true},
        {"mit", false, false},
        {"MIT AND BSD-3-Clause", false, true},
        {"(MIT OR ISC) AND Zlib", false, true},
        {"((MIT))", false, true},
        {"GPL-2.0-or-later WITH GCC-exception-3.1 AND LGPL-2.1-only", false, true},
        {"GPL-2.0-only WITH MIT", false, false},
        {"(MIT) WITH GCC-exception-3.1", false, false},
        {"MIT WITH", false, false},
        {"GCC-exception-3.1", false, false},
        {"MIT and ISC", false, false},
        {"MIT,ISC", false, false},
        {"MIT ISC", false, false},
        {"AND MIT", false, false},
        {"MIT OR", false, false},
        {"(MIT", false, false},
        {"MIT)", false, false},
        {"()", false, false},
        {"LicenseRef-x", false, false},
        {"GPLv2+", false, false},
        {" ", false, false},
        {"", false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice exact = test_exact(slice_text(cases[i].text));
        if (licence_is_id(exact) != cases[i].id || licence_is_expression(exact) != cases[i].expression)
            fail_msg("'%s'", cases[i].text);
        test_exact_free(exact);
    }
}

static void the_tables_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < sizeof(licence_ids) / sizeof(licence_ids[0]); i++)
        assert_true(strcmp(licence_ids[i - 1], licence_ids[i]) < 0);
    for (size_t i = 1; i < sizeof(exception_ids) / sizeof(exception_ids[0]); i++)
        assert_true(strcmp(exception_ids[i - 1], exception_ids[i]) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_and_expressions),
        cmocka_unit_test(the_tables_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
