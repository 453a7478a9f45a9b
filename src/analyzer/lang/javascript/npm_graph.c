#include "analyzer/lang/javascript/npm_graph.h"

#include "base/sort.h"

void npm_graph_init(struct npm_graph *graph, struct arena *arena, size_t memory)
{
    *graph = (struct npm_graph){
        .arena = arena, .start = arena_used(arena), .memory = memory, .scope = SCOPE_DECLARED, .tells_groups = true};
}

uint32_t npm_graph_node(struct npm_graph *graph, const struct npm_node *node)
{
    *ARENA_PUSH(graph->arena, &graph->nodes) = *node;
    return (uint32_t)(graph->nodes.count - 1);
}

void npm_graph_edge(struct npm_graph *graph, uint32_t from, uint32_t to)
{
    if (from != to)
        *ARENA_PUSH(graph->arena, &graph->edges) = (struct npm_edge){from, to};
}

void npm_graph_ask(struct npm_graph *graph, uint32_t node, bool development)
{
    struct npm_node *asked = &graph->nodes.at[node];

    asked->direct = true;
    asked->in_production = asked->in_production || !development;
}

bool npm_graph_full(const struct npm_graph *graph)
{
    return arena_used(graph->arena) - graph->start > graph->memory;
}

bool npm_graph_too_large(const struct npm_graph *graph, struct error *error)
{
    return fail(error, ERROR_LIMIT, "more packages than %zu MiB can hold: the rest was left out",
                graph->memory / 1024 / 1024);
}

bool npm_graph_look_up(struct npm_graph *graph, size_t len)
{
    if (graph->looked_up <= NPM_LOOKED_UP_MAX)
        graph->looked_up += len + 1;
    return graph->looked_up <= NPM_LOOKED_UP_MAX;
}

struct npm_seed npm_seed(const void *somewhere)
{
    return (struct npm_seed){{(uint64_t)(uintptr_t)somewhere, (uint64_t)(uintptr_t)&npm_seed}};
}

static int order_edges(const void *a, const void *b, void *context)
{
    const struct npm_edge *x = a, *y = b;

    (void)context;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from) : (x->to > y->to) - (x->to < y->to);
}

/* Sorted, each once. */
static void sort_edges(struct npm_graph *graph)
{
    size_t kept = 0;

    sort_items(graph->edges.at, graph->edges.count, sizeof(struct npm_edge), order_edges, NULL);
    for (size_t i = 0; i < graph->edges.count; i++)
        if (kept == 0 || order_edges(&graph->edges.at[kept - 1], &graph->edges.at[i], NULL) != 0)
            graph->edges.at[kept++] = graph->edges.at[i];
    graph->edges.count = kept;
}

/* Where the edges of each node begin, in sorted edges; those of `count` are the end. */
static size_t *edge_starts(struct npm_graph *graph, size_t count)
{
    size_t *starts = arena_array(graph->arena, size_t, count + 1), edge = 0;

    for (size_t node = 0; node <= count; node++) {
        while (edge < graph->edges.count && graph->edges.at[edge].from < node)
            edge++;
        starts[node] = edge;
    }
    return starts;
}

/* Marks what is reached from the nodes in `queue`, which holds `count` of them and has room for all. */
static void reach(const struct npm_graph *graph, const size_t *starts, uint32_t *queue, size_t count, bool *reached)
{
    for (size_t next = 0; next < count; next++) {
        for (size_t e = starts[queue[next]]; e < starts[queue[next] + 1]; e++) {
            uint32_t to = graph->edges.at[e].to;
            if (!reached[to])
                queue[count++] = to;
            reached[to] = true;
        }
    }
}

void npm_graph_group(struct npm_graph *graph)
{
    size_t count = graph->nodes.count, roots = 0;
    struct arena_mark mark = arena_mark(graph->arena);
    bool asked = false;

    sort_edges(graph);
    size_t *starts = edge_starts(graph, count);
    uint32_t *queue = arena_array(graph->arena, uint32_t, count + 1);
    bool *reached = arena_array(graph->arena, bool, count + 1);

    for (uint32_t i = 0; i < count; i++) {
        asked = asked || graph->nodes.at[i].direct;
        if (graph->nodes.at[i].in_production)
            reached[queue[roots++] = i] = true;
    }
    reach(graph, starts, queue, roots, reached);
    for (size_t i = 0; asked && i < count; i++)
        if (!reached[i])
            graph->nodes.at[i].groups |= NPM_DEV;
    arena_reset(graph->arena, mark);
}

/* What is filed: all nodes of one name and version. */
struct filed {
    struct slice id;
    const struct npm_node *node; /* the first */
    uint8_t groups;
    bool project, direct, needed;
};

