#include "analyzer/testing.h"

extern const struct analyzer analyzer_nimble;

#define PATH "root/.nimble/pkgs2/a_b-1.2.3-2b26a9e0fc79638dbb9272fb4ab5a1d79264f938/a_b.nimble"

static const struct row_case cases[] = {
    {"with a checksum", PATH, S_INIT(""), "package nim|a_b||1.2.3|||||||\n"},
    {"without", "root/.nimble/pkgs/a-b-1.2.3/a.nimble", S_INIT(""), "package nim|a-b||1.2.3|||||||\n"},
    {"a project's own", "src/a-1/a.nimble", S_INIT("version = \"1\"\n"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_nimble, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_nimble, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/nim/nimble", tests, NULL, NULL);
}
