#include "analyzer/testing.h"

extern const struct analyzer analyzer_nix;

#define PATH "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-perl5.38-FCGI-0.28/a"

static const struct row_case cases[] = {
    {"name and version", PATH, S_INIT(""), "package nix|perl5.38-FCGI||0.28|||||||\n"},
    {"a snapshot", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-server-unstable-2021-08-16/b/c", S_INIT(""),
     "package nix|server||unstable-2021-08-16|||||||\n"},
    {"an output", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-glibc-2.34-210-bin/lib/x", S_INIT(""),
     "package nix|glibc||2.34-210|||||||\n"},
    {"no version", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-base-system/x", S_INIT(""), ""},
    {"a derivation", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-glibc-2.34.drv", S_INIT(""), ""},
    {"no hash", "nix/store/foo-1.0/x", S_INIT(""), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_nix, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_nix, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/nix", tests, NULL, NULL);
}
