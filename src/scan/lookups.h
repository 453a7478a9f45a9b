/* The baked gates (scan/gates.h) in the forms in which the walk of a folder and the inventory want them. */
#ifndef SEAWORTHY_SCAN_LOOKUPS_H
#define SEAWORTHY_SCAN_LOOKUPS_H

#include "base/gate.h"
#include "target/walk.h"

/* All gates, for the walk of a folder. On the arena. */
const struct walk_gate *lookups_walk(struct arena *arena, size_t *count);
/* Whole paths at which package databases lie: for inventory_missing. On the arena. */
const char *const *lookups_databases(struct arena *arena, size_t *count);

/* Whether some row reads files of a path by the path alone; not those that know programs by their names. */
struct gate_index *lookups_paths(struct arena *arena);
bool lookups_wants(const void *paths, struct slice path);

#endif
