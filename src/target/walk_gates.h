/* What the gates of the analyzers say of a path while a folder is walked: one look-up, however many gates. */
#ifndef SEAWORTHY_TARGET_WALK_GATES_H
#define SEAWORTHY_TARGET_WALK_GATES_H

#include "target/walk.h"

struct walk_gates;

/* gates  NULL: everything is wanted */
struct walk_gates *walk_gates_create(struct arena *arena, const struct walk_gate *gates, size_t count);

/* Of a folder. `above` is what was said of the one that holds it; of the root, with a zeroed one. */
struct walk_way {
    bool leads;    /* a gate's own path leads here, over file systems too */
    bool behind;   /* a gate's star stands for what is below */
    bool anywhere; /* gates may want files of any folder */
    bool database; /* on the way to a package database */
};
struct walk_way walk_gates_folder(const struct walk_gates *gates, struct slice path, const struct walk_way *above);

/* Of a file: whether its path is wanted, and for a package database. */
bool walk_gates_want(const struct walk_gates *gates, struct slice path, bool *database);
/* Whether a file is to be asked for its first bytes. */
bool walk_gates_ask(const struct walk_gates *gates, struct slice path, uint32_t mode);
bool walk_gates_want_magic(const struct walk_gates *gates, struct slice head);

#endif
