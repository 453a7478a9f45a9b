#include "analyzer/testing.h"

extern const struct analyzer analyzer_vcpkg;

#define STATUS "opt/vcpkg/installed/vcpkg/status"

static const struct row_case cases[] = {
    {"what is installed, with its port version", STATUS,
     S_INIT("Package: fmt\nVersion: 9.1.0\nPort-Version: 1\nArchitecture: x64-linux\nStatus: install ok installed\n\n"
            "Package: fmt\nFeature: core\nArchitecture: x64-linux\nStatus: install ok installed\n\n"
            "Package: old\nVersion: 1\nStatus: purge ok not-installed\n"),
     "package vcpkg|fmt||9.1.0#1|x64-linux||||||\n"},
    {"nothing was installed", STATUS, S_INIT(""), ""},
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
    return cmocka_run_group_tests_name("analyzer/lang/cpp/vcpkg", tests, NULL, NULL);
}
