#include "analyzer/testing.h"

extern const struct analyzer analyzer_bazel_module;

static const struct row_case cases[] = {
    {"maven.install and maven.artifact", "MODULE.bazel",
     S_INIT("# maven.install(artifacts=['g:no:1'])\nmaven.install(\n name = 'm', artifacts = [\n  \"g:a:1\",\n"
            "  'g:b:jar:sources:2', # c\n ],\n repositories = ['https://x:1'],\n)\n"
            "maven.artifact(artifact = 'c', group = 'g', version = '3')\n"),
     "package maven|g:a||1||||||| [declared direct]\npackage maven|g:b||2||||||| [declared direct]\n"
     "package maven|g:c||3||||||| [declared direct]\n"},
    {"a WORKSPACE", "WORKSPACE", S_INIT("maven_install(artifacts = ['g:a'] + MORE + [\"\"\"g:b:1\"\"\"])"),
     "package maven|g:a||||||||| [declared direct]\npackage maven|g:b||1||||||| [declared direct]\n"},
    {"other calls", "MODULE.bazel", S_INIT("x(artifacts = ['g:a:1'])\nmaven.install(repositories = ['g:a:1'])\n)))"),
     ""},
    {"a bracket that is not closed", "MODULE.bazel", S_INIT("maven.install(artifacts = ['g:a:1']"),
     "package maven|g:a||1||||||| [declared direct]\nproblem malformed a bracket that is not closed\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_bazel_module, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_bazel_module, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/bazel_module", tests, NULL, NULL);
}
