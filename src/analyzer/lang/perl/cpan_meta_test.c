#include "analyzer/testing.h"

extern const struct analyzer analyzer_cpan_meta;

#define PATH "root/.cpan/build/A-1.0-0/META.json"

static const struct row_case cases[] = {
    {"JSON", PATH, S_INIT("{\"name\":\"A-B\",\"version\":\"1.02\"}"), "package cpan|A-B||1.02|||||||\n"},
    {"YAML", "root/.cpan/build/A-1.0-0/META.yml",
     S_INIT("---\n"
            "name: A-B\n"
            "version: 1.020\n"),
     "package cpan|A-B||1.020|||||||\n"},
    {"no version", PATH, S_INIT("{\"name\":\"A-B\"}"), ""},
    {"null", PATH, S_INIT("null"), "problem malformed its root is no map of names to values\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_cpan_meta, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_cpan_meta, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/perl/cpan_meta", tests, NULL, NULL);
}
