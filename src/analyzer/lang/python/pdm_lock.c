/*
 * pdm.lock (pdm src/pdm/project/lockfile): [[package]] with its groups from lock version 4.4 on, of which "default" is
 * production and "dev" development; others may be extras of the project. What is in neither is optional.
 */
#include "analyzer/lang/python/lock_rows.h"

static struct slices groups_of(struct arena *arena, const struct tree *table)
{
    struct slices said = lock_rows_texts(arena, tree_get(table, "groups"));
    struct slices groups = {.at = arena_array(arena, struct slice, 2)};

    if (lock_rows_has(said, S("default"))) {
        groups.at[groups.count++] = S("prod");
        return groups;
    }
    bool dev = lock_rows_has(said, S("dev"));
    if (dev)
        groups.at[groups.count++] = S("dev");
    if (said.count > dev || said.count == 0)
        groups.at[groups.count++] = S("optional");
    return groups;
}

/* A package with extras has a table of its own, which needs the one without. */
static bool pdm_table(struct lock_graph *lock, struct facts *facts, const struct tree *table, struct package *package,
                      struct lock_names *needs)
{
    (void)lock;
    if (tree_true(table, "editable") || tree_get(table, "path"))
        return false;
    package->groups = groups_of(facts->arena, table);
    lock_rows_needs(facts->arena, tree_get(table, "dependencies"), needs);
    return true;
}

static bool pdm_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    static const struct lock_format format = {.key = "package", .read = pdm_table, .by_project = true};

    return lock_rows_read(spool, file, &format, facts, error);
}

const struct analyzer analyzer_pdm_lock = {
    .name = "pdm_lock",
    .revision = 3,
    .gates = (const struct gate[]){{GATE_BASENAME, "pdm.lock"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "pyproject.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = pdm_read,
    .declared = true,
};
