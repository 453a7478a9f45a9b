#include "analyzer/testing.h"

extern const struct analyzer analyzer_spack;

#define PATH "opt/spack/x/.spack/spec.json"

static const struct row_case cases[] = {
    {"itself and what it was linked with", PATH,
     S_INIT("{\"spec\":{\"nodes\":[{\"name\":\"a\",\"version\":\"1\"},{\"name\":\"b\",\"version\":\"2\",\"external\":{}"
            "}]}}"),
     "package spack|a||1|||||||\n"},
    {"none", PATH, S_INIT("{\"spec\":{\"nodes\":[]}}"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_spack, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_spack, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/spack", tests, NULL, NULL);
}
