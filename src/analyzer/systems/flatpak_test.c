#include "analyzer/testing.h"

extern const struct analyzer analyzer_flatpak;

#define PATH "var/lib/flatpak/app/x/current/active/export/share/metainfo/x.metainfo.xml"

static const struct row_case cases[] = {
    {"the newest release", PATH,
     S_INIT("<component><id>org.x.Y</id><releases><release version=\"2.1\"/><release "
            "version=\"2.0\"/></releases></component>"),
     "package flatpak|org.x.Y||2.1|||||||\n"},
    {"no release", PATH, S_INIT("<component><id>org.x.Y</id></component>"),
     "problem malformed an application without an id or a release\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_flatpak, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_flatpak, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/flatpak", tests, NULL, NULL);
}
