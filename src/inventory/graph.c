/*
 * What packages depend on, and who a document says owns them. Both are told by ids (or, where a source has none, names)
 * that mean something within their own source alone; here they become places in the list.
 */
#include "inventory/join.h"

/* Of an image: 4 MiB. The largest lock files known have some 50,000. */
enum { EDGES_MAX = 1000 * 1000 };

struct graph {
    struct join *join;
    size_t edges;
    bool full;
    struct keys ids; /* of the source at hand */
    struct {
        uint32_t *at;
        size_t count, room;
    } found; /* of the package at hand */
};

static struct inventory_package *taken_at(const struct join *join, size_t at)
{
    return &join->list[join->places[at]];
}

static void collect_ids(struct graph *graph, const struct taken *taken)
{
    keys_create(&graph->ids, graph->join->scratch, taken->count);
    for (size_t i = 0; i < taken->count; i++) {
        const struct package *package = &taken_at(graph->join, taken->first + i)->package;
        keys_add(&graph->ids, path_hash(package->id.len ? package->id : package->name),
                 graph->join->places[taken->first + i]);
    }
    keys_sort(&graph->ids);
}

static bool find(const struct graph *graph, struct slice id, uint32_t *place)
{
    size_t at = keys_find(&graph->ids, path_hash(id));

    if (at == graph->ids.count)
        return false;
    *place = keys_number(&graph->ids, at);
    return true;
}

static void resolve(struct graph *graph, struct inventory_package *entry, const struct slices *ids)
{
    struct join *join = graph->join;
    uint32_t place;

    graph->found.count = 0;
    for (size_t i = 0; i < ids->count; i++)
        if (find(graph, ids->at[i], &place))
            *ARENA_PUSH(join->scratch, &graph->found) = place;
    if (graph->found.count > EDGES_MAX - graph->edges) {
        graph->full = true;
        return;
    }
    graph->edges += graph->found.count;
    entry->depends_on.count = graph->found.count;
    entry->depends_on.at = arena_array(join->arena, uint32_t, graph->found.count);
    if (graph->found.count)
        memcpy(entry->depends_on.at, graph->found.at, graph->found.count * sizeof(uint32_t));
}

/* Packages are decoded once more, for the lists that were not kept; one that was not taken has no place to point from.
 */
static void resolve_source(struct graph *graph, const struct taken *taken)
{
    struct join *join = graph->join;
    struct slice left = taken->source->packages.bytes;
    size_t at = taken->first, end = taken->first + taken->count;
    struct package package;

    for (uint32_t number = 0; at < end; number++) {
        /* what is found is on the scratch arena too, and begins anew with each package */
        struct arena_mark mark = arena_mark(join->scratch);
        graph->found.at = NULL;
        graph->found.room = 0;
        if (!facts_next_package(&left, join->scratch, &package))
            break;
        struct inventory_package *entry = taken_at(join, at);
        if (entry->number == number) {
            uint32_t owner;
            if (package.depends_on.count)
                resolve(graph, entry, &package.depends_on);
            if (package.owner.len && find(graph, package.owner, &owner)) {
                entry->owner = entry->lister = &join->list[owner];
                entry->ownership = OWNERSHIP_OWNED;
            }
            at++;
        }
        arena_reset(join->scratch, mark);
    }
}

void join_graph(struct join *join)
{
    struct graph graph = {.join = join};

    for (size_t i = 0; i < join->taken_count; i++) {
        struct arena_mark mark = arena_mark(join->scratch);
        if (!join->taken[i].refers)
            continue;
        collect_ids(&graph, &join->taken[i]);
        resolve_source(&graph, &join->taken[i]);
        arena_reset(join->scratch, mark);
    }
    /* What one record of a package says is said of the package. */
    for (uint32_t i = 0; i < join->count; i++) {
        struct inventory_package *entry = &join->list[i], *stands = &join->list[join_place(join, i)];
        if (stands != entry && stands->depends_on.count == 0)
            stands->depends_on = entry->depends_on;
    }
    if (graph.full)
        join_problem(join, "what packages depend on is more than is kept: some are listed without it");
}
