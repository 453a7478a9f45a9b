/*
 * deno.lock, versions 3 to 5: packages of npm and of JSR ("name@1.0.0", with what they need), and modules by their URL
 * ("https://deno.land/std@0.140.0/…": a package where the URL holds a version). JSR is no registry that advisories
 * know; its packages are listed as npm's, as its own compatibility layer serves them. Source: denoland/deno_lockfile,
 * src/lib.rs and src/transforms.rs.
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"
#include "analyzer/lang/javascript/npm_graph.h"
#include "analyzer/lang/javascript/npm_spec.h"

enum { NO_NODE = UINT32_MAX };

struct deno {
    struct arena *arena;
    struct npm_graph *graph;
    struct map keys;             /* "npm:name@1.0.0_peers", "npm:name@1.0.0", "npm:name" -> node + 1 */
    struct map specifiers;       /* "npm:chalk@5" -> "5.3.0", as tree */
    const struct tree *parts[2]; /* what may hold the lists: the document; "packages" of version 3 */
};

static const struct registry {
    const char *list; /* name of the object */
    struct slice prefix;
} registries[] = {{"npm", S_INIT("npm:")}, {"jsr", S_INIT("jsr:")}};
enum { REGISTRIES = sizeof(registries) / sizeof(registries[0]), PARTS = 2 };

static void keep(struct deno *deno, const struct registry *registry, struct slice key, uint32_t node)
{
    void **known = map_put(&deno->keys, arena_join(deno->arena, (struct slice[]){registry->prefix, key}, 2));

    if (*known == NULL)
        *known = (void *)((uintptr_t)node + 1);
}

/* What needs which peers stands behind the version: "typedoc@0.28.19_typescript@6.0.3". */
static void read_package(struct deno *deno, const struct registry *registry, const struct tree *package)
{
    struct npm_node node = {0};

    if (package->kind != TREE_MAP || !npm_spec_cut(package->key, &node.name, &node.version))
        return;
    node.version = slice_head(node.version, slice_find_byte(node.version, '_'));
    if (node.name.len == 0)
        return;
    uint32_t index = npm_graph_node(deno->graph, &node);
    keep(deno, registry, package->key, index);
    keep(deno, registry, slice_head(package->key, node.name.len + 1 + node.version.len), index);
    keep(deno, registry, node.name, index);
}

/* A reference: "npm:name@range" by the list of specifiers, "name@1.0.0_peers" of the same registry, or a name alone. */
static uint32_t find(const struct deno *deno, const struct registry *registry, struct slice reference)
{
    struct slice name, range, version, real_version;
    bool has_prefix = slice_starts(reference, S("npm:")) || slice_starts(reference, S("jsr:"));
    struct slice full =
        has_prefix ? reference : arena_join(deno->arena, (struct slice[]){registry->prefix, reference}, 2);
    const struct tree *specifier = map_get(&deno->specifiers, full);
    uintptr_t found = (uintptr_t)map_get(&deno->keys, full);

    if (!found && specifier) {
        version = tree_value(specifier);
        npm_spec_cut(slice_skip(full, 4), &name, &range);
        if (slice_starts(version, S("npm:")) || slice_starts(version, S("jsr:")))
            npm_spec_cut(slice_skip(version, 4), &name, &real_version); /* version 3 */
        else
            real_version = version;
        found = (uintptr_t)map_get(
            &deno->keys, arena_join(deno->arena, (struct slice[]){slice_head(full, 4), name, S("@"), real_version}, 4));
    }
    return found ? (uint32_t)(found - 1) : NO_NODE;
}

/* A list of references, or (version 3) an object of them. */
static void read_needs(struct deno *deno, const struct registry *registry, const struct tree *package)
{
    static const char *const lists[] = {"dependencies", "optionalDependencies"};
    uint32_t from = find(deno, registry, package->key);

    if (from == NO_NODE)
        return;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        TREE_EACH(need, tree_get(package, lists[i]))
        {
            struct arena_mark mark = arena_mark(deno->arena);
            uint32_t to = find(deno, registry, tree_value(need));
            arena_reset(deno->arena, mark);
            if (to != NO_NODE)
                npm_graph_edge(deno->graph, from, to);
        }
}

