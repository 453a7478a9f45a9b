#include "analyzer/testing.h"

extern const struct analyzer analyzer_swipl_pack;

#define PATH "usr/lib/swi-prolog/pack/hdt/pack.pl"

static const struct row_case cases[] = {
    {"name and version", PATH,
     S_INIT("name(hdt).\n"
            "version('0.5.2').\n"
            "title('x').\n"),
     "package swiplpack|hdt||0.5.2|||||||\n"},
    {"another program of that name", PATH, S_INIT("print \"name(x)\";\n"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_swipl_pack, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_swipl_pack, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/prolog/swipl_pack", tests, NULL, NULL);
}
