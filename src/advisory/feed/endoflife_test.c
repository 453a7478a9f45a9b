#include "advisory/feed/testing.h"

extern const struct feed feed_endoflife;

static const struct feed_case cases[] = {
    {"releases of a distribution", "./products/debian.md",
     "---\ntitle: Debian\nreleaseCycle: no\ncategory: os\nauto:\n  methods:\n    - releaseCycle: \"Version\"\n"
     "      eol: \"End\"\nreleases:\n"
     "  - releaseCycle: \"12\"\n    codename: \"Bookworm\"\n    eol: 2026-07-11 # why\n    eoes: 2028-06-30\n"
     "    latestReleaseDate: 2026-01-02\n\n"
     "  - releaseCycle: \"3.10\"\n    lts: 2030-01-01\n    eol: 2025-01-01\n"
     "  - releaseCycle: '4'\n    lts: true\n    eol: false\n"
     "  - releaseCycle: \"5\"\n    eol: true\n---\n  - releaseCycle: \"99\"\n    eol: 2099-01-01\n",
     "support debian 12 2026-07-11 2028-06-30\n"
     "support debian 3.10 2025-01-01 2030-01-01\n"
     "support debian 4 - -\n"
     "support debian 5 ended -\n"
     "day 2026-01-02\n"},
    {"Amazon Linux 1 by its last name", "products/amazon-linux.md",
     "---\ncategory: os\nreleases:\n  - releaseCycle: \"2018.03\"\n    eol: 2023-12-31\n---\n",
     "support amazon-linux 2018.03 2023-12-31 -\n"
     "support amazon-linux 1 2023-12-31 -\n"},
    {"not an operating system", "products/nginx.md",
     "---\ncategory: server-app\nreleases:\n  - releaseCycle: \"1\"\n    eol: 2023-12-31\n---\n", ""},
    {"another folder", "docs/debian.md",
     "---\ncategory: os\nreleases:\n  - releaseCycle: \"1\"\n    eol: 2023-12-31\n---\n", ""},
};

FEED_TEST_MAIN(feed_endoflife, cases)
