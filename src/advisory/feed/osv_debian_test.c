#include "advisory/feed/testing.h"

extern const struct feed feed_osv_debian;

#define CVE(affected)                                                                                                  \
    "{\"id\":\"CVE-2099-0001\",\"modified\":\"2024-11-20T23:38:56Z\",\"published\":\"2024-06-18T04:00:00Z\","          \
    "\"affected\":[" affected "]}"
#define AFFECTED(release, events, urgency)                                                                             \
    "{\"package\":{\"ecosystem\":\"" release "\",\"name\":\"dumper\"},\"versions\":[\"1\",\"2\"],"                     \
    "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[" events "]}],"                                                   \
    "\"ecosystem_specific\":{\"urgency\":\"" urgency "\"}}"
#define FROM_0 "{\"introduced\":\"0\"}"

static const struct feed_case cases[] = {
    {"fixed, unfixed and no longer supported, a release each", "CVE/2099/CVE-2099-0001.json",
     CVE(AFFECTED("Debian:11", FROM_0, "end-of-life") "," AFFECTED("Debian:12", FROM_0 ",{\"fixed\":\"1:3.7-1.2\"}",
                                                                   "not yet assigned") "," AFFECTED("Debian:13", FROM_0,
                                                                                                    "unimportant")),
     "cve CVE-2099-0001 2024-06-18\n"
     "debian/11 source dumper CVE-2099-0001 deb end_of_life source=osv-debian\n"
     "debian/12 source dumper CVE-2099-0001 deb fixed fixed=1:3.7-1.2 source=osv-debian\n"
     "debian/13 source dumper CVE-2099-0001 deb affected severity=unimportant source=osv-debian\n"
     "day 2024-11-20\n"},
    {"entries of other ecosystems are not Debian's word", "CVE/2099/CVE-2099-0001.json",
     CVE(AFFECTED("Alpine:v3.18", FROM_0, "") "," AFFECTED("Debianish:12", FROM_0, "")), "day 2024-11-20\n"},
    {"a later introduction is a range", "CVE/2099/CVE-2099-0001.json",
     CVE(AFFECTED("Debian:12", "{\"introduced\":\"2.0-1\"},{\"fixed\":\"2.4-1\"}", "low**")),
     "cve CVE-2099-0001 2024-06-18\n"
     "debian/12 source dumper CVE-2099-0001 deb fixed fixed=2.4-1 ranges=>=2.0-1,<2.4-1 severity=low** "
     "source=osv-debian\n"
     "day 2024-11-20\n"},
    {"the live export's name of a CVE", "DEBIAN-CVE-2099-1.json",
     "{\"id\":\"DEBIAN-CVE-2099-10000\",\"affected\":[" AFFECTED(
         "Debian:12", FROM_0,
         "high") "],\"severity\":[{"
                 "\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"}]}",
     "word CVE-2099-10000 osv CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"
     "debian/12 source dumper CVE-2099-10000 deb affected severity=high source=osv-debian\n"},
    {"an announcement is secondary, a statement for each of its CVEs", "DSA/2024/DSA-1-1.json",
     "{\"id\":\"DSA-1-1\",\"published\":\"2024-01-02T00:00:00Z\",\"related\":[\"CVE-2099-0001\",\"CVE-2099-0002\"],"
     "\"affected\":[" AFFECTED("Debian:12", FROM_0 ",{\"fixed\":\"3-1\"}", "") "]}",
     "2nd debian/12 source dumper CVE-2099-0001 deb fixed fixed=3-1 vendor=DSA-1-1 available=2024-01-02 "
     "source=osv-debian\n"
     "2nd debian/12 source dumper CVE-2099-0002 deb fixed fixed=3-1 vendor=DSA-1-1 available=2024-01-02 "
     "source=osv-debian\n"},
    {"an announcement without a CVE keeps its name, a correction of one says nothing", "DSA/2024/DSA-2-1.json",
     "{\"id\":\"DSA-2-1\",\"affected\":[" AFFECTED("Debian:12", FROM_0 ",{\"fixed\":\"3-1\"}", "") "]}",
     "2nd debian/12 source dumper DSA-2-1 deb fixed fixed=3-1 source=osv-debian\n"},
    {"a correction", "DSA/2024/DSA-2-2.json",
     "{\"id\":\"DSA-2-2\",\"affected\":[" AFFECTED("Debian:12", FROM_0 ",{\"fixed\":\"3-1\"}", "") "]}", ""},
    {"withdrawn", "CVE/2099/CVE-2099-0003.json",
     "{\"id\":\"CVE-2099-0003\",\"withdrawn\":\"2024-01-01T00:00:00Z\",\"affected\":[" AFFECTED("Debian:12", FROM_0,
                                                                                                "low") "]}",
     ""},
    {"not a record", "x.json", "{\"a\":1}", "problem malformed failed: an OSV record without an id\n"},
    {"not JSON", "x.txt", "hello", ""},
};

FEED_TEST_MAIN(feed_osv_debian, cases)
