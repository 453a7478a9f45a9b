#include "base/map.h"

enum { SLOTS_FIRST = 16 };

void map_init(struct map *map, struct arena *arena, const uint64_t seed[2])
{
    *map = (struct map){.arena = arena};
    if (seed) {
        map->seed[0] = seed[0];
        map->seed[1] = seed[1];
    }
}

/* The slot that names the entry with this key, or the free one where it belongs. Slots hold the entry's index + 1. */
static uint32_t *map_slot(const struct map *map, struct slice key, uint64_t hash)
{
    size_t mask = map->slot_count - 1;

    for (size_t at = (size_t)hash & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &map->slots[at];
        if (*slot == 0)
            return slot;
        const struct map_entry *entry = &map->entries[*slot - 1];
        if (entry->hash == hash && slice_equal(entry->key, key))
            return slot;
    }
}

/* At most half of the slots are in use, so that a free one is near. */
static void map_widen(struct map *map)
{
    if (map->count < map->slot_count / 2)
        return;
    map->slot_count = map->slot_count ? map->slot_count * 2 : SLOTS_FIRST;
    map->slots = arena_array(map->arena, uint32_t, map->slot_count);
    size_t mask = map->slot_count - 1;
    for (size_t i = 0; i < map->count; i++) {
        size_t at = (size_t)map->entries[i].hash & mask;
        while (map->slots[at])
            at = (at + 1) & mask;
        map->slots[at] = (uint32_t)(i + 1);
    }
}

void *map_get(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return NULL;
    uint32_t slot = *map_slot(map, key, siphash64(map->seed, key));
    return slot ? map->entries[slot - 1].value : NULL;
}

void **map_put(struct map *map, struct slice key)
{
    map_widen(map);
    uint64_t hash = siphash64(map->seed, key);
    uint32_t *slot = map_slot(map, key, hash);
    if (*slot)
        return &map->entries[*slot - 1].value;
    if (map->count == map->room)
        map->entries = arena_grow(map->arena, map->entries, map->count, &map->room, sizeof(*map->entries),
                                  _Alignof(struct map_entry));
    struct map_entry *entry = &map->entries[map->count++];
    *entry = (struct map_entry){.key = key, .hash = hash};
    *slot = (uint32_t)map->count;
    return &entry->value;
}
