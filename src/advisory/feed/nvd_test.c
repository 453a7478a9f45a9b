#include "advisory/feed/testing.h"

extern const struct feed feed_nvd;

#define MATCH(criteria, more) "{\"vulnerable\":true,\"criteria\":\"cpe:2.3:" criteria "\"" more "}"
#define PLATFORM(criteria)    "{\"vulnerable\":false,\"criteria\":\"cpe:2.3:" criteria "\"}"
#define NODE(matches)         "{\"operator\":\"OR\",\"negate\":false,\"cpeMatch\":[" matches "]}"
#define CVE(nodes)                                                                                                     \
    "{\"cve\":{\"id\":\"CVE-2099-0001\",\"published\":\"2024-05-07T00:00:00.000\",\"configurations\":[{\"nodes\":"     \
    "[" nodes "]}]}}"

static const struct feed_case cases[] = {
    {"ranges of one product are one statement; a version is a range of its own", "2099/CVE-2099-0001.json",
     CVE(NODE(MATCH("a:f5:nginx:*:*:*:*:*:*:*:*", ",\"versionStartIncluding\":\"1.0\",\"versionEndExcluding\":\"1."
                                                  "2\"") "," MATCH("a:f5:nginx:1.4\\\\+x:*:*:*:*:*:*:*",
                                                                   "") "," MATCH("a:v:plugin:*:*:*:*:*:wordpress:*:*",
                                                                                 ",\"versionEndIncluding\":\"3\""))),
     "cpe:2.3:a:f5:nginx:*:*:*:*:*:*:*:* cpe nginx CVE-2099-0001 generic fixed fixed_list=1.2 "
     "ranges=>=1.0,<1.2|=1.4+x published=2024-05-07 source=nvd\n"
     "cpe:2.3:a:v:plugin:*:*:*:*:*:wordpress:*:* cpe plugin CVE-2099-0001 generic affected ranges=<=3 "
     "published=2024-05-07 source=nvd\n"
     "day 2024-05-07\n"},
    {"what runs on Windows alone is in no container", "CVE-2099-0001.json",
     CVE(NODE(MATCH("a:v:a:*:*:*:*:*:*:*:*", "")) "," NODE(PLATFORM("o:microsoft:windows:-:*:*:*:*:*:*:*"))),
     "day 2024-05-07\n"},
    {"libraries of ecosystems, systems, versions that are none", "CVE-2099-0001.json",
     CVE(NODE(MATCH("a:v:lib:*:*:*:*:*:node.js:*:*", "") "," MATCH("o:v:os:*:*:*:*:*:*:*:*",
                                                                   "") "," MATCH("a:v:a:-:*:*:*:*:*:*:*", ""))),
     "day 2024-05-07\n"},
    {"a record in the database's place", "CVE-2099-0002.json",
     "{\"_annotation\":{\"cve_id\":\"CVE-2099-0002\"},\"cve\":{\"configurations\":[{\"nodes\":[" NODE(
         MATCH("a:v:a:*:*:*:*:*:*:*:*", "")) "]}]}}",
     "cpe:2.3:a:v:a:*:*:*:*:*:*:*:* cpe a CVE-2099-0002 generic affected ranges= source=nvd\n"},
    {"no CVE", "CVE-2099-0003.json", "{}", "problem malformed failed: a record without a CVE\n"},
    {"not one of them", "schema.json", "{}", ""},
};

FEED_TEST_MAIN(feed_nvd, cases)
