#include "analyzer/testing.h"

extern const struct analyzer analyzer_vcpkg;

#define STATUS "opt/vcpkg/installed/vcpkg/status"
#define TOLD   "problem unsupported vcpkg's list of packages: what it installed is not in the inventory\n"

static const struct row_case cases[] = {
    {"packages that nobody looks at", STATUS,
     S_INIT("Package: zlib\nVersion: 1.3\nArchitecture: x64-linux\nStatus: install ok installed\n\n"), TOLD},
    {"the first record is not all", STATUS, S_INIT("\nSome: thing\n\nPackage: zlib\n"), TOLD},
    {"nothing was installed", STATUS, S_INIT(""), ""},
    {"another file of that name", STATUS, S_INIT("ready\n"), ""},
};

static void lists(void **state)
{
    (void)state;
    test_row_cases(&analyzer_vcpkg, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_vcpkg, STATUS, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists), cmocka_unit_test(damage)};
    return cmocka_run_group_tests_name("analyzer/os/vcpkg", tests, NULL, NULL);
}
