/*
 * GitHub's advisory database, the reviewed part: https://github.com/github/advisory-database, folder
 * advisories/github-reviewed; a mirror may keep one archive an ecosystem. Its word on severity is the second that
 * counts, behind that of a distribution.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_ghsa = {
    .name = "ghsa",
    .path = "ghsa/*",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
