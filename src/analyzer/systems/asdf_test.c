#include "analyzer/testing.h"

extern const struct analyzer analyzer_asdf;

#define PATH ".tool-versions"

static const struct row_case cases[] = {
    {"tools and versions", PATH,
     S_INIT("nodejs 20.1 system # comment\n"
            "ruby   3.2  path:/x\n"
            "\n"
            "alone\n"),
     "package asdf|nodejs||20.1||||||| [declared]\n"
     "package asdf|ruby||3.2||||||| [declared]\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_asdf, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_asdf, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/asdf", tests, NULL, NULL);
}
