/*
 * R packages: https://github.com/RConsortium/r-advisory-database, OSV records in YAML.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_r = {
    .name = "r",
    .path = "r/r-advisory-database",
    .licence = "Apache-2.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
