/*
 * RustSec, as its branch "osv": https://github.com/rustsec/advisory-db. Crates that nobody maintains and interfaces
 * that are unsound are told too, as what they are.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_rustsec = {
    .name = "rustsec",
    .path = "rustsec/osv-export",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
