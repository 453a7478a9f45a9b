/*
 * bun.lock: JSON with comments and trailing commas. "packages" maps where a package stands ("foo", "foo/bar" for a bar
 * of foo's own) to a list: "name@version" or "name@source", then, by kind of source, the registry, an object with what
 * it needs, and a digest. "workspaces" hold what the project and its members ask for.
 * Source: bun, src/install/lockfile/bun.lock.zig.
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"
#include "analyzer/lang/javascript/npm_graph.h"
#include "analyzer/lang/javascript/npm_spec.h"

enum { NO_NODE = UINT32_MAX };

struct bun {
    struct facts *facts;
    struct arena *arena;
    struct npm_graph *graph;
    struct map places; /* -> node + 1; the project's own folders are not there */
};

static void read_package(struct bun *bun, const struct tree *package)
{
    const struct tree *first = package->kind == TREE_LIST ? tree_first(package) : NULL;
    struct npm_node node = {0};

    if (!first || first->kind != TREE_TEXT || !npm_spec_cut(first->text, &node.name, &node.version)) {
        facts_problem(bun->facts, ERROR_MALFORMED, "package '%.*s': not a list that begins with NAME@VERSION",
                      SLICE_ARG(slice_head(package->key, FACTS_NAME_MAX)));
        return;
    }
    if (slice_starts(node.version, S("file:")))
        node.version = S("");
    else if (npm_spec_is_local(node.version))
        return;
    else if (npm_spec_is_source(node.version))
        node.version = npm_spec_commit(node.version);
    *map_put(&bun->places, package->key) = (void *)((uintptr_t)npm_graph_node(bun->graph, &node) + 1);
}

/* Where `from` stands, its own packages first, then those of what is around it: "a/b" looks for "a/b/c", "a/c", "c". */
static uint32_t find(const struct bun *bun, struct slice from, struct slice name)
{
    for (;;) {
        struct arena_mark mark = arena_mark(bun->arena);
        if (!npm_graph_look_up(bun->graph, from.len + name.len))
            return NO_NODE;
        struct slice place = from.len ? path_join(bun->arena, from, name) : name;
        uintptr_t found = (uintptr_t)map_get(&bun->places, place);
        arena_reset(bun->arena, mark);
        if (found)
            return (uint32_t)(found - 1);
        if (from.len == 0)
            return NO_NODE;
        from = path_folder(from);
        if (slice_starts(path_base(from), S("@")))
            from = path_folder(from); /* "@scope/name" is one name */
    }
}

static void read_needs(struct bun *bun, const struct tree *package)
{
    static const char *const sections[] = {"dependencies", "optionalDependencies", "peerDependencies"};
    uintptr_t node = (uintptr_t)map_get(&bun->places, package->key);
    const struct tree *about = NULL;

    if (!node || npm_graph_full(bun->graph) || package->key.len > PATH_LEN_MAX)
        return;
    TREE_EACH(item, package)
    if (item->kind == TREE_MAP)
        about = item;
    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
        TREE_EACH(need, tree_get(about, sections[i]))
        {
            uint32_t to = find(bun, package->key, need->key);
            if (to != NO_NODE)
                npm_graph_edge(bun->graph, (uint32_t)(node - 1), to);
        }
}

static void read_workspace(struct bun *bun, const struct tree *workspace)
{
    static const struct {
        const char *name;
        bool development;
    } sections[] = {{"dependencies", false},
                    {"optionalDependencies", false},
                    {"peerDependencies", false},
                    {"devDependencies", true}};
    struct slice name = tree_text(workspace, "name");

    if (name.len > PATH_LEN_MAX)
        name = S("");
    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
        TREE_EACH(need, tree_get(workspace, sections[i].name))
        {
            uint32_t to = find(bun, name, need->key);
            if (to != NO_NODE)
                npm_graph_ask(bun->graph, to, sections[i].development);
        }
}

static bool is_lock(const struct tree *root, struct error *error)
{
    const struct tree *version = tree_get(root, "lockfileVersion");

    if (root->kind != TREE_MAP)
        return fail(error, ERROR_MALFORMED, "not an object");
    if (version && version->kind != TREE_NUMBER && version->kind != TREE_NULL)
        return fail(error, ERROR_MALFORMED, "'lockfileVersion' is no number");
    return true;
}

static bool bun_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct npm_graph graph;
    struct bun bun = {.facts = facts, .arena = facts->arena, .graph = &graph};
    const struct tree *root;

    if (!tree_read(TREE_JSON_RELAXED, &entry->reader, facts->arena, &root, error) || !is_lock(root, error))
        return false;
    npm_graph_init(&graph, facts->arena, NPM_TREE_MEMORY_MAX);
    struct npm_seed seed = npm_seed(root);
    map_init(&bun.places, facts->arena, seed.words);
    TREE_EACH(package, tree_get(root, "packages"))
    if (!npm_graph_full(&graph))
        read_package(&bun, package);
    TREE_EACH(package, tree_get(root, "packages"))
    read_needs(&bun, package);
    TREE_EACH(workspace, tree_get(root, "workspaces"))
    read_workspace(&bun, workspace);
    graph.tells_direct = true;
    npm_graph_group(&graph);
    npm_graph_file(&graph, facts);
    return !npm_graph_full(&graph) || npm_graph_too_large(&graph, error);
}

const struct analyzer analyzer_bun_lock = {
    .name = "bun_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "bun.lock"}, {0}},
    .read = bun_lock_read,
    .declared = true,
};
