#include "analyzer/testing.h"

extern const struct analyzer analyzer_paket_lock;

static const struct row_case cases[] = {
    {"NuGet, GitHub, groups", "paket.lock",
     S_INIT("STORAGE: NONE\nNUGET\n  remote: https://x\n    A (1.0) - restriction: >= net45\n      B (>= 2.0)\n    B "
            "(2.1)\n"
            "GITHUB\n  remote: o/r\n    src/f.fs (abc)\n\nGROUP Build\nNUGET\n  remote: https://x\n    C (3)\n"
            "GIT\n  remote: https://x\n     (abc)\n"),
     "package nuget|A||1.0||||||| [declared]\npackage nuget|B||2.1||||||| [declared]\n"
     "package github|o/r||abc||||||| [declared]\npackage nuget|C||3||||||| [declared Build]\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_paket_lock, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_paket_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/paket_lock", tests, NULL, NULL);
}
