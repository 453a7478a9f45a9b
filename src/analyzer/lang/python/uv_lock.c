/*
 * uv.lock (docs.astral.sh/uv/concepts/projects/layout; uv crates/uv-resolver/src/lock): [[package]] with its source.
 * The project and the members of its workspace are tables too, with an editable, virtual or directory source: they say
 * who is asked for: for production, by the name of an extra, or for development, whatever the group.
 */
#include "analyzer/lang/python/lock_rows.h"

/* The folder of the project or of a member of its workspace; NULL for a package. */
static const struct tree *own_folder(const struct tree *table)
{
    const struct tree *source = tree_get(table, "source"), *folder = tree_get(source, "editable");

    if (folder == NULL)
        folder = tree_get(source, "virtual");
    return folder ? folder : tree_get(source, "directory");
}

/* The project itself lies beside its lock file: only the others are told. */
static void file_member(struct facts *facts, const struct tree *table, struct package *package,
                        const struct lock_names *needs)
{
    if (slice_equal(tree_value(own_folder(table)), S(".")))
        return;
    package->relationship = RELATION_ROOT;
    package->depends_on = (struct slices){needs->at, needs->count};
    facts_package(facts, package);
}

static bool uv_table(struct lock_graph *lock, struct facts *facts, const struct tree *table, struct package *package,
                     struct lock_names *needs)
{
    if (own_folder(table)) {
        lock_rows_ask(lock, facts->arena, tree_get(table, "dependencies"), S("prod"));
        lock_rows_ask_lists(lock, facts->arena, tree_get(table, "optional-dependencies"), S(""));
        lock_rows_ask_lists(lock, facts->arena, tree_get(table, "dev-dependencies"), S("dev"));
        lock_rows_needs(facts->arena, tree_get(table, "dependencies"), needs);
        file_member(facts, table, package, needs);
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
    .revision = 3,
    .gates = (const struct gate[]){{GATE_BASENAME, "uv.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = uv_read,
    .declared = true,
};
