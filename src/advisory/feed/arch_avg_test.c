#include "advisory/feed/testing.h"

extern const struct feed feed_arch_avg;

#define GROUP(status, fixed)                                                                                           \
    "{\"advisories\":[\"ASA-202405-1\"],\"affected\":\"1.2-1\",\"fixed\":" fixed ",\"issues\":[\"CVE-2099-0001\","     \
    "\"CVE-2099-0002\"],\"name\":\"AVG-1\",\"packages\":[\"dumper\",\"lib32-dumper\"],\"severity\":\"High\","          \
    "\"status\":\"" status "\",\"ticket\":null,\"type\":\"multiple issues\"}"
#define SAYS(name, cve, text)                                                                                          \
    "arch/ binary " name " " cve " alpm " text " severity=High vendor=ASA-202405-1|AVG-1 source=arch-tracker\n"
#define ALL(text)                                                                                                      \
    SAYS("dumper", "CVE-2099-0001", text)                                                                              \
    SAYS("dumper", "CVE-2099-0002", text)                                                                              \
    SAYS("lib32-dumper", "CVE-2099-0001", text)                                                                        \
    SAYS("lib32-dumper", "CVE-2099-0002", text)

static const struct feed_case cases[] = {
    {"fixed", "AVG-1.json", GROUP("Fixed", "\"1.3-1\""), ALL("fixed fixed=1.3-1")},
    {"open", "AVG-1.json", GROUP("Vulnerable", "null"), ALL("affected")},
    {"open, with the version that will repair it", "AVG-1.json", GROUP("Testing", "\"1.3-1\""),
     ALL("fixed fixed=1.3-1")},
    {"not affected", "AVG-1.json", GROUP("Not affected", "\"1.3-1\""), ALL("not_affected")},
    {"not known yet", "AVG-1.json", GROUP("Unknown", "null"), ALL("under_investigation")},
    {"the tracker's list of all groups", "all.json", "[" GROUP("Fixed", "\"1.3-1\"") ",{}]",
     ALL("fixed fixed=1.3-1") "problem malformed '': status '' says nothing that can be judged\n"},
    {"fixed, nobody says where", "AVG-1.json", GROUP("Fixed", "null"),
     "problem malformed 'AVG-1': status 'Fixed' says nothing that can be judged\n"},
    {"neither", "x.json", "1", "problem malformed failed: neither a group nor a list of them\n"},
};

FEED_TEST_MAIN(feed_arch_avg, cases)
