#include "advisory/feed/testing.h"

extern const struct feed feed_friendsofphp;

static const struct feed_case cases[] = {
    {"branches", "adodb/adodb-php/CVE-2099-0001.yaml",
     "title: \"A flaw\"\nlink: https://example.org\ncve: CVE-2099-0001\nbranches:\n  5.x:\n    time: 2016-08-28 "
     "23:50:00\n    versions: ['>=5.0', '<5.20.6']\n"
     "  master:\n    time: ~\n    versions: ['<=6.1']\nreference: composer://adodb/adodb-php\n",
     "composer binary adodb/adodb-php CVE-2099-0001 composer fixed fixed_list=5.20.6 ranges=>=5.0,<5.20.6|<=6.1 "
     "published=2016-08-28 source=friendsofphp\n"
     "day 2016-08-28\n"},
    {"without a CVE the file is its name", "a/b/2018-03-06.yaml",
     "cve: ~\nbranches: {1: {versions: ['<1.2']}}\nreference: composer://a/b\n",
     "composer binary a/b a/b/2018-03-06 composer fixed fixed_list=1.2 ranges=<1.2 source=friendsofphp\n"},
    {"no package", "a/b/2018-03-07.yaml", "cve: ~\nbranches: {1: {versions: ['<1.2']}}\n",
     "problem malformed failed: a record without package or versions\n"},
};

FEED_TEST_MAIN(feed_friendsofphp, cases)
