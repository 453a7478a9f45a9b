#include "advisory/feed/testing.h"

extern const struct feed feed_alpine_secdb;

#define DOCUMENT(release, packages)                                                                                    \
    "{\"archs\":[\"x86_64\"],\"distroversion\":\"" release "\",\"packages\":[" packages "]}"
#define PACKAGE(name, fixes) "{\"pkg\":{\"name\":\"" name "\",\"secfixes\":{" fixes "}}}"
#define ONE(id)              "alpine/3.18 source dumper " id " apk fixed fixed=1.2-r3 source=alpine-secdb\n"

static const struct feed_case cases[] = {
    {"by origin package and fixed version", "v3.18/main.json",
     DOCUMENT("v3.18", PACKAGE("dumper", "\"1.2-r3\":[\"CVE-2099-0001\",\"CVE-2099-0002\"]")),
     ONE("CVE-2099-0001") ONE("CVE-2099-0002")},
    {"edge", "edge/community.json", DOCUMENT("edge", PACKAGE("dumper", "\"1.2-r3\":[\"GHSA-2222-3333-4444\"]")),
     "alpine/edge source dumper GHSA-2222-3333-4444 apk fixed fixed=1.2-r3 source=alpine-secdb\n"},
    {"version 0: it never applied", "v3.18/main.json",
     DOCUMENT("v3.18", PACKAGE("dumper", "\"0\":[\"CVE-2099-0001\"]")),
     "alpine/3.18 source dumper CVE-2099-0001 apk not_affected source=alpine-secdb\n"},
    {"several names of one flaw in an item, with a remark", "v3.18/main.json",
     DOCUMENT("v3.18", PACKAGE("dumper", "\"1.2-r3\":[\"CVE-2099-0001 XSA-1 (SMB)\",\"CVE-2099-0002 / CVE-2099-0003\","
                                         "\"XSA-2 DWN-2099-1\",\"VSV00001\",\"A1 SMB1\"]")),
     "alpine/3.18 source dumper CVE-2099-0001 apk fixed fixed=1.2-r3 vendor=XSA-1 source=alpine-secdb\n" ONE(
         "CVE-2099-0002")
         ONE("CVE-2099-0003") "alpine/3.18 source dumper XSA-2 apk fixed fixed=1.2-r3 "
                              "vendor=DWN-2099-1 source=alpine-secdb\n"
                              "alpine/3.18 source dumper VSV00001 apk fixed fixed=1.2-r3 source=alpine-secdb\n"
                              "problem malformed dumper: no name of a flaw in 'A1 SMB1'\n"},
    {"an item without a name is a problem, the next one counts", "v3.18/main.json",
     DOCUMENT("v3.18", PACKAGE("dumper", "\"1.2-r3\":[\"CVE 2099-0009\",\"CVE-2099-xxxx\",\"\",\"CVE-2099-0001\"]")),
     "problem malformed dumper: no name of a flaw in 'CVE 2099-0009'\n"
     "problem malformed dumper: no name of a flaw in 'CVE-2099-xxxx'\n"
     "problem malformed dumper: no name of a flaw in ''\n" ONE("CVE-2099-0001")},
    {"no fixes", "v3.18/main.json", DOCUMENT("v3.18", PACKAGE("dumper", "")), ""},
    {"no release", "v3.18/main.json", "{\"packages\":[]}",
     "problem malformed failed: a document without distroversion\n"},
    {"packages before the release", "v3.18/main.json", "{\"packages\":[{}],\"distroversion\":\"v3.18\"}",
     "problem malformed failed: byte 13: packages before the release that they are of\n"},
    {"the YAML form is not read", "v3.18/main.yaml", "distroversion: v3.18", ""},
};

FEED_TEST_MAIN(feed_alpine_secdb, cases)
