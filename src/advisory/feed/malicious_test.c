#include "advisory/feed/testing.h"

extern const struct feed feed_malicious;

static const struct feed_case cases[] = {
    {"lines: every version; listed versions go before 'all'; a range", "npm-pypi.jsonl",
     "{\"id\":\"MAL-1\",\"modified\":\"2024-05-07\",\"aliases\":[\"GHSA-1\"],\"affected\":[{\"ecosystem\":\"npm\","
     "\"name\":\"a\",\"ranges\":[["
     "{\"introduced\":\"0\"}]]}]}\n"
     "{\"id\":\"MAL-2\",\"affected\":[{\"ecosystem\":\"PyPI\",\"name\":\"b\",\"versions\":[\"1.0\",\"1.1\"],\"ranges\":"
     "[[{\"introduced\":\"0\"}]]}]}\n"
     "{\"id\":\"MAL-3\",\"affected\":[{\"ecosystem\":\"npm\",\"name\":\"c\",\"ranges\":[[{\"introduced\":\"1.95.6\"},{"
     "\"fixed\":\"1.95.8\"}]]}]}\n",
     "npm binary a MAL-1 npm affected severity=critical aliases=GHSA-1 informational=malicious source=malicious\n"
     "pypi binary b MAL-2 pep440 affected versions=1.0|1.1 severity=critical informational=malicious source=malicious\n"
     "npm binary c MAL-3 npm fixed fixed=1.95.8 ranges=>=1.95.6,<1.95.8 severity=critical informational=malicious "
     "source=malicious\n"
     "day 2024-05-07\n"},
    {"a record of its own repository", "osv/malicious/npm/a/MAL-4.json",
     "{\"id\":\"MAL-4\",\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"a\"},\"versions\":[\"1.0.0\"]}]}",
     "npm binary a MAL-4 npm affected versions=1.0.0 severity=critical informational=malicious source=malicious\n"},
    {"bad lines are told, the next one counts", "npm-pypi.jsonl",
     "{\"id\":\"GHSA-1\"}\nnonsense\n{\"id\":\"MAL-5\",\"affected\":[{\"ecosystem\":\"npm\",\"name\":\"a\","
     "\"versions\":[\"1.0.0\"]}]}\n",
     "problem malformed line 1: a report without an id\n"
     "problem malformed line 2: byte 0: neither true, false nor null\n"
     "npm binary a MAL-5 npm affected versions=1.0.0 severity=critical informational=malicious source=malicious\n"},
};

FEED_TEST_MAIN(feed_malicious, cases)
