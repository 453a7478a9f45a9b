#include "analyzer/testing.h"

extern const struct analyzer analyzer_gradle_lock;

static const struct row_case cases[] = {
    {"one, comments, none", "gradle.lockfile",
     S_INIT("# c\r\ng:a:1=compileClasspath,testCompileClasspath\r\nempty=x\n"),
     "package maven|g:a||1||||||| [declared]\n"},
    {"of tests alone", "buildscript-gradle.lockfile",
     S_INIT("g:a:1=testRuntimeClasspath,debugUnitTestRuntimeClasspath\n"),
     "package maven|g:a||1||||||| [declared dev]\n"},
    {"the older form", "gradle/dependency-locks/compile.lockfile", S_INIT("g:a:1"),
     "package maven|g:a||1||||||| [declared]\n"},
    {"what is no package", "gradle.lockfile", S_INIT("a\ng:a\n:a:1=x\ng::1=x\n>>>\n"), ""},
    {"another tool's", "x.lockfile", S_INIT("g:a:1=x\n"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gradle_lock, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_gradle_lock, "gradle.lockfile", cases[0].input);
}

static void test_long_lines(void **state)
{
    static const struct long_case lines[] = {
        {&analyzer_gradle_lock, "gradle.lockfile", "g:a:1=", "\ng:b:2=x\n",
         "package maven|g:b||2||||||| [declared]\nproblem malformed line 1: longer than 65536 bytes\n"},
    };

    (void)state;
    test_row_long_lines(lines, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage),
                                       cmocka_unit_test(test_long_lines)};
    return cmocka_run_group_tests_name("analyzer/gradle_lock", tests, NULL, NULL);
}
