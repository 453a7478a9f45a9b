/*
 * pylock.toml and pylock.NAME.toml (PEP 751): [[packages]]; one with a folder as its source is the project itself.
 */
#include "analyzer/lang/python/lock_rows.h"

static bool pylock_table(struct lock_graph *lock, struct facts *facts, const struct tree *table,
                         struct package *package, struct lock_names *needs)
{
    (void)lock;
    (void)package;
    if (tree_get(table, "directory"))
        return false;
    lock_rows_needs(facts->arena, tree_get(table, "dependencies"), needs);
    return true;
}

static bool pylock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    return lock_rows_read(entry, facts, "packages", pylock_table, error);
}

const struct analyzer analyzer_pylock = {
    .name = "pylock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pylock.toml"}, {GATE_NAME, "pylock.*.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = pylock_read,
    .declared = true,
};
