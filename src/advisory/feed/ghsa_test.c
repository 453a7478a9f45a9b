#include "advisory/feed/testing_osv.h"

extern const struct feed feed_ghsa;

static const struct feed_case cases[] = {
    {"the CVE is the name, the record's own id stands beside it", "2024/GHSA-1.json",
     RECORD("GHSA-1", "\"CVE-2099-0001\"", ",\"database_specific\":{\"severity\":\"MODERATE\"}",
            AFFECTED("npm", "left", FROM("0") FIXED("1.2.3"), "")),
     "word CVE-2099-0001 ghsa medium\n"
     "npm binary left CVE-2099-0001 npm fixed fixed=1.2.3 severity=MODERATE aliases=GHSA-1 vendor=GHSA-1 source=ghsa\n"
     "day 2024-05-07\n"},
    {"without a CVE the id stays; names are folded when they are filed, not here", "GHSA-2.json",
     RECORD("GHSA-2", "", "", AFFECTED("PyPI", "Foo.Bar", FROM("1.0") LAST("1.9"), "")),
     "pypi binary Foo.Bar GHSA-2 pep440 affected ranges=>=1.0,<=1.9 source=ghsa\n"
     "day 2024-05-07\n"},
    {"several CVEs share the id", "GHSA-3.json",
     RECORD("GHSA-3", "\"CVE-2099-0001\",\"CVE-2099-0002\"", "", AFFECTED("Maven", "g:a", FROM("1") FIXED("2"), "")),
     "maven binary g:a CVE-2099-0001 maven fixed fixed=2 ranges=>=1,<2 vendor=GHSA-3 source=ghsa\n"
     "maven binary g:a CVE-2099-0002 maven fixed fixed=2 ranges=>=1,<2 vendor=GHSA-3 source=ghsa\n"
     "day 2024-05-07\n"},
    {"events in the order of their versions, fixes of all branches", "GHSA-4.json",
     RECORD("GHSA-4", "", "",
            AFFECTED("npm", "left", FROM("2.0.0") "," FROM("1.0.0") FIXED("2.1.0") FIXED("1.5.0"), "")),
     "npm binary left GHSA-4 npm fixed fixed_list=1.5.0|2.1.0 ranges=>=1.0.0,<1.5.0|>=2.0.0,<2.1.0 source=ghsa\n"
     "day 2024-05-07\n"},
    {"GitHub's last known version bounds an open range, and one up to a later fix", "GHSA-5.json",
     RECORD(
         "GHSA-5", "", "",
         AFFECTED(
             "npm", "open", FROM("0"),
             ",\"database_specific\":{\"last_known_affected_version_range\":\"<= 1.1\"}") "," AFFECTED("npm", "later",
                                                                                                       FROM("1.0.0")
                                                                                                           FIXED(
                                                                                                               "2.0.0"),
                                                                                                       ",\"database_"
                                                                                                       "specific\":{"
                                                                                                       "\"last_known_"
                                                                                                       "affected_"
                                                                                                       "version_"
                                                                                                       "range\":\"<= "
                                                                                                       "1.9.9\"}")),
     "npm binary open GHSA-5 npm affected ranges=<=1.1 source=ghsa\n"
     "npm binary later GHSA-5 npm fixed fixed=2.0.0 ranges=>=1.0.0,<2.0.0,<=1.9.9 source=ghsa\n"
     "day 2024-05-07\n"},
    {"of the enumerated versions those that no range holds", "GHSA-6.json",
     RECORD("GHSA-6", "", "",
            AFFECTED("npm", "left", FROM("1.0.0") FIXED("2.0.0"), ",\"versions\":[\"1.5.0\",\"3.0.0\"]")),
     "npm binary left GHSA-6 npm fixed fixed=2.0.0 ranges=>=1.0.0,<2.0.0 versions=3.0.0 source=ghsa\n"
     "day 2024-05-07\n"},
    {"only enumerated versions", "GHSA-7.json",
     RECORD("GHSA-7", "", "",
            "{\"package\":{\"ecosystem\":\"RubyGems\",\"name\":\"a\"},\"versions\":[\"1.0\",\"1.1\"]}"),
     "gem binary a GHSA-7 gem affected versions=1.0|1.1 source=ghsa\n"
     "day 2024-05-07\n"},
    {"ranges of commits say nothing of versions; other people's ecosystems are not ours", "GHSA-8.json",
     RECORD("GHSA-8", "", "",
            "{\"package\":{\"ecosystem\":\"npm\",\"name\":\"a\"},\"ranges\":[{\"type\":\"GIT\",\"events\":[" FROM(
                "0") "]}]}," AFFECTED("Debian:12", "b", FROM("0"), "")),
     "day 2024-05-07\n"},
    {"withdrawn", "GHSA-9.json",
     RECORD("GHSA-9", "", ",\"withdrawn\":\"2024-05-06T00:00:00Z\"", AFFECTED("npm", "left", FROM("0"), "")),
     "day 2024-05-07\n"},
    {"part of an ecosystem, and other words for one", "GHSA-10.json",
     RECORD("GHSA-10", "", "",
            AFFECTED("Packagist:https://packages.drupal.org/8", "drupal/x", FROM("0") FIXED("1.0.0"),
                     "") "," AFFECTED("SwiftURL", "https://github.com/A/b.git", FROM("0") FIXED("1.0.0"), "")),
     "composer binary drupal/x GHSA-10 composer fixed fixed=1.0.0 source=ghsa\n"
     "swift binary https://github.com/A/b.git GHSA-10 swift fixed fixed=1.0.0 source=ghsa\n"
     "day 2024-05-07\n"},
    {"a vector of the entry goes before that of the record", "GHSA-11.json",
     RECORD("GHSA-11", "", ",\"severity\":[{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N\"}]",
            AFFECTED("npm", "left", FROM("0"), ",\"severity\":[{\"type\":\"CVSS_V4\",\"score\":\"CVSS:4.0/AV:N\"}]")),
     "npm binary left GHSA-11 npm affected cvss=CVSS:4.0/AV:N source=ghsa\n"
     "day 2024-05-07\n"},
    {"what is no record of it is passed over", "LICENSE", "text", ""},
    {"not a record", "GHSA-12.json", "[]", "problem malformed failed: not a JSON object\n"},
};

FEED_TEST_MAIN(feed_ghsa, cases)
