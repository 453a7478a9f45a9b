#include "advisory/make/intern.h"

#include "base/sort.h"

void intern_init(struct intern *intern, struct arena *arena, const uint64_t seed[2])
{
    map_init(&intern->map, arena, seed);
}

uint32_t intern_put(struct intern *intern, struct slice bytes)
{
    uintptr_t known = (uintptr_t)map_get(&intern->map, bytes);

    if (known == 0) {
        known = intern->map.count + 1;
        *map_put(&intern->map, arena_copy(intern->map.arena, bytes)) = (void *)known;
    }
    return (uint32_t)(known - 1);
}

static int compare(const void *a, const void *b, void *context)
{
    const struct intern *intern = context;
    return slice_compare(intern_at(intern, *(const uint32_t *)a), intern_at(intern, *(const uint32_t *)b));
}

uint32_t *intern_ranks(const struct intern *intern, struct arena *arena)
{
    size_t count = intern_count(intern);
    uint32_t *order = arena_array(arena, uint32_t, count + 1), *ranks = arena_array(arena, uint32_t, count + 1);

    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    sort_items(order, count, sizeof order[0], compare, (void *)(uintptr_t)intern);
    for (size_t i = 0; i < count; i++)
        ranks[order[i]] = (uint32_t)i;
    return ranks;
}
