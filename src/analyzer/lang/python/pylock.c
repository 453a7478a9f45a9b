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

static bool pylock_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    static const struct lock_format format = {.key = "packages", .read = pylock_table};

    return lock_rows_read(spool, file, &format, facts, error);
}

const struct analyzer analyzer_pylock = {
    .name = "pylock",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "pylock.toml"}, {GATE_NAME, "pylock.*.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = pylock_read,
    .declared = true,
};
