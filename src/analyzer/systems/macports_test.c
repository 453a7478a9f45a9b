#include "analyzer/testing.h"

extern const struct analyzer analyzer_macports;

#define PATH                                                                                                           \
    "opt/local/var/macports/registry/portfiles/gobject-introspection-1.78.1_5/"                                        \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1331/Portfile"

static const struct row_case cases[] = {
    {"the path says all", PATH, S_INIT(""), "package macports|gobject-introspection||1.78.1|||||||\n"},
    {"no revision",
     "opt/local/var/macports/registry/portfiles/a-1.0/"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1/Portfile",
     S_INIT(""), ""},
    {"no checksum", "opt/local/var/macports/registry/portfiles/a-1.0_1/23-1/Portfile", S_INIT(""), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_macports, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_macports, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/macports", tests, NULL, NULL);
}
