#include "analyzer/testing.h"

extern const struct analyzer analyzer_chocolatey;

#define PATH "ProgramData/chocolatey/lib/atom/atom.nuspec"

static const struct row_case cases[] = {
    {"id and version", PATH,
     S_INIT("<package xmlns=\"x\"><metadata><id>atom</id><version>1.60.0</version></metadata></package>"),
     "package chocolatey|atom||1.60.0|||||||\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_chocolatey, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_chocolatey, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/chocolatey", tests, NULL, NULL);
}
