#include "advisory/segment.h"

#define META "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"

static const char *const packages[] = {
    META,
    "CREATE TABLE shapes(id INTEGER PRIMARY KEY, shape BLOB NOT NULL) STRICT",
    "CREATE TABLE packages(name TEXT PRIMARY KEY, rules BLOB NOT NULL) STRICT, WITHOUT ROWID",
    NULL,
};
static const char *const cves[] = {
    META,
    "CREATE TABLE words(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT",
    "CREATE TABLE blocks(id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT",
    NULL,
};
static const char *const facts[] = {
    META,
    "CREATE TABLE repositories(name TEXT PRIMARY KEY, cpes BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE support(distro TEXT NOT NULL, release TEXT NOT NULL, end_of_life INTEGER NOT NULL, "
    "extended_until INTEGER NOT NULL, PRIMARY KEY(distro, release)) STRICT, WITHOUT ROWID",
    NULL,
};

const char *const *segment_schema(enum segment_kind kind)
{
    static const char *const *const schemas[SEGMENT_KINDS] = {packages, cves, facts};
    return schemas[kind];
}
