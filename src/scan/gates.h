/* What the build baked in of the analyzer table: its gates, and the digest that is part of the cache key. */
#ifndef SEAWORTHY_SCAN_GATES_H
#define SEAWORTHY_SCAN_GATES_H

#include "target/walk.h"

struct slice gates_table(void); /* "sha256:…" */

/* For the walk of a folder. */
const struct walk_gate *gates_walk(size_t *count);
/* Whole paths at which package databases lie: for inventory_missing. On the arena. */
const char *const *gates_databases(struct arena *arena, size_t *count);

#endif
