/*
 * The Go vulnerability database: https://vuln.go.dev. It alone speaks of the standard library ("stdlib") and the tools
 * ("toolchain"), names the flawed symbols, and decides over others where its team has looked at a flaw.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_go_vulndb = {
    .name = "go-vulndb",
    .path = "go/vulndb-osv go/vulndb",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
