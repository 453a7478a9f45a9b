/*
 * OSV's buckets of ecosystems, osv/NAME.zip each: https://osv-vulnerabilities.storage.googleapis.com/NAME/all.zip. All
 * databases of an ecosystem in one.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_osv_buckets = {
    .name = "osv",
    .path = "osv/*",
    .licence = "that of each database",
    .facts_allowed = true,
    .read = osv_language_read,
};
