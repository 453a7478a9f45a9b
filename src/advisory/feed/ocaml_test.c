#include "advisory/feed/testing.h"

extern const struct feed feed_ocaml;

static const struct feed_case cases[] = {
    {"opam's conditions", "advisories/2016/OSEC-2016-01.md",
     "```\nid: OSEC-2016-01\nmodified: \"2026-01-01T12:00:00Z\"\npublished: \"2016-04-29T00:18:22Z\"\naliases: [ "
     "CVE-2099-0001 GHSA-1 ]\n"
     "severity: \"CVSS:3.0/AV:N\"\naffected: \"ocaml\" {< \"4.14.3\" | (>= \"5\" & < \"5.4.1\")}\nevents: "
     "[\n]\n```\n\n# Title\nid: other\n",
     "opam binary ocaml CVE-2099-0001 opam fixed fixed_list=4.14.3|5.4.1 ranges=<4.14.3|>=5,<5.4.1 cvss=CVSS:3.0/AV:N "
     "aliases=GHSA-1|OSEC-2016-01 vendor=OSEC-2016-01 published=2016-04-29 source=ocaml\n"
     "day 2026-01-01\n"},
    {"every version", "OSEC-1.md", "```\nid: OSEC-1\naffected: \"a\"\n```\n",
     "opam binary a OSEC-1 opam affected source=ocaml\n"},
    {"no block of fields", "OSEC-2.md", "# Title\n",
     "problem malformed failed: an advisory without its block of fields\n"},
    {"other files", "README.md", "# Title\n", ""},
};

FEED_TEST_MAIN(feed_ocaml, cases)
