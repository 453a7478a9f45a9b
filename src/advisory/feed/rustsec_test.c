#include "advisory/feed/testing_osv.h"

extern const struct feed feed_rustsec;

static const struct feed_case cases[] = {
    {"a crate that nobody maintains, one that is unsound, one that does harm", "RUSTSEC-1.json",
     RECORD(
         "RUSTSEC-1", "", "",
         AFFECTED(
             "crates.io", "old", FROM("0.0.0-0"),
             ",\"database_specific\":{\"informational\":\"unmaintained\"}") "," AFFECTED("crates.io", "odd",
                                                                                         FROM("0.0.0-0") FIXED("1.0.0"),
                                                                                         ",\"database_"
                                                                                         "specific\":{"
                                                                                         "\"informational\":"
                                                                                         "\"unsound\","
                                                                                         "\"categories\":["
                                                                                         "\"memory-corruption\"]"
                                                                                         "}") "," AFFECTED("crat"
                                                                                                           "es."
                                                                                                           "io",
                                                                                                           "bad",
                                                                                                           FROM("0.0.0-"
                                                                                                                "0"),
                                                                                                           ",\"d"
                                                                                                           "atab"
                                                                                                           "ase_"
                                                                                                           "spec"
                                                                                                           "ific"
                                                                                                           "\":{"
                                                                                                           "\"in"
                                                                                                           "form"
                                                                                                           "atio"
                                                                                                           "nal"
                                                                                                           "\":"
                                                                                                           "null"
                                                                                                           ",\"c"
                                                                                                           "ateg"
                                                                                                           "orie"
                                                                                                           "s\":"
                                                                                                           "[\"m"
                                                                                                           "alic"
                                                                                                           "ious"
                                                                                                           "\"]"
                                                                                                           "}")),
     "cargo binary old RUSTSEC-1 cargo affected ranges=>=0.0.0-0 informational=unmaintained source=rustsec\n"
     "cargo binary odd RUSTSEC-1 cargo fixed fixed=1.0.0 ranges=>=0.0.0-0,<1.0.0 informational=unsound source=rustsec\n"
     "cargo binary bad RUSTSEC-1 cargo affected ranges=>=0.0.0-0 severity=critical informational=malicious "
     "source=rustsec\n"
     "day 2024-05-07\n"},
    {"functions and systems", "RUSTSEC-2.json",
     RECORD(
         "RUSTSEC-2", "\"CVE-2099-0001\"", "",
         AFFECTED("crates.io", "a", FROM("0.0.0-0"),
                  ",\"ecosystem_specific\":{\"affects\":{\"arch\":[],\"os\":[\"windows\"],\"functions\":[\"a::b\"]}}")),
     "cargo binary a CVE-2099-0001 cargo affected ranges=>=0.0.0-0 symbols=a::b systems=windows aliases=RUSTSEC-2 "
     "vendor=RUSTSEC-2 source=rustsec\n"
     "day 2024-05-07\n"},
};

FEED_TEST_MAIN(feed_rustsec, cases)
