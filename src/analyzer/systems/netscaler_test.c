#include "analyzer/testing.h"

extern const struct analyzer analyzer_netscaler;

#define PATH "nsconfig/ns.conf"

static const struct row_case cases[] = {
    {"its configuration", PATH,
     S_INIT("#NS13.1 Build 59.21\n"
            "# Last modified\n"
            "set ns\n"),
     "package generic|NetScaler||13.1-59.21|||||||\n"},
    {"its loader", "nsconfig/loader.conf",
     S_INIT("autoboot=1\n"
            "BOOT_KERNEL=\"ns-14.1-36.5\"\n"),
     "package generic|NetScaler||14.1-36.5|||||||\n"},
    {"something else", PATH,
     S_INIT("ns-x\n"
            "NS1\n"),
     ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_netscaler, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_netscaler, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/netscaler", tests, NULL, NULL);
}
