#include "analyzer/testing.h"

extern const struct analyzer analyzer_gradle_catalog;

static const struct row_case cases[] = {
    {"all forms of a library", "gradle/libs.versions.toml",
     S_INIT(
         "[versions]\nv = '3'\nr = {strictly = '4'}\n[libraries]\na = 'g:a:1'\nb = {module = 'g:b', version = '2'}\n"
         "c = {group = 'g', name = 'c', version.ref = 'v'}\nd = {module = 'g:d', version = {prefer = '5'}}\n"
         "e = {module = 'g:e', version.ref = 'r'}\nf = {module = 'g:f'}\n[plugins]\np = {id = 'x', version = '1'}\n"),
     "package maven|g:a||1||||||| [declared]\npackage maven|g:b||2||||||| [declared]\n"
     "package maven|g:c||3||||||| [declared]\npackage maven|g:d||5||||||| [declared]\n"
     "package maven|g:e||4||||||| [declared]\npackage maven|g:f||||||||| [declared]\n"},
    {"a range, a prefix, what is latest", "libs.versions.toml",
     S_INIT("[libraries]\na = 'g:a:[1,2)'\nb = 'g:b:1.+'\nc = 'g:c:latest.release'\n"),
     "package maven|g:a||||||||| [declared]\npackage maven|g:b||||||||| [declared]\n"
     "package maven|g:c||||||||| [declared]\n"},
    {"without a name", "libs.versions.toml", S_INIT("[libraries]\na = {version = '1'}\nb = 'g:b:1'\n"),
     "package maven|g:b||1||||||| [declared]\nproblem malformed line 2: a library without group and name\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gradle_catalog, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_gradle_catalog, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/gradle_catalog", tests, NULL, NULL);
}