/* "https://deno.land/x/oak@v12.6.1/mod.ts" is deno.land/x/oak at v12.6.1; many modules of it name it. */
static void read_module(struct deno *deno, const struct tree *module)
{
    size_t scheme = slice_find(module->key, S("://")), at = 0;
    struct slice path, version;
    struct npm_node node = {0};

    if (scheme == SIZE_MAX)
        return;
    path = slice_skip(module->key, scheme + 3);
    do /* an '@' at the begin of a part is a scope */
        at += slice_find_byte(slice_skip(path, at), '@') + 1;
    while (at < path.len && at >= 2 && path.at[at - 2] == '/');
    if (at >= path.len || slice_find_byte(path, '/') > at)
        return;
    version = slice_skip(path, at);
    version = slice_head(version, slice_find_byte(version, '/'));
    node.name = slice_head(path, at - 1);
    node.version = slice_head(version, slice_find_byte(version, '?'));
    if (node.version.len)
        npm_graph_node(deno->graph, &node);
}

static void read_workspace(struct deno *deno, const struct tree *workspace)
{
    const struct tree *lists[] = {tree_get(workspace, "dependencies"),
                                  tree_get(tree_get(workspace, "packageJson"), "dependencies")};

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        TREE_EACH(need, lists[i])
        {
            uint32_t to = find(deno, &registries[0], tree_value(need));
            if (to != NO_NODE)
                deno->graph->nodes.at[to].direct = true;
        }
}

static void read_lists(struct deno *deno)
{
    for (size_t p = 0; p < PARTS; p++) {
        TREE_EACH(specifier, tree_get(deno->parts[p], "specifiers"))
        *map_put(&deno->specifiers, specifier->key) = (void *)(uintptr_t)specifier;
        for (size_t r = 0; r < REGISTRIES; r++)
            TREE_EACH(package, tree_get(deno->parts[p], registries[r].list))
        if (!npm_graph_full(deno->graph))
            read_package(deno, &registries[r], package);
    }
    for (size_t p = 0; p < PARTS; p++)
        for (size_t r = 0; r < REGISTRIES; r++)
            TREE_EACH(package, tree_get(deno->parts[p], registries[r].list))
    if (!npm_graph_full(deno->graph))
        read_needs(deno, &registries[r], package);
}

static bool deno_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct npm_graph graph;
    struct deno deno = {.arena = facts->arena, .graph = &graph};
    const struct tree *root;

    if (!tree_read(TREE_JSON, &entry->reader, facts->arena, &root, error))
        return false;
    if (root->kind != TREE_MAP)
        return fail(error, ERROR_MALFORMED, "not an object");
    npm_graph_init(&graph, facts->arena, NPM_TREE_MEMORY_MAX);
    graph.tells_groups = false;
    struct npm_seed seed = npm_seed(root);
    map_init(&deno.keys, facts->arena, seed.words);
    map_init(&deno.specifiers, facts->arena, seed.words);
    deno.parts[0] = root;
    deno.parts[1] = tree_get(root, "packages"); /* version 3 */
    read_lists(&deno);

    const struct tree *workspace = tree_get(root, "workspace"), *members = tree_get(workspace, "members");
    read_workspace(&deno, workspace);
    TREE_EACH(member, members)
    read_workspace(&deno, member);
    graph.tells_direct = workspace != NULL;
    TREE_EACH(module, tree_get(root, "remote"))
    if (!npm_graph_full(&graph))
        read_module(&deno, module);
    npm_graph_file(&graph, facts);
    return !npm_graph_full(&graph) || npm_graph_too_large(&graph, error);
}

const struct analyzer analyzer_deno_lock = {
    .name = "deno_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "deno.lock"}, {0}},
    .read = deno_lock_read,
    .declared = true,
};
