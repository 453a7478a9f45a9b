#include "analyzer/testing.h"

extern const struct analyzer analyzer_pdm_lock;

static const struct row_case cases[] = {
    {"groups", "pdm.lock",
     S_INIT("[metadata]\n"
            "lock_version = \"4.4.1\"\n"
            "[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "groups = [\"default\", \"dev\"]\n"
            "dependencies = [\"B_c>=1; python_version < '3'\", \"d\"]\n"
            "[[package]]\n"
            "name = \"b-c\"\n"
            "version = \"2\"\n"
            "groups = [\"dev\"]\n"
            "[[package]]\n"
            "name = \"d\"\n"
            "version = \"3\"\n"
            "groups = [\"x\", \"dev\"]\n"
            "[[package]]\n"
            "name = \"e\"\n"
            "version = \"4\"\n"
            "groups = [\"x\"]\n"),
     "package pypi|a||1||||||| [declared prod needs=b-c,d]\n"
     "package pypi|b-c||2||||||| [declared dev]\n"
     "package pypi|d||3||||||| [declared dev,optional]\n"
     "package pypi|e||4||||||| [declared optional]\n"},
    {"no groups before lock version 4.4", "pdm.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"),
     "package pypi|a||1||||||| [declared optional]\n"},
    {"the project itself", "pdm.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "editable = true\n"
            "path = \".\"\n"),
     ""},
    {"extras are the same package", "pdm.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "groups = [\"dev\"]\n"
            "[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "extras = [\"x\"]\n"
            "groups = [\"dev\"]\n"
            "dependencies = [\"a==1\"]\n"),
     "package pypi|a||1||||||| [declared dev]\n"
     "package pypi|a||1||||||| [declared dev needs=a]\n"},
    {"not TOML", "pdm.lock", S_INIT("= 1"), "problem malformed line 1: a key is missing\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pdm_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pdm_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/pdm_lock", tests, NULL, NULL);
}
