#include "analyzer/testing.h"

extern const struct analyzer analyzer_bazel_lock;

static const struct row_case cases[] = {
    {"version 2", "maven_install.json",
     S_INIT("{\"artifacts\":{\"g:a\":{\"shasums\":{\"jar\":\"x\"},\"version\":\"1\"},\"g:b:aar\":{\"version\":\"2\"}},"
            "\"dependencies\":{\"g:a\":[\"g:b\"]}}"),
     "package maven|g:a||1||||||| [declared]\npackage maven|g:b||2||||||| [declared]\n"},
    {"version 1", "a_maven_install.json",
     S_INIT("{\"dependency_tree\":{\"dependencies\":[{\"coord\":\"g:a:1\"},{\"coord\":\"g:b:jar:sources:2\"}]}}"),
     "package maven|g:a||1||||||| [declared]\npackage maven|g:b||2||||||| [declared]\n"},
    {"another file of that name", "pre_install.json", S_INIT("{\"artifacts\":[1],\"dependency_tree\":2}"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_bazel_lock, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_bazel_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/bazel_lock", tests, NULL, NULL);
}
