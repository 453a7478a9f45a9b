#include "advisory/feed/testing.h"

extern const struct feed feed_gentoo_glsa;

#define RANGE(version, word) "{\"Text\":\"" version "\",\"Range\":\"" word "\",\"Slot\":\"\"}"
#define GLSA(packages)                                                                                                 \
    "{\"ID\":\"202401-06\",\"Announced\":\"2024-01-05\",\"Impact\":{\"Type\":\"high\",\"Text\":\"x\"},\"Affected\":{"  \
    "\"Package\":[" packages                                                                                           \
    "]},\"References\":{\"URI\":[{\"Text\":\"CVE-2099-0001\",\"Link\":\"\"},{\"Text\":\"a page\"}]}}"

static const struct feed_case cases[] = {
    {"what is unaffected wins; revisions hold within their version", "2024/GLSA-202401-06.json",
     GLSA("{\"Name\":\"www-servers/apache\",\"Vulnerable\":[" RANGE("2.0.50-r1", "lt") "],\"Unaffected\":[" RANGE(
         "2.0.50-r1", "ge") "," RANGE("1.3.31-r2", "rge") "]}"),
     "gentoo/ binary www-servers/apache CVE-2099-0001 portage fixed fixed_list=2.0.50-r1|1.3.31-r2 ranges=<2.0.50-r1 "
     "not_affected=>=2.0.50-r1|>=1.3.31-r2,<=1.3.31-r999999 severity=high vendor=GLSA-202401-06 available=2024-01-05 "
     "source=gentoo-glsa\n"
     "day 2024-01-05\n"},
    {"no fix; a word that is none", "GLSA-1.json",
     GLSA("{\"Name\":\"a/b\",\"Vulnerable\":[" RANGE("2", "le") "," RANGE("3", "never") "]},{\"Name\":\"a/c\"}"),
     "gentoo/ binary a/b CVE-2099-0001 portage affected ranges=<=2 severity=high vendor=GLSA-202401-06 "
     "available=2024-01-05 source=gentoo-glsa\n"
     "day 2024-01-05\n"},
    {"no announcement", "GLSA-2.json", "{}", "problem malformed failed: an announcement without an id\n"},
};

FEED_TEST_MAIN(feed_gentoo_glsa, cases)
