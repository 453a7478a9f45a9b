#include "advisory/feed/testing.h"

extern const struct feed feed_redhat_repositories;

static const struct feed_case cases[] = {
    {"CPEs by repository", "repository-to-cpe.json",
     "{\"data\":{\"dump-9-rpms\":{\"cpes\":[\"cpe:/a:redhat:dump:9\",\"cpe:/o:redhat:dump:9\"],"
     "\"repo_relative_urls\":[\"content\"]},\"empty\":{\"cpes\":[]}},\"last_updated\":\"2024-05-06T01:02:03\"}",
     "repository dump-9-rpms cpe:/a:redhat:dump:9 cpe:/o:redhat:dump:9\nrepository empty\nday 2024-05-06\n"},
    {"not the table", "repository-to-cpe.json", "[]", "problem malformed failed: not a JSON object\n"},
};

FEED_TEST_MAIN(feed_redhat_repositories, cases)
