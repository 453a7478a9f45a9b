#include "advisory/feed/testing.h"

extern const struct feed feed_rubysec;

static const struct feed_case cases[] = {
    {"requirements: pessimistic ones, with pre-releases, lists", "gems/a/CVE-2099-1.yml",
     "---\ngem: a\ncve: 2099-0001\nghsa: abcd\ndate: 2024-05-07\ndescription: |\n  Two lines:\n  - of text\ncvss_v3: "
     "7.5\n"
     "unaffected_versions:\n- \"< 1.0\"\npatched_versions:\n- \"~> 2.3.5\"\n- '~> 1.0.0.rc1.1'\n- '>= 2.4.1, != "
     "2.4.3'\n",
     "gem binary a CVE-2099-0001 gem fixed fixed_list=2.3.5|1.0.0.rc1.1|2.4.1 "
     "not_affected=>=2.3.5,<2.4.a|>=1.0.0.rc1.1,<1.1.a|>=2.4.1,!=2.4.3|<1.0 severity=high aliases=GHSA-abcd "
     "published=2024-05-07 source=rubysec\n"
     "day 2024-05-07\n"},
    {"no fix, no CVE", "gems/a/GHSA-1.yml", "gem: a\nghsa: x-y-z\ncvss_v2: 2.1\n",
     "gem binary a GHSA-x-y-z gem affected not_affected= severity=low source=rubysec\n"},
    {"a number that nobody gives any more, and none at all", "gems/a/OSVDB-1.yml",
     "gem: a\nosvdb: 1\npatched_versions: [\"= 2\"]\n",
     "gem binary a OSVDB-1 gem fixed fixed_list=2 not_affected==2 source=rubysec\n"},
    {"the interpreters are no gems", "rubies/ruby/CVE-2099-1.yml", "engine: ruby\ncve: 2099-0001\n", ""},
    {"a requirement that is none", "gems/a/CVE-2099-2.yml", "gem: a\ncve: 2099-0002\npatched_versions:\n- latest\n",
     "problem malformed failed: a requirement that is none\n"},
    {"no gem", "gems/a/CVE-2099-3.yml", "cve: 2099-0003\n", "problem malformed failed: a record that names no gem\n"},
    {"no YAML", "gems/a/CVE-2099-4.yml", "gem: [a\n", "problem malformed failed: line 2: no YAML\n"},
    {"an alias makes small files large", "gems/a/CVE-2099-5.yml", "gem: &a a\ncve: *a\n",
     "problem malformed failed: an alias\n"},
    {"a list as key", "gems/a/CVE-2099-6.yml", "? [a]\n: b\n", "problem malformed failed: a key that is no text\n"},
};

FEED_TEST_MAIN(feed_rubysec, cases)
