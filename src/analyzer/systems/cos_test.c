#include "analyzer/testing.h"

extern const struct analyzer analyzer_cos;

#define PATH "etc/cos-package-info.json"

static const struct row_case cases[] = {
    {"what is installed", PATH,
     S_INIT("{\"installedPackages\":[{\"category\":\"x\",\"name\":\"a\",\"version\":\"1.2\"}],\"buildTimePackages\":[{"
            "\"name\":\"b\",\"version\":\"1\"}]}"),
     "package cos|a||1.2|||||||\n"},
    {"no JSON", PATH, S_INIT("asdf"), "problem malformed byte 0: unexpected 'a'\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_cos, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_cos, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/cos", tests, NULL, NULL);
}
