#include "advisory/feed/testing.h"

extern const struct feed feed_kev;

static const struct feed_case cases[] = {
    {"entries", "known_exploited_vulnerabilities.json",
     "{\"catalogVersion\":\"1\",\"dateReleased\":\"2026-08-07T16:45:47.0648Z\",\"vulnerabilities\":["
     "{\"cveID\":\"CVE-2099-0001\",\"dateAdded\":\"2026-08-01\",\"dueDate\":\"2026-08-22\","
     "\"knownRansomwareCampaignUse\":\"Known\",\"cwes\":[]},"
     "{\"cveID\":\" CVE-2099-0002 \",\"dateAdded\":\"2026-07-01\",\"knownRansomwareCampaignUse\":\"Unknown\"}]}",
     "kev CVE-2099-0001 2026-08-01 2026-08-22 ransomware\n"
     "kev CVE-2099-0002 2026-07-01 -\n"
     "day 2026-08-07\n"},
    {"an entry without a CVE is a problem, the next one counts", "k.json",
     "{\"vulnerabilities\":[{\"cveID\":\"none\"},7,{\"cveID\":\"CVE-2099-0003\",\"dateAdded\":\"x\"}]}",
     "problem malformed not a CVE number\n"
     "kev CVE-2099-0003 - -\n"},
    {"the schema beside it", "known_exploited_vulnerabilities_schema.json", "{\"vulnerabilities\":[{}]}", ""},
    {"a licence", "LICENSE", "CC0", ""},
    {"not an object", "k.json", "[]", "problem malformed failed: not a JSON object\n"},
};

FEED_TEST_MAIN(feed_kev, cases)