struct filing {
    struct npm_graph *graph;
    struct facts *facts;
    struct {
        struct filed *at;
        size_t count, room;
    } list;
    uint32_t *place; /* of a node in the list, or NOWHERE */
};
enum { NOWHERE = UINT32_MAX };

static void merge_node(struct filing *filing, struct map *ids, size_t index)
{
    struct npm_graph *graph = filing->graph;
    const struct npm_node *node = &graph->nodes.at[index];

    filing->place[index] = NOWHERE;
    if (node->local)
        return;
    struct slice id = node->version.len
                          ? arena_join(graph->arena, (struct slice[]){node->name, S("@"), node->version}, 3)
                          : node->name;
    struct slice key = node->location.len ? node->location : id;
    void **known = map_put(ids, key);
    bool is_new = *known == NULL;

    if (is_new) {
        *ARENA_PUSH(graph->arena, &filing->list) =
            (struct filed){.id = id, .node = node, .groups = node->groups, .project = node->project};
        *known = (void *)(uintptr_t)filing->list.count; /* index + 1 */
    }
    filing->place[index] = (uint32_t)((uintptr_t)*known - 1);
    struct filed *filed = &filing->list.at[filing->place[index]];
    filed->groups = filed->groups && node->groups ? filed->groups | node->groups : 0;
    filed->project = filed->project && node->project;
    filed->direct = filed->direct || node->direct;
}

/* Edges now lead from package to package. */
static void merge_edges(struct filing *filing)
{
    struct npm_graph *graph = filing->graph;
    size_t kept = 0;

    for (size_t i = 0; i < graph->edges.count; i++) {
        struct npm_edge edge = {filing->place[graph->edges.at[i].from], filing->place[graph->edges.at[i].to]};
        if (edge.to == NOWHERE || edge.from == edge.to)
            continue;
        filing->list.at[edge.to].needed = true;
        if (edge.from == NOWHERE)
            filing->list.at[edge.to].direct = true;
        else
            graph->edges.at[kept++] = edge;
    }
    graph->edges.count = kept;
    sort_edges(graph);
}

static struct slices groups_of(const struct npm_graph *graph, uint8_t groups, struct slice names[4])
{
    size_t count = 0;

    if (!graph->tells_groups)
        return (struct slices){0};
    if (groups & NPM_BUNDLED)
        names[count++] = S("bundled");
    if (groups & NPM_DEV)
        names[count++] = S("dev");
    if (groups & NPM_OPTIONAL)
        names[count++] = S("optional");
    if (count == 0)
        names[count++] = S("prod");
    return (struct slices){names, count};
}

/* What nobody else needs the project itself must have asked for; what somebody needs it may have asked for too. */
static enum package_relationship relationship_of(const struct npm_graph *graph, const struct filed *filed)
{
    if (filed->project)
        return RELATION_ROOT;
    if (filed->direct)
        return RELATION_DIRECT;
    if (graph->tells_direct)
        return RELATION_TRANSITIVE;
    return filed->needed ? RELATION_UNKNOWN : RELATION_DIRECT;
}

static void file_one(struct filing *filing, size_t index, const size_t *starts)
{
    struct npm_graph *graph = filing->graph;
    const struct filed *filed = &filing->list.at[index];
    struct arena_mark mark = arena_mark(graph->arena);
    struct slice names[4];
    struct package package = {
        .type = S("npm"),
        .epoch = EPOCH_ABSENT,
        .name = filed->node->name,
        .version = filed->node->version,
        .licences = filed->node->licences,
        .groups = groups_of(graph, filed->groups, names),
        .scope = graph->scope,
        .relationship = relationship_of(graph, filed),
        .id = filed->id,
        .location = filed->node->location,
    };
    size_t first = starts[index], count = starts[index + 1] - first;

    package.depends_on.at = arena_array(graph->arena, struct slice, count);
    for (size_t i = 0; i < count; i++)
        package.depends_on.at[package.depends_on.count++] = filing->list.at[graph->edges.at[first + i].to].id;
    facts_package(filing->facts, &package);
    arena_reset(graph->arena, mark);
}

void npm_graph_file(struct npm_graph *graph, struct facts *facts)
{
    struct filing filing = {.graph = graph, .facts = facts};
    struct npm_seed seed = npm_seed(graph->arena);
    struct map ids;

    map_init(&ids, graph->arena, seed.words);
    filing.place = arena_array(graph->arena, uint32_t, graph->nodes.count + 1);
    for (size_t i = 0; i < graph->nodes.count; i++)
        merge_node(&filing, &ids, i);
    merge_edges(&filing);
    const size_t *starts = edge_starts(graph, filing.list.count);
    for (size_t i = 0; i < filing.list.count; i++)
        file_one(&filing, i, starts);
    if (graph->looked_up > NPM_LOOKED_UP_MAX)
        facts_problem(facts, ERROR_LIMIT, "who needs whom takes too much to find: it is told in part");
}
