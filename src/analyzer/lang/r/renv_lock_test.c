#include "analyzer/testing.h"

extern const struct analyzer analyzer_renv_lock;

static const struct row_case cases[] = {
    {"packages of repositories", "renv.lock",
     S_INIT("{\"R\":{\"Version\":\"4.2.3\"},\"Packages\":{\"a\":{\"Package\":\"a\",\"Version\":\"1.0\",\"Source\":"
            "\"Repository\",\"Repository\":\"CRAN\",\"Requirements\":[\"R\",\"b\"]},\"b\":{\"Package\":\"b\","
            "\"Version\":\"1\",\"Source\":\"Bioconductor\"},\"c\":{\"Package\":\"c\",\"Version\":\"1\",\"Source\":"
            "\"GitHub\"},\"d\":{\"Package\":\"d\",\"Version\":\"1\"},\"e\":{\"Package\":\"e\",\"Source\":"
            "\"Repository\",\"Repository\":\"RSPM\"}}}"),
     "package cran|a||1.0|||||||CRAN [declared needs=R,b]\n"
     "problem malformed a package without a version\n"},
    {"none", "renv.lock", S_INIT("{}"), ""},
    {"not JSON", "renv.lock", S_INIT("x"), "problem malformed byte 0: unexpected 'x'\n"},
    {"packages of another kind", "renv.lock", S_INIT("{\"Packages\":[1,{\"a\":1}]}"), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_renv_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_renv_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/r/renv_lock", tests, NULL, NULL);
}
