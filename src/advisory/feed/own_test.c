#include "advisory/feed/testing.h"

extern const struct feed feed_own;

static const struct feed_case cases[] = {
    {"every field", "own/a.jsonl",
     "{\"id\":\"CVE-2099-0001\",\"aliases\":[\"GHSA-1\"],\"vendor_ids\":[\"RHSA-1\",\"RHSA-2\"],\"source\":\"vendor\","
     "\"distro\":{\"id\":\"rhel\",\"release\":\"8\"},\"package\":\"nodejs\",\"package_kind\":\"source-or-binary\","
     "\"scheme\":\"rpm\",\"ranges\":[[\">=1\",\"<2\"],[]],\"not_affected_ranges\":[[\"=1.5\"]],\"versions\":[\"1.1\"],"
     "\"fixed_version\":\"2\",\"fixed_versions\":[\"2\",\"1.9\"],\"status\":\"fixed\",\"severity\":\"HIGH\","
     "\"urgency\":\"low\",\"arches\":[\"x86_64\"],\"module\":\"nodejs:18\",\"channel\":\"eus\",\"repos\":[\"cpe:/a\"],"
     "\"minor\":4,\"published\":\"2024-01-02\",\"available\":\"2024-02-03T00:00:00Z\",\"cvss\":\"CVSS:3.1/AV:N\","
     "\"informational\":\"unmaintained\",\"ref\":\"a1\",\"withdrawn\":null}\n",
     "rhel/8 source-or-binary nodejs CVE-2099-0001 rpm fixed fixed=2 fixed_list=2|1.9 ranges=>=1,<2| not_affected==1.5 "
     "versions=1.1 severity=HIGH urgency=low cvss=CVSS:3.1/AV:N arches=x86_64 module=nodejs:18 channel=eus "
     "repos=cpe:/a "
     "minor=4 aliases=GHSA-1 vendor=RHSA-1|RHSA-2 published=2024-01-02 available=2024-02-03 "
     "informational=unmaintained source=vendor\n"
     "day 2024-02-03\n"},
    {"little is needed; no ranges differ from none", "own/a.jsonl",
     "{\"id\":\"X-1\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\",\"ranges\":[]}\r\n\n"
     "{\"id\":\"X-2\",\"cpe\":\"cpe:2.3:a:b:c\",\"package\":\"c\",\"scheme\":\"generic\",\"package_kind\":\"cpe\","
     "\"ranges\":null,\"fixed_version\":null}\n"
     "{\"id\":\"X-3\",\"aliases\":[\"CVE-2099-0001\",\"CVE-2099-0002\"],\"distro\":{\"id\":\"wolfi\"},\"package\":"
     "\"a\","
     "\"scheme\":\"apk\"}",
     "npm binary a X-1 npm affected ranges= source=own\n"
     "cpe:2.3:a:b:c cpe c X-2 generic affected source=own\n"
     "wolfi/ binary a X-3 apk affected aliases=CVE-2099-0001|CVE-2099-0002 source=own\n"},
    {"withdrawn records say nothing", "own/a.jsonl",
     "{\"id\":\"X-1\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\",\"withdrawn\":\"2099-01-01\"}\n"
     "{\"id\":\"X-2\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\",\"withdrawn\":true}\n"
     "{\"id\":\"X-3\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\",\"withdrawn\":false}\n",
     "npm binary a X-3 npm affected source=own\n"},
    {"a bad line is a problem, the next one counts", "own/a.jsonl",
     "{\"id\":\"X-1\"}\nnonsense\n[]\n"
     "{\"id\":\"X-2\",\"ecosystem\":\"npm\",\"distro\":{\"id\":\"a\"},\"package\":\"a\",\"scheme\":\"npm\"}\n"
     "{\"id\":\"X-3\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\",\"status\":\"maybe\"}\n"
     "{\"id\":\"X-4\",\"ecosystem\":\"npm\",\"package\":\"a\",\"scheme\":\"npm\"}\n",
     "problem malformed line 1: an advisory needs id, package and scheme\n"
     "problem malformed line 2: byte 0: neither true, false nor null\n"
     "problem malformed line 3: not a JSON object\n"
     "problem malformed line 4: an advisory needs one of distro, ecosystem and cpe\n"
     "problem malformed line 5: byte 75: an unknown status\n"
     "npm binary a X-4 npm affected source=own\n"},
};

FEED_TEST_MAIN(feed_own, cases)
