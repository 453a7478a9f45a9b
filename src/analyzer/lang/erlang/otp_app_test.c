#include "analyzer/testing.h"

extern const struct analyzer analyzer_otp_app;

#define PATH "usr/lib/erlang/lib/ssl/ebin/ssl.app"

static const struct row_case cases[] = {
    {"an application", PATH,
     S_INIT("%% comment\n"
            "{application, ssl,\n"
            " [{description, \"SSL {x}\"},\n"
            "  {modules, [a,b]},\n"
            "  {vsn, \"11.0.3\"}]}.\n"),
     "package otp|ssl||11.0.3|||||||\n"},
    {"a name in quotes", PATH, S_INIT("{application, 'my-app', [{vsn,\"1\"}]}."), "package otp|my-app||1|||||||\n"},
    {"not in ebin", "Applications/Some.app", S_INIT("{application, x, []}."), ""},
    {"no version", PATH, S_INIT("{application, x, []}."), "problem malformed an application without a version\n"},
    {"damaged", PATH, S_INIT("cation, x"), "problem malformed not {application, NAME, […]}\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_otp_app, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_otp_app, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/erlang/otp_app", tests, NULL, NULL);
}
