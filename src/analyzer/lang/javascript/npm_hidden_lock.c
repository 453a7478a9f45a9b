/*
 * node_modules/.package-lock.json: what npm 7 and later did install, and who needs whom of it. Each package is filed
 * with the path of its own package.json, by which the inventory finds that both say the same.
 * Source: npm's documentation, "package-lock.json", section "Hidden Lockfiles".
 */
#include "analyzer/analyzer.h"
#include "analyzer/lang/javascript/npm_lock_read.h"

static bool npm_hidden_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice modules = path_folder(entry->path);
    struct npm_graph graph;

    if (!slice_equal(path_base(modules), S("node_modules")))
        return true;
    struct slice project = arena_copy(facts->arena, path_folder(modules));
    npm_graph_init(&graph, facts->arena, NPM_STREAM_MEMORY_MAX);
    graph.scope = SCOPE_INSTALLED;
    bool good = npm_lock_read(&entry->reader, &project, &graph, error);
    if (good || error->code == ERROR_LIMIT)
        npm_graph_file(&graph, facts);
    return good;
}

const struct analyzer analyzer_npm_hidden_lock = {
    .name = "npm_hidden_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, ".package-lock.json"}, {0}},
    .read = npm_hidden_lock_read,
};
