/*
 * NAME.deps.json beside a .NET application (dotnet/runtime, docs/design/features "Runtime configuration files"): its
 * "libraries" by NAME/VERSION, of type package, runtimepack or project, and in "targets" what each brings. A library
 * that the target of "runtimeTarget" lists without any file (runtime, native, resources, runtimeTargets) is not
 * there: its files are the shared framework's. The application's own projects are no packages, but where several stand
 * beside one another, and none is the others' root.
 */
#include "analyzer/lang/dotnet/nuget.h"
#include "base/map.h"

struct deps {
    struct facts *facts;
    const struct tree *libraries, *target;
    struct map needed;  /* names that a library of the target depends on */
    struct map direct;  /* names that the one root depends on */
    struct map by_key;  /* libraries of the target */
    bool many_projects; /* which all count then */
};

static bool has_files(const struct tree *library)
{
    static const char *const kinds[] = {"runtime", "runtimeTargets", "native", "resources"};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (tree_first(tree_get(library, kinds[i])))
            return true;
    return false;
}

static bool is_project(const struct tree *library)
{
    return slice_equal(tree_text(library, "type"), S("project"));
}

/* Roots: projects that nothing depends on. The one root's dependencies are the direct ones. */
static void find_roots(struct deps *deps)
{
    const struct tree *root = NULL;
    struct slice name, version;
    size_t count = 0;

    TREE_EACH(library, deps->libraries)
    {
        const struct tree *listed = map_get(&deps->by_key, library->key);
        if (!is_project(library) || !listed || !nuget_split(library->key, &name, &version) ||
            map_get(&deps->needed, name))
            continue;
        count++;
        root = listed;
    }
    deps->many_projects = count > 1;
    if (count == 1)
        TREE_EACH(needed, tree_get(root, "dependencies"))
    *map_put(&deps->direct, needed->key) = deps;
}

static bool counts(const struct deps *deps, const struct tree *library)
{
    const struct tree *listed = map_get(&deps->by_key, library->key);

    if (is_project(library))
        return deps->many_projects && listed;
    return !listed || has_files(listed);
}

static void take_library(struct deps *deps, const struct tree *library)
{
    struct arena_mark mark = arena_mark(deps->facts->arena);
    struct slice name, version, pack = S("runtimepack.");

    if (!nuget_split(library->key, &name, &version) || !counts(deps, library))
        return;
    bool direct = map_get(&deps->direct, name) != NULL;
    if (slice_equal(tree_text(library, "type"), S("runtimepack")) && slice_starts(name, pack))
        name = slice_skip(name, pack.len); /* as the package is named that it was published from */
    struct package package = lang_package("nuget", name, version, SCOPE_INSTALLED);
    package.relationship = direct ? RELATION_DIRECT : deps->direct.count > 0 ? RELATION_TRANSITIVE : RELATION_UNKNOWN;
    package.depends_on = nuget_keys(deps->facts->arena, tree_get(map_get(&deps->by_key, library->key), "dependencies"));
    facts_package(deps->facts, &package);
    arena_reset(deps->facts->arena, mark);
}

static bool deps_json_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct deps deps = {.facts = facts};
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    map_init(&deps.needed, facts->arena, NULL);
    map_init(&deps.direct, facts->arena, NULL);
    map_init(&deps.by_key, facts->arena, NULL);
    if (!tree_get(root, "libraries") && !tree_get(root, "targets"))
        return fail(error, ERROR_MALFORMED, "neither libraries nor targets");
    deps.libraries = tree_get(root, "libraries");
    deps.target = tree_find(tree_get(root, "targets"), tree_text(tree_get(root, "runtimeTarget"), "name"));
    TREE_EACH(library, deps.target)
    {
        *map_put(&deps.by_key, library->key) = (void *)(uintptr_t)library;
        TREE_EACH(needed, tree_get(library, "dependencies"))
        *map_put(&deps.needed, needed->key) = (void *)(uintptr_t)library;
    }
    find_roots(&deps);
    TREE_EACH(library, deps.libraries)
    take_library(&deps, library);
    return true;
}

const struct analyzer analyzer_deps_json = {
    .name = "deps_json",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".deps.json"}, {GATE_END, NULL}},
    .read = deps_json_read,
    .ownable = true,
};
