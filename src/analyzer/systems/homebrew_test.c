#include "analyzer/testing.h"

extern const struct analyzer analyzer_homebrew;

#define PATH "opt/homebrew/Cellar/foo/1.2.3/.brew/foo.rb"

static const struct row_case cases[] = {
    {"the path says all", PATH, S_INIT("x"), "package brew|foo||1.2.3|||||||\n"},
    {"another file", "opt/homebrew/Cellar/foo/1.2.3/lib/foo.rb", S_INIT("x"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_homebrew, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_homebrew, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/homebrew", tests, NULL, NULL);
}
