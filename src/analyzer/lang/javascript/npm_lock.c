/* package-lock.json and npm-shrinkwrap.json: what npm would install. Read as a stream (npm_lock_read.h). */
#include "analyzer/analyzer.h"
#include "analyzer/lang/javascript/npm_lock_read.h"

static bool npm_lock_row_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct npm_graph graph;

    npm_graph_init(&graph, facts->arena, NPM_STREAM_MEMORY_MAX);
    bool good = npm_lock_read(&entry->reader, NULL, &graph, error);
    if (good || error->code == ERROR_LIMIT)
        npm_graph_file(&graph, facts);
    return good;
}

const struct analyzer analyzer_npm_lock = {
    .name = "npm_lock",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "package-lock.json"}, {GATE_BASENAME, "npm-shrinkwrap.json"}, {0}},
    .read = npm_lock_row_read,
    .declared = true,
};
