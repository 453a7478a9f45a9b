/*
 * pnpm-lock.yaml, lockfileVersion 5 to 9. The key of a package says what it is, in one form a version:
 *   5     /name/1.0.0_peers   registry.host/name/1.0.0   github.com/user/repo/COMMIT   file:folder
 *   6     /name@1.0.0(peers)
 *   9     name@1.0.0          name@https://…             and "snapshots" with (peers) and what each needs
 * Keys that hold no version have members `name` and `version`. Several documents may follow each other (pnpm 11 locks
 * itself in the first). Source: pnpm/spec, lockfile/5.md, 6.0.md, 9.0.md; pnpm, packages/dependency-path.
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"
#include "analyzer/lang/javascript/npm_graph.h"
#include "analyzer/lang/javascript/npm_spec.h"

enum { NO_NODE = UINT32_MAX };

struct pnpm {
    struct arena *arena;
    struct npm_graph *graph;
    struct map keys;  /* of packages and snapshots -> node + 1 */
    bool tells_group; /* packages have a member `dev` */
};

static struct slice without_peers(struct slice key)
{
    return slice_head(key, slice_find_byte(key, '('));
}

static bool is_version(struct slice text)
{
    return text.len && text.at[0] >= '0' && text.at[0] <= '9' && slice_find_byte(text, '/') == text.len &&
           slice_find_byte(text, ':') == text.len;
}

/* "name/1.0.0_peers" or "name@1.0.0", the name with its scope. returns  false when that is not what it is */
static bool split_name(struct slice text, struct slice *name, struct slice *version)
{
    size_t scope = slice_starts(text, S("@")) ? slice_find_byte(text, '/') + 1 : 0;
    struct slice rest = slice_skip(text, scope);
    size_t slash = slice_find_byte(rest, '/'), at = slice_find_byte(rest, '@'), cut = slash < at ? slash : at;

    *name = slice_head(text, scope + cut);
    *version = slice_skip(text, scope + cut + 1);
    if (slash < at) {
        *version = slice_head(*version, slice_find_byte(*version, '/'));
        *version = slice_head(*version, slice_find_byte(*version, '_'));
    }
    return cut > 0 && is_version(*version);
}

static void split_key(struct slice key, struct slice *name, struct slice *version)
{
    key = without_peers(key);
    if (slice_starts(key, S("/")))
        key = slice_skip(key, 1);
    if (split_name(key, name, version))
        return;
    /* behind the host of a registry */
    if (!slice_starts(key, S("file:")) && split_name(slice_skip(key, slice_find_byte(key, '/') + 1), name, version))
        return;
    npm_spec_cut(key, name, version);
    if (version->len == 0 || slice_find_byte(*name, ':') < name->len)
        *name = S("");
    *version = S("");
}

static void read_package(struct pnpm *pnpm, const struct tree *package)
{
    const struct tree *dev = tree_get(package, "dev");
    struct slice name = tree_text(package, "name"), version = tree_text(package, "version");
    struct npm_node node = {0};

    split_key(package->key, &node.name, &node.version);
    if (name.len)
        node.name = name;
    if (version.len)
        node.version = version;
    if (node.version.len == 0)
        node.version = tree_text(tree_get(package, "resolution"), "commit");
    pnpm->tells_group = pnpm->tells_group || dev;
    if (node.name.len == 0)
        return;
    node.local = node.version.len == 0;
    if (tree_true(package, "dev"))
        node.groups = NPM_DEV;
    *map_put(&pnpm->keys, package->key) = (void *)((uintptr_t)npm_graph_node(pnpm->graph, &node) + 1);
}

/* The package that a reference leads to: a version, or for aliases and other sources a whole key. */
static uint32_t find(const struct pnpm *pnpm, struct slice name, struct slice reference)
{
    const struct slice forms[][4] = {
        {name, S("@"), reference}, {S("/"), name, S("/"), reference}, {S("/"), name, S("@"), reference}, {reference},
        {S("/"), reference},
    };
    uintptr_t found = 0;

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]) && !found; i++) {
        if (!npm_graph_look_up(pnpm->graph, name.len + reference.len))
            return NO_NODE;
        struct arena_mark mark = arena_mark(pnpm->arena);
        found = (uintptr_t)map_get(&pnpm->keys, arena_join(pnpm->arena, forms[i], 4));
        arena_reset(pnpm->arena, mark);
    }
    return found ? (uint32_t)(found - 1) : NO_NODE;
}

