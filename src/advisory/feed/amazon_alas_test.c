#include "advisory/feed/testing.h"

extern const struct feed feed_amazon_alas;

#define NOTICE(references, packages)                                                                                   \
    "{\"ID\":\"ALAS2-2024-1\",\"Severity\":\"medium\",\"Issued\":{\"Date\":\"2024-05-06 00:16:00\"},"                  \
    "\"Updated\":{\"Date\":\"2024-05-07 23:30:00\"},\"References\":{\"Reference\":[" references "]},"                  \
    "\"Pkglist\":{\"Collection\":{\"Short\":\"amazon-linux-2\",\"Package\":[" packages "]}}}"
#define CVE "{\"Href\":\"\",\"ID\":\"CVE-2099-0001\",\"Type\":\"cve\"},{\"ID\":\"RHSA-2024:1\"}"
#define PACKAGE(name, epoch, arch)                                                                                     \
    "{\"Arch\":\"" arch "\",\"Epoch\":\"" epoch "\",\"Name\":\"" name "\",\"Release\":\"8.amzn2\",\"Version\":\"1."    \
    "5\"}"
#define TAIL " available=2024-05-06 source=amazon-alas\n"
#define DAY  "day 2024-05-07\n"

static const struct feed_case cases[] = {
    {"a package of several architectures; debug packages do not run", "2/core/2024/ALAS2-2024-1.json",
     NOTICE(CVE, PACKAGE("dumper", "0", "x86_64") "," PACKAGE("dumper", "0", "aarch64") "," PACKAGE(
                     "dumper-debuginfo", "0", "x86_64") "," PACKAGE("dumper-libs", "2", "noarch")),
     "amzn/2 binary dumper CVE-2099-0001 rpm fixed fixed=1.5-8.amzn2 severity=medium arches=aarch64|x86_64 "
     "vendor=ALAS2-2024-1" TAIL
     "amzn/2 binary dumper-libs CVE-2099-0001 rpm fixed fixed=2:1.5-8.amzn2 severity=medium arches=noarch "
     "vendor=ALAS2-2024-1" TAIL DAY},
    {"a topic of the extras is a channel", "2/extras/docker/2024/ALAS2DOCKER-2024-1.json",
     NOTICE(CVE, PACKAGE("dumper", "", "x86_64")),
     "amzn/2 binary dumper CVE-2099-0001 rpm fixed fixed=1.5-8.amzn2 severity=medium arches=x86_64 "
     "channel=extras:docker vendor=ALAS2-2024-1" TAIL DAY},
    {"live patches have names of their own", "2/extras/livepatch/2024/x.json",
     NOTICE(CVE, PACKAGE("kernel-livepatch-4.14.1-1", "0", "x86_64")),
     "amzn/2 binary kernel-livepatch-4.14.1-1 CVE-2099-0001 rpm fixed fixed=1.5-8.amzn2 severity=medium arches=x86_64 "
     "vendor=ALAS2-2024-1" TAIL DAY},
    {"no CVE", "2023/core/2024/x.json", NOTICE("", PACKAGE("dumper", "0", "x86_64")),
     "amzn/2023 binary dumper ALAS2-2024-1 rpm fixed fixed=1.5-8.amzn2 severity=medium arches=x86_64" TAIL DAY},
    {"no packages", "2/core/2024/x.json", NOTICE(CVE, "{\"Name\":\"dumper\"}"),
     "problem malformed a package without name, version or release\n" DAY},
    {"a list that is null", "2/core/2024/x.json",
     "{\"ID\":\"ALAS-1\",\"References\":null,\"Pkglist\":{\"Collection\":null}}", ""},
    {"a folder that is no release", "core/x.json", "{}",
     "problem malformed failed: not in a folder RELEASE/REPOSITORY\n"},
    {"no id", "2/core/x.json", "{}", "problem malformed failed: an advisory without an ID\n"},
};

FEED_TEST_MAIN(feed_amazon_alas, cases)
