/* Which analyzers want an entry: one look-up by base name, suffix and folder, built once from the rows' gates
 * (base/gate.h). */
#ifndef SEAWORTHY_ANALYZER_DISPATCH_H
#define SEAWORTHY_ANALYZER_DISPATCH_H

#include "analyzer/analyzer.h"

struct dispatch;

struct dispatch *dispatch_create(struct arena *arena);
/* Over other rows than the table's, for tests; they must live as long. */
struct dispatch *dispatch_create_from(struct arena *arena, const struct analyzer *const *rows, size_t count);

/* A row that wants the path, and whether only as a sidecar. */
struct dispatch_want {
    const struct analyzer *analyzer;
    uint16_t row; /* its place in the table */
    bool sidecar;
};
enum { DISPATCH_WANTS_MAX = 8 };
/* wants  the rows in the order of the table. returns  how many */
size_t dispatch_find(const struct dispatch *dispatch, struct slice path,
                     struct dispatch_want wants[DISPATCH_WANTS_MAX]);

/* Whether any row asks for files by their first bytes. */
bool dispatch_asks_content(const struct dispatch *dispatch);
/* Adds to `count` rows those that want a file for its first GATE_MAGIC_MAX bytes. returns  how many there are now */
size_t dispatch_find_content(const struct dispatch *dispatch, struct slice head,
                             struct dispatch_want wants[DISPATCH_WANTS_MAX], size_t count);

/*
 * The table as text, for `seaworthy-worker --table`: one line a row and gate, "NAME REVISION KIND database|program|plain
 * primary|sidecar TEXT", and its digest: part of the cache key, baked into the parent.
 */
struct slice dispatch_table_text(struct arena *arena);
struct slice dispatch_table_digest(struct arena *arena); /* "sha256:…" */

#endif
