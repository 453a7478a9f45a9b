#include "inventory/join.h"

#include "base/load.h"
#include "base/sort.h"
#include "facts/order.h"

void keys_create(struct keys *keys, struct arena *arena, size_t room)
{
    keys->at = arena_take(arena, room, sizeof(keys->at[0]), 1);
    keys->count = 0;
}

void keys_add(struct keys *keys, struct path_hash hash, uint32_t number)
{
    memcpy(keys->at[keys->count].hash, hash.bytes, sizeof(hash.bytes));
    for (unsigned i = 0; i < 4; i++)
        keys->at[keys->count].number[i] = (uint8_t)(number >> (24 - 8 * i));
    keys->count++;
}

void keys_sort(struct keys *keys)
{
    order_records(keys->at, keys->count, sizeof(keys->at[0]));
}

size_t keys_find(const struct keys *keys, struct path_hash hash)
{
    size_t first = SORTED_FIRST(keys->count, i, memcmp(keys->at[i].hash, hash.bytes, sizeof(hash.bytes)) >= 0);

    return keys_is(keys, first, hash) ? first : keys->count;
}

bool keys_is(const struct keys *keys, size_t at, struct path_hash hash)
{
    return at < keys->count && memcmp(keys->at[at].hash, hash.bytes, sizeof(hash.bytes)) == 0;
}

uint32_t keys_number(const struct keys *keys, size_t at)
{
    return load_be32(keys->at[at].number);
}

uint32_t join_place(const struct join *join, uint32_t place)
{
    while (join->same[place] != place)
        place = join->same[place];
    return place;
}

struct inventory_package *join_package(const struct join *join, const struct taken *taken, uint32_t number)
{
    const uint32_t *places = join->places + taken->first;
    size_t first = SORTED_FIRST(taken->count, i, join->list[places[i]].number >= number);

    if (first == taken->count || join->list[places[first]].number != number)
        return NULL;
    return &join->list[join_place(join, places[first])];
}

void join_problem(struct join *join, const char *detail)
{
    *ARENA_PUSH(join->arena, &join->inventory->problems) =
        (struct problem){.code = ERROR_PASSED_OVER, .layer = -1, .detail = slice_text(detail)};
}

static int order_packages(const void *a, const void *b, void *context)
{
    const struct inventory_package *x = *(struct inventory_package *const *)a;
    const struct inventory_package *y = *(struct inventory_package *const *)b;
    const struct package *p = &x->package, *q = &y->package;
    int order = slice_compare(p->type, q->type);

    (void)context;
    if (!order)
        order = slice_compare(p->name, q->name);
    if (!order)
        order = (p->epoch > q->epoch) - (p->epoch < q->epoch);
    if (!order)
        order = slice_compare(p->version, q->version);
    if (!order)
        order = slice_compare(p->release, q->release);
    if (!order)
        order = slice_compare(p->arch, q->arch);
    if (!order)
        order = slice_compare(x->path, y->path);
    if (!order)
        order = slice_compare(p->embedded_in, q->embedded_in);
    if (!order)
        order = slice_compare(p->purl, q->purl);
    if (!order)
        order = slice_compare(p->module, q->module);
    if (!order)
        order = slice_compare(p->id, q->id);
    return order ? order : (x->layer > y->layer) - (x->layer < y->layer);
}

/* Pointers are sorted, then each package goes to its place: a package is large, and of many there is no second list. */
static void sort_packages(struct join *join)
{
    struct inventory_package *list = join->list;
    size_t count = join->count;
    struct arena_mark mark = arena_mark(join->scratch);
    struct inventory_package **order = arena_array(join->scratch, struct inventory_package *, count);

    for (size_t i = 0; i < count; i++)
        order[i] = &list[i];
    sort_items(order, count, sizeof(order[0]), order_packages, NULL);
    for (size_t i = 0; i < count; i++) {
        if (!order[i])
            continue;
        /* the circle of places that each take what stands at the next */
        struct inventory_package first = list[i];
        size_t to = i, from;
        while ((from = (size_t)(order[to] - list)) != i) {
            list[to] = list[from];
            order[to] = NULL;
            to = from;
        }
        list[to] = first;
        order[to] = NULL;
    }
    arena_reset(join->scratch, mark);
}

static int order_numbers(const void *a, const void *b, void *context)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    (void)context;
    return (x > y) - (x < y);
}

/* To the places of the final list: each once, and not the package itself. */
static void renumber(struct join *join, struct inventory_package *entry, const uint32_t *moved)
{
    uint32_t *at = entry->depends_on.at;
    size_t kept = 0;

    for (size_t i = 0; i < entry->depends_on.count; i++)
        at[i] = moved[join_place(join, at[i])];
    sort_items(at, entry->depends_on.count, sizeof(at[0]), order_numbers, NULL);
    for (size_t i = 0; i < entry->depends_on.count; i++)
        if (at[i] != entry->index && (kept == 0 || at[kept - 1] != at[i]))
            at[kept++] = at[i];
    entry->depends_on.count = kept;
}

static void repoint(const struct join *join, const struct inventory_package **pointer, const uint32_t *moved)
{
    if (*pointer)
        *pointer = &join->list[moved[join_place(join, (uint32_t)(*pointer - join->list))]];
}

/* Closes the gaps that merged packages leave. */
static void close_gaps(struct join *join)
{
    uint32_t *moved = arena_array(join->scratch, uint32_t, join->count);
    size_t kept = 0;

    for (size_t i = 0; i < join->count; i++)
        if (join->same[i] == i)
            moved[i] = (uint32_t)kept++;
    for (size_t i = 0; i < join->count; i++) {
        if (join->same[i] != i)
            continue;
        join->list[i].index = moved[i];
        repoint(join, &join->list[i].owner, moved);
        repoint(join, &join->list[i].lister, moved);
        renumber(join, &join->list[i], moved);
        if (moved[i] != i)
            join->list[moved[i]] = join->list[i];
    }
    join->count = kept;
}

void join_packages(struct join *join)
{
    sort_packages(join);
    struct arena_mark mark = arena_mark(join->scratch);
    join->places = arena_array(join->scratch, uint32_t, join->count);
    join->same = arena_array(join->scratch, uint32_t, join->count);
    for (size_t i = 0; i < join->count; i++) {
        join->places[join->list[i].taken] = (uint32_t)i;
        join->same[i] = (uint32_t)i;
    }
    join_merge(join);
    join_graph(join);
    join_owners(join);
    close_gaps(join);
    arena_reset(join->scratch, mark);
}
