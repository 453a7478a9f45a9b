/*
 * poetry.lock (poetry src/poetry/packages/locker.py): [[package]] with its groups since Poetry 2 ("main" is
 * production), its category before 1.5, neither in between: then pyproject.toml beside it tells them, as it always
 * tells what is asked for directly.
 */
#include "analyzer/lang/python/lock_rows.h"

static struct slices groups_of(struct arena *arena, const struct tree *table)
{
    struct slices groups = lock_rows_texts(arena, tree_get(table, "groups"));
    struct slice category = tree_text(table, "category");
    static struct slice prod = S_INIT("prod"), optional = S_INIT("optional");

    if (groups.count == 0 && category.len > 0)
        groups = (struct slices){arena_array(arena, struct slice, 1), 1};
    if (groups.count > 0 && category.len > 0)
        groups.at[0] = category;
    bool main = lock_rows_has(groups, S("main"));
    if (tree_true(table, "optional") && (main || groups.count == 0))
        return (struct slices){&optional, 1};
    return main ? (struct slices){&prod, 1} : groups;
}

static bool poetry_table(struct lock_graph *lock, struct facts *facts, const struct tree *table,
                         struct package *package, struct lock_names *needs)
{
    (void)lock;
    package->groups = groups_of(facts->arena, table);
    lock_rows_needs(facts->arena, tree_get(table, "dependencies"), needs);
    return true;
}

static bool poetry_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    static const struct lock_format format = {.key = "package", .read = poetry_table, .by_project = true};

    return lock_rows_read(spool, file, &format, facts, error);
}

const struct analyzer analyzer_poetry_lock = {
    .name = "poetry_lock",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "poetry.lock"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "pyproject.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = poetry_read,
    .declared = true,
};