static void read_needs(struct pnpm *pnpm, uint32_t from, const struct tree *package)
{
    static const char *const sections[] = {"dependencies", "optionalDependencies"};

    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
        TREE_EACH(need, tree_get(package, sections[i]))
        {
            uint32_t to = find(pnpm, need->key, tree_value(need));
            if (to != NO_NODE)
                npm_graph_edge(pnpm->graph, from, to);
        }
}

/* What the project, or a member of its workspace, asks for: a reference, or a map with `version` (from 6 on). */
static void read_importer(struct pnpm *pnpm, const struct tree *importer)
{
    static const struct {
        const char *name;
        bool development;
    } sections[] = {{"dependencies", false}, {"optionalDependencies", false}, {"devDependencies", true}};

    for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
        TREE_EACH(need, tree_get(importer, sections[i].name))
        {
            struct slice reference = need->kind == TREE_MAP ? tree_text(need, "version") : tree_value(need);
            uint32_t to = find(pnpm, need->key, reference);
            if (to != NO_NODE)
                npm_graph_ask(pnpm->graph, to, sections[i].development);
        }
}

/* A package with other peers needs other packages: it is a node of its own. */
static void read_snapshot(struct pnpm *pnpm, struct slice key)
{
    uintptr_t package = (uintptr_t)map_get(&pnpm->keys, without_peers(key));
    void **known = package ? map_put(&pnpm->keys, key) : NULL;

    if (!known || *known)
        return;
    struct npm_node node = pnpm->graph->nodes.at[package - 1];
    *known = (void *)((uintptr_t)npm_graph_node(pnpm->graph, &node) + 1);
}

/* `packages` before version 9, `snapshots` from then on. */
static void read_needs_of_all(struct pnpm *pnpm, const struct tree *packages)
{
    TREE_EACH(package, packages)
    {
        uintptr_t node = (uintptr_t)map_get(&pnpm->keys, package->key);
        if (node && !npm_graph_full(pnpm->graph))
            read_needs(pnpm, (uint32_t)(node - 1), package);
    }
}

static void read_document(struct pnpm *pnpm, const struct tree *document)
{
    const struct tree *packages = tree_get(document, "packages"), *snapshots = tree_get(document, "snapshots");
    struct npm_seed seed = npm_seed(document);

    map_init(&pnpm->keys, pnpm->arena, seed.words);
    TREE_EACH(package, packages)
    if (!npm_graph_full(pnpm->graph))
        read_package(pnpm, package);
    TREE_EACH(snapshot, snapshots)
    if (!npm_graph_full(pnpm->graph))
        read_snapshot(pnpm, snapshot->key);
    read_needs_of_all(pnpm, packages);
    read_needs_of_all(pnpm, snapshots);
    read_importer(pnpm, document);
    TREE_EACH(importer, tree_get(document, "importers"))
    read_importer(pnpm, importer);
}

static bool pnpm_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct npm_graph graph;
    struct pnpm pnpm = {.arena = facts->arena, .graph = &graph};
    const struct tree *documents;

    if (!tree_read(TREE_YAML_ALL, &entry->reader, facts->arena, &documents, error))
        return false;
    npm_graph_init(&graph, facts->arena, NPM_TREE_MEMORY_MAX);
    TREE_EACH(document, documents)
    {
        if (document->kind != TREE_MAP && document->kind != TREE_NULL)
            return fail(error, ERROR_MALFORMED, "line %u: not a map", document->line);
        read_document(&pnpm, document);
    }
    graph.tells_direct = true;
    if (!pnpm.tells_group)
        npm_graph_group(&graph);
    npm_graph_file(&graph, facts);
    return !npm_graph_full(&graph) || npm_graph_too_large(&graph, error);
}

const struct analyzer analyzer_pnpm_lock = {
    .name = "pnpm_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pnpm-lock.yaml"}, {0}},
    .read = pnpm_lock_read,
    .declared = true,
};
