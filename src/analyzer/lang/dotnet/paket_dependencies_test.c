#include "analyzer/testing.h"

extern const struct analyzer analyzer_paket_dependencies;

static const struct row_case cases[] = {
    {"operators, comments, groups", "paket.dependencies",
     S_INIT("source https://x/ # c\nnuget A 1.0\nnuget B == 2 // c\nnuget C ~> 3 lowest_matching: true\nnuget D\nnuget "
            "F >= 1.0 < 2.0\nnuget\n"
            "github o/r:4 f.fs\ngroup Build\n  nuget E = 5\n"),
     "package nuget|A||1.0||||||| [declared direct]\npackage nuget|B||2||||||| [declared direct]\n"
     "package nuget|C||3||||||| [declared direct]\npackage nuget|D||||||||| [declared direct]\n"
     "package nuget|F||||||||| [declared direct]\n"
     "package github|o/r||4||||||| [declared direct]\npackage nuget|E||5||||||| [declared direct Build]\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_paket_dependencies, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_paket_dependencies, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/paket_dependencies", tests, NULL, NULL);
}
