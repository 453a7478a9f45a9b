#include "analyzer/testing.h"

extern const struct analyzer analyzer_packages_config;

static const struct row_case cases[] = {
    {"two, and one without a version", "packages.config",
     S_INIT("<packages><package id='A' version='1'/><package id='B' version='2' developmentDependency='true'/>"
            "<package id='C'/><x id='D' version='1'/></packages>"),
     "package nuget|A||1||||||| [declared]\npackage nuget|B||2||||||| [declared dev]\n"},
    {"cut", "packages.config", S_INIT("<packages>"), "problem malformed line 1: no element found\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_packages_config, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_packages_config, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/packages_config", tests, NULL, NULL);
}
