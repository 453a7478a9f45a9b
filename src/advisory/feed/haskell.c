/*
 * Haskell's advisories, as the branch generated/osv-export: https://github.com/haskell/security-advisories.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_haskell = {
    .name = "haskell",
    .path = "haskell/osv-export",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
