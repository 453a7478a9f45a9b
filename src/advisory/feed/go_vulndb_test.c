#include "advisory/feed/testing_osv.h"

extern const struct feed feed_go_vulndb;

static const struct feed_case cases[] = {
    {"symbols, and systems where every part names some", "GO-2024-1.json",
     RECORD("GO-2024-1", "\"CVE-2099-0001\"", ",\"database_specific\":{\"review_status\":\"REVIEWED\"}",
            AFFECTED("Go", "stdlib", FROM("0") FIXED("1.19.10") "," FROM("1.20.0-0") FIXED("1.20.5"),
                     ",\"ecosystem_specific\":{\"imports\":[{\"path\":\"os\",\"goos\":[\"windows\"],\"symbols\":[\"A\","
                     "\"B.c\"]},"
                     "{\"path\":\"net\",\"goos\":[\"windows\",\"js\"]}]}")),
     "golang binary stdlib CVE-2099-0001 go fixed fixed_list=1.19.10|1.20.5 ranges=<1.19.10|>=1.20.0-0,<1.20.5 "
     "symbols=os A B.c|net systems=windows|js aliases=GO-2024-1 vendor=GO-2024-1 source=go-vulndb\n"
     "day 2024-05-07\n"},
    {"one part for any system: any", "GO-2024-2.json",
     RECORD(
         "GO-2024-2", "", "",
         AFFECTED("Go", "m", FROM("0"),
                  ",\"ecosystem_specific\":{\"imports\":[{\"path\":\"a\",\"goos\":[\"windows\"]},{\"path\":\"b\"}]}")),
     "golang binary m GO-2024-2 go affected symbols=a|b source=go-vulndb\n"
     "day 2024-05-07\n"},
    {"without a CVE GitHub's id is the name; what nobody has looked at is told apart", "GO-2024-3.json",
     RECORD("GO-2024-3", "\"GHSA-1\"", ",\"database_specific\":{\"review_status\":\"UNREVIEWED\"}",
            AFFECTED("Go", "m", FROM("0") FIXED("1.0.0"), "")),
     "golang binary m GHSA-1 go fixed fixed=1.0.0 aliases=GO-2024-3 vendor=GO-2024-3 source=go-vulndb-import\n"
     "day 2024-05-07\n"},
    {"ranges for people, where they can be ordered", "GO-2024-4.json",
     RECORD("GO-2024-4", "", "",
            AFFECTED("Go", "m", FROM("0"),
                     ",\"ecosystem_specific\":{\"custom_ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[" FROM("0")
                         FIXED("5.0.4") "]}]}") "," AFFECTED("Go", "n", FROM("0"),
                                                             ",\"ecosystem_specific\":{\"custom_ranges\":[{\"type\":"
                                                             "\"ECOSYSTEM\",\"events\":[" FROM("0")
                                                                 FIXED("RELEASE.2024") "]}]}")),
     "golang binary m GO-2024-4 go fixed fixed=5.0.4 source=go-vulndb\n"
     "golang binary n GO-2024-4 go affected source=go-vulndb\n"
     "day 2024-05-07\n"},
};

FEED_TEST_MAIN(feed_go_vulndb, cases)
