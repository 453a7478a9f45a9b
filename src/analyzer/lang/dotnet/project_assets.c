/*
 * obj/project.assets.json (NuGet's restore): "libraries" by NAME/VERSION; those of type package are packages, others
 * are projects. What depends on what stands in each target.
 */
#include "analyzer/lang/dotnet/nuget.h"
#include "base/map.h"

struct assets {
    struct map direct;  /* names that the project asks for */
    struct map targets; /* NAME/VERSION to what the first target says of it */
};

static void index_targets(struct assets *assets, const struct tree *root)
{
    TREE_EACH(framework, tree_get(tree_get(root, "project"), "frameworks"))
    TREE_EACH(name, tree_get(framework, "dependencies"))
    *map_put(&assets->direct, name->key) = assets;
    TREE_EACH(target, tree_get(root, "targets"))
    TREE_EACH(library, target)
    {
        void **place = map_put(&assets->targets, library->key);
        if (!*place)
            *place = (void *)(uintptr_t)library;
    }
}

static void take_library(const struct assets *assets, struct facts *facts, const struct tree *library)
{
    struct arena_mark mark = arena_mark(facts->arena);
    struct slice name, version;

    if (!slice_equal(tree_text(library, "type"), S("package")) || !nuget_split(library->key, &name, &version))
        return;
    struct package package = lang_package("nuget", name, version, SCOPE_DECLARED);
    package.relationship = map_get(&assets->direct, name) ? RELATION_DIRECT : RELATION_TRANSITIVE;
    package.depends_on = nuget_keys(facts->arena, tree_get(map_get(&assets->targets, library->key), "dependencies"));
    facts_package(facts, &package);
    arena_reset(facts->arena, mark);
}

static bool project_assets_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;
    struct assets assets;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    map_init(&assets.direct, facts->arena, NULL);
    map_init(&assets.targets, facts->arena, NULL);
    index_targets(&assets, root);
    TREE_EACH(library, tree_get(root, "libraries"))
    take_library(&assets, facts, library);
    return true;
}

const struct analyzer analyzer_project_assets = {
    .name = "project_assets",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "project.assets.json"}, {GATE_END, NULL}},
    .read = project_assets_read,
    .declared = true,
};
