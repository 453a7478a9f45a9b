#include "analyzer/testing.h"

extern const struct analyzer analyzer_bitnami;

#define PATH "opt/bitnami/.bitnami_components.json"

static const struct row_case cases[] = {
    {"components", PATH, S_INIT("{\"gosu\":{\"arch\":\"amd64\",\"version\":\"1.14.0-1\"},\"x\":{}}"),
     "package bitnami|gosu||1.14.0-1|amd64||||||\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_bitnami, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_bitnami, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/bitnami", tests, NULL, NULL);
}
