/*
 * packages.lock.json (NuGet, "Repeatable package restores using a lock file"): for each target framework the packages
 * with what they resolve to. Projects of the same solution have no version and are no packages.
 */
#include "analyzer/lang/dotnet/nuget.h"

static void take_package(struct facts *facts, const struct tree *node)
{
    struct arena_mark mark = arena_mark(facts->arena);
    struct slice type = tree_text(node, "type"), version = tree_text(node, "resolved");

    if (node->key.len && version.len && !slice_equal_nocase(type, S("Project"))) {
        struct package package = lang_package("nuget", node->key, version, SCOPE_DECLARED);
        package.relationship = slice_equal(type, S("Direct")) ? RELATION_DIRECT : RELATION_TRANSITIVE;
        package.depends_on = nuget_keys(facts->arena, tree_get(node, "dependencies"));
        facts_package(facts, &package);
    }
    arena_reset(facts->arena, mark);
}

static bool packages_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(target, tree_get(root, "dependencies"))
    TREE_EACH(package, target)
    take_package(facts, package);
    return true;
}

const struct analyzer analyzer_packages_lock = {
    .name = "packages_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "packages.lock.json"}, {GATE_END, NULL}},
    .read = packages_lock_read,
    .declared = true,
};
