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

int main(void)
{
    return test_row_main("analyzer/systems/netscaler", &analyzer_netscaler, cases, sizeof(cases) / sizeof(cases[0]));
}
