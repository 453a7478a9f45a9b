#include "analyzer/testing.h"

extern const struct analyzer analyzer_pubspec;

#define PATH "pubspec.yaml"

static const struct row_case cases[] = {
    {"its own name and version", PATH,
     S_INIT("name: app\n"
            "version: 1.2.3+4\n"
            "dependencies:\n"
            "  a: ^1.0.0\n"),
     "package pub|app||1.2.3+4||||||| [declared root]\n"},
    {"without a version", PATH, S_INIT("name: app\n"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pubspec, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_pubspec, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/dart/pubspec", tests, NULL, NULL);
}
