#include "advisory/feed/testing.h"

extern const struct feed feed_distro_info;

static const struct feed_case cases[] = {
    {"Debian", "./debian.csv",
     "version,codename,series,created,release,eol,eol-lts,eol-elts\n"
     "2.0,Hamm,hamm,1997-06-05,1998-07-24,2000-03-09\n"
     "12,Bookworm,bookworm,2021-08-14,2023-06-10,2026-07-11,2028-06-30,2033-06-30\n"
     "14,Forky,forky,2025-08-09\n"
     ",Sid,sid,1993-08-16\n",
     "support debian 2.0 2000-03-09 - authority\n"
     "support debian 12 2026-07-11 2028-06-30 authority\n"
     "support debian 14 - - authority\n"},
    {"Ubuntu", "ubuntu.csv",
     "version,codename,series,created,release,eol,eol-server,eol-esm,eol-legacy\n"
     "24.04 LTS,Noble Numbat,noble,2023-10-12,2024-04-25,2029-05-31,2029-05-31,2034-04-25,2036-04-29\n",
     "support ubuntu 24.04 2029-05-31 2034-04-25 authority\n"},
    {"columns in another order", "debian.csv", "eol,version\n2026-07-11,12\n",
     "support debian 12 2026-07-11 - authority\n"},
    {"another list", "security-support-ended.deb12", "wpewebkit\t2.38.6-1\n", ""},
    {"empty", "debian.csv", "", ""},
};

FEED_TEST_MAIN(feed_distro_info, cases)
