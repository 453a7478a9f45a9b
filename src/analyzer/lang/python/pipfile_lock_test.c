#include "analyzer/testing.h"

extern const struct analyzer analyzer_pipfile_lock;

static const struct row_case cases[] = {
    {"both groups", "Pipfile.lock",
     S_INIT("{\"_meta\":{\"hash\":{\"sha256\":\"x\"}},\"default\":{\"Foo_a\":{\"version\":\"==1.0\",\"hashes\":[]},"
            "\"b\":{\"git\":\"x\",\"ref\":\"y\"},\"c\":{\"editable\":true,\"path\":\".\"}},\"develop\":{\"foo_a\":{"
            "\"version\":\"==2\"},\"Foo_a\":{\"version\":\"==1.0\"},\"d\":{\"version\":\"===3\"}},\"docs\":{\"e\":{"
            "\"version\":\"==4\"}}}"),
     "package pypi|foo-a||1.0||||||| [declared prod]\n"
     "package pypi|foo-a||2||||||| [declared dev]\n"
     "package pypi|d||3||||||| [declared dev]\n"
     "package pypi|e||4||||||| [declared docs]\n"},
    {"none", "Pipfile.lock", S_INIT("{}"), ""},
    {"not JSON", "Pipfile.lock", S_INIT("x"), "problem malformed byte 0: unexpected 'x'\n"},
    {"a list", "Pipfile.lock", S_INIT("[]"), "problem malformed not an object\n"},
    {"cut", "Pipfile.lock", S_INIT("{\"default\":{\"a\":{\"version\":\"==1.0\"},"),
     "problem truncated byte 36: JSON ends within a value\n"},
    {"values of other kinds", "Pipfile.lock",
     S_INIT("{\"default\":[1],\"develop\":{\"a\":\"*\",\"\":{\"version\":\"==1\"},\"b\":{\"version\":1.5}}}"),
     "package pypi|b||1.5||||||| [declared dev]\n"
     "problem malformed a package without a name\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pipfile_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pipfile_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/pipfile_lock", tests, NULL, NULL);
}
