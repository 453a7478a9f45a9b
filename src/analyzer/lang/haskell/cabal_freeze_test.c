#include "analyzer/testing.h"

extern const struct analyzer analyzer_cabal_freeze;

#define PATH "cabal.project.freeze"

static const struct row_case cases[] = {
    {"constraints, flags and what the compiler has", PATH,
     S_INIT("active-repositories: hackage.haskell.org:merge\n"
            "constraints: any.A-b ==1.0,\n"
            "             A-b -flag,\n"
            "             any.base installed,\n"
            "             any.text ==1.2 || ==1.3\n"
            "index-state: x\n"),
     "package hackage|A-b||1.0||||||| [declared]\n"
     "package hackage|text||1.2||||||| [declared]\n"},
    {"no version", PATH, S_INIT("constraints: any.a ==,\n"),
     "problem malformed a constraint that is not 'NAME ==VERSION'\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_cabal_freeze, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_cabal_freeze, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/haskell/cabal_freeze", tests, NULL, NULL);
}
