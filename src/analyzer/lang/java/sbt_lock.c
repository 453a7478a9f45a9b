/*
 * build.sbt.lock (sbt-dependency-lock, "Lock file format"): "dependencies" of organisation, name, version and the
 * configurations that use them. These have closures of their own: what neither compile nor runtime uses is of tests and
 * of sbt's plugins, and no part of the product.
 */
#include "analyzer/lang/lang.h"

static bool is_used(const struct tree *configurations)
{
    if (configurations == NULL)
        return true;
    TREE_EACH(configuration, configurations)
    if (slice_equal(tree_value(configuration), S("compile")) || slice_equal(tree_value(configuration), S("runtime")))
        return true;
    return false;
}

static bool sbt_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(dependency, tree_get(root, "dependencies"))
    {
        struct slice group = tree_text(dependency, "org"), name = tree_text(dependency, "name");
        struct arena_mark mark = arena_mark(facts->arena);
        if (group.len == 0 || name.len == 0 || !is_used(tree_get(dependency, "configurations")))
            continue;
        struct package package =
            lang_package("maven", arena_join(facts->arena, (struct slice[]){group, S(":"), name}, 3),
                         tree_text(dependency, "version"), SCOPE_DECLARED);
        facts_package(facts, &package);
        arena_reset(facts->arena, mark);
    }
    return true;
}

const struct analyzer analyzer_sbt_lock = {
    .name = "sbt_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".sbt.lock"}, {GATE_END, NULL}},
    .read = sbt_lock_read,
    .declared = true,
};
