#include "advisory/feed/testing.h"

extern const struct feed feed_cvss;

static const struct feed_case cases[] = {
    {"rows", "cvss.tsv",
     "cve\tsource\tvector\nCVE-2099-0001\tcna\tCVSS:3.1/AV:N\nCVE-2099-0001\tubuntu:x\tCVSS:2.0/AV:N\n",
     "word CVE-2099-0001 cna CVSS:3.1/AV:N\n"
     "word CVE-2099-0001 ubuntu:x CVSS:2.0/AV:N\n"},
    {"what lacks", "cvss.tsv", "CVE-2099-0001\tcna\nCVE-2099-0001\tcna\t\nx\tcna\tCVSS:3.1/AV:N\n\n",
     "problem malformed line 1 has no vector\n"
     "problem malformed line 2 has no vector\n"
     "problem malformed not a CVE number\n"},
    {"another table", "cwe.tsv", "CVE-2099-0001\tcna\tCWE-1\n", ""},
};

FEED_TEST_MAIN(feed_cvss, cases)
