/*
 * uv.lock (docs.astral.sh/uv/concepts/projects/layout; uv crates/uv-resolver/src/lock): [[package]] with its source.
 * The project and the members of its workspace are tables too, with an editable, virtual or directory source: they say
 * who is asked for: for production, by the name of an extra, or for development, whatever the group.
 */
#include "analyzer/lang/python/lock_rows.h"

static bool is_project(const struct tree *table)
{
    const struct tree *source = tree_get(table, "source");

    return tree_get(source, "editable") || tree_get(source, "virtual") || tree_get(source, "directory");
}

static bool uv_table(struct lock_graph *lock, struct facts *facts, const struct tree *table, struct package *package,
                     struct lock_names *needs)
{
    (void)package;
    if (is_project(table)) {
        lock_rows_ask(lock, facts->arena, tree_get(table, "dependencies"), S("prod"));
        lock_rows_ask_lists(lock, facts->arena, tree_get(table, "optional-dependencies"), S(""));
        lock_rows_ask_lists(lock, facts->arena, tree_get(table, "dev-dependencies"), S("dev"));
        return false;
    }
    lock_rows_needs(facts->arena, tree_get(table, "dependencies"), needs);
    const struct tree *extras = tree_get(table, "optional-dependencies");
    if (extras && extras->kind == TREE_MAP)
        TREE_EACH(extra, extras)
    lock_rows_needs(facts->arena, extra, needs);
    return true;
}

static bool uv_read(const struct spool *spool, const struct spooled *file, struct facts *facts, struct error *error)
{
    static const struct lock_format format = {.key = "package", .read = uv_table};

    return lock_rows_read(spool, file, &format, facts, error);
}

const struct analyzer analyzer_uv_lock = {
    .name = "uv_lock",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "uv.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = uv_read,
    .declared = true,
};
