/*
 * The Python Packaging Authority's database: https://github.com/pypa/advisory-database, as OSV exports it.
 */
#include "advisory/feed/osv_language.h"

const struct feed feed_pypa = {
    .name = "pypa",
    .path = "pypa/osv-pysec pypa/advisory-database",
    .licence = "CC-BY-4.0",
    .facts_allowed = true,
    .read = osv_language_read,
};
