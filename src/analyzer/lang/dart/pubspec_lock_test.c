#include "analyzer/testing.h"

extern const struct analyzer analyzer_pubspec_lock;

#define PATH "pubspec.lock"

static const struct row_case cases[] = {
    {"direct, dev and transitive packages", PATH,
     S_INIT("packages:\n"
            "  a:\n"
            "    dependency: \"direct main\"\n"
            "    version: \"1.0.0\"\n"
            "  b:\n"
            "    dependency: \"direct dev\"\n"
            "    source: sdk\n"
            "    version: \"0.0.0\"\n"
            "  c:\n"
            "    dependency: transitive\n"
            "    version: \"2.0.0+1\"\n"),
     "package pub|a||1.0.0||||||| [declared direct prod]\n"
     "package pub|b||0.0.0||||||| [declared direct dev]\n"
     "package pub|c||2.0.0+1||||||| [declared transitive prod]\n"},
    {"a package without a version", PATH,
     S_INIT("packages:\n"
            "  a:\n"
            "    source: hosted\n"),
     "problem malformed line 3: a package without a version\n"},
    {"no YAML map", PATH, S_INIT("it is broken\n"), "problem malformed its root is no map of names to values\n"},
    {"nothing at all", PATH, S_INIT(""), "problem malformed its root is no map of names to values\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pubspec_lock, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_pubspec_lock, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/dart/pubspec_lock", tests, NULL, NULL);
}
