#include "advisory/feed/testing.h"

extern const struct feed feed_rocky_errata;

#define ERRATUM(more)                                                                                                  \
    "{\"name\":\"RLSA-2024:1\",\"severity\":\"SEVERITY_IMPORTANT\",\"type\":\"TYPE_SECURITY\","                        \
    "\"publishedAt\":\"2024-05-06T01:02:03Z\",\"cves\":[{\"name\":\"CVE-2099-0001\",\"cvss3ScoringVector\":"           \
    "\"UNKNOWN\"}]," more "}"
#define FILES(product, files) "\"rpms\":{\"" product "\":{\"nvras\":[" files "]}}"
#define SAYS(text)            text " vendor=RLSA-2024:1 available=2024-05-06 source=rocky-errata\n"
#define DAY                   "day 2024-05-06\n"

static const struct feed_case cases[] = {
    {"files by architecture; sources and debug packages are none that run", "2024/RLSA-2024:1.json",
     ERRATUM("\"synopsis\":\"Important: dumper security update\"," FILES(
         "Rocky Linux 9", "\"dumper-0:1.2-3.el9.x86_64.rpm\",\"dumper-0:1.2-3.el9.aarch64.rpm\","
                          "\"dumper-0:1.2-3.el9.src.rpm\",\"dumper-debuginfo-0:1.2-3.el9.x86_64.rpm\","
                          "\"dumper-doc-2:1.2-3.el9.noarch.rpm\"")),
     SAYS("rocky/9 binary dumper CVE-2099-0001 rpm fixed fixed=1.2-3.el9 severity=IMPORTANT arches=aarch64|x86_64")
         SAYS("rocky/9 binary dumper-doc CVE-2099-0001 rpm fixed fixed=2:1.2-3.el9 severity=IMPORTANT arches=noarch")
             DAY},
    {"each architecture has its own build", "x.json",
     ERRATUM(
         FILES("Rocky Linux 8", "\"a-0:1-2.el8.x86_64.rpm\",\"a-0:1-3.el8.aarch64.rpm\",\"a-0:1-4.el8.x86_64.rpm\"")),
     SAYS("rocky/8 binary a CVE-2099-0001 rpm fixed fixed=1-2.el8 severity=IMPORTANT arches=x86_64")
         SAYS("rocky/8 binary a CVE-2099-0001 rpm fixed fixed=1-3.el8 severity=IMPORTANT arches=aarch64") DAY},
    {"the module stream of the synopsis", "x.json",
     ERRATUM("\"synopsis\":\"Low: dump:2 security update\"," FILES("Rocky Linux 8",
                                                                   "\"a-0:1-2.module+el8.4.0+5+f.x86_64.rpm\"")),
     SAYS("rocky/8 binary a CVE-2099-0001 rpm fixed fixed=1-2.module+el8.4.0+5+f severity=IMPORTANT arches=x86_64 "
          "module=dump:2") DAY},
    {"another repository of the same release", "x.json",
     ERRATUM(FILES("Rocky Linux SIG Cloud 8", "\"kernel-0:4.18-2.el8.cloud.x86_64.rpm\"")),
     SAYS("rocky/8 binary kernel CVE-2099-0001 rpm fixed fixed=4.18-2.el8.cloud severity=IMPORTANT arches=x86_64 "
          "channel=sig-cloud") DAY},
    {"what is not understood", "x.json",
     ERRATUM(FILES("Rocky Linux Extra", "\"a\"") "," FILES("Rocky Linux 8", "\"a\"")),
     "problem malformed 'Rocky Linux Extra' is no product that is known\n"
     "problem malformed 'a' is no name of a package's file\n" DAY},
    {"vectors are words about the CVE", "x.json",
     "{\"name\":\"RLSA-2024:2\",\"cves\":[{\"name\":\"CVE-2099-0001\",\"cvss3ScoringVector\":"
     "\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"},{\"name\":\"RHSA-1\"}]}",
     "word CVE-2099-0001 rocky CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"},
    {"not about security", "x.json", "{\"name\":\"RLBA-2024:2\",\"type\":\"TYPE_BUGFIX\"}", ""},
    {"not an erratum", "x.json", "{}", "problem malformed failed: an erratum without a name\n"},
};

FEED_TEST_MAIN(feed_rocky_errata, cases)
