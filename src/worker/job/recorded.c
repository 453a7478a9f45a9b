#include "worker/job/recorded.h"

/* A path itself and the same path as a folder of others are two keys. */
enum { ROOM_FIRST = 1024, BELOW = 2 };

/* A key is 32 bits of a path's hash, mixed with a seed: its slot is in its low bits. */

struct recorded {
    struct arena *arena;
    uint64_t seed, factor;
    uint32_t *slots;    /* 0: empty */
    size_t count, room; /* a power of two, at most half full */
};

struct recorded *recorded_create(struct arena *arena, const uint64_t seed[2])
{
    struct recorded *recorded = arena_new(arena, struct recorded);

    recorded->arena = arena;
    recorded->seed = seed[0];
    recorded->factor = seed[1] | 1;
    recorded->room = ROOM_FIRST;
    recorded->slots = arena_array(arena, uint32_t, ROOM_FIRST);
    return recorded;
}

static uint32_t key_of(const struct recorded *recorded, struct path_hash hash, uint64_t kind)
{
    uint64_t key;

    memcpy(&key, hash.bytes, sizeof(key));
    key = ((key ^ kind ^ recorded->seed) * recorded->factor) >> 32;
    return key ? (uint32_t)key : 1;
}

/* Where the key stands, or the empty slot for it. */
static size_t slot_of(const struct recorded *recorded, uint32_t key)
{
    size_t mask = recorded->room - 1;
    size_t slot = key & mask;

    while (recorded->slots[slot] != 0 && recorded->slots[slot] != key)
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(struct recorded *recorded)
{
    const uint32_t *old = recorded->slots;
    size_t room = recorded->room;

    recorded->room *= 2;
    recorded->slots = arena_array(recorded->arena, uint32_t, recorded->room);
    for (size_t i = 0; i < room; i++)
        if (old[i])
            recorded->slots[slot_of(recorded, old[i])] = old[i];
}

/* returns  false when it was there */
static bool add(struct recorded *recorded, uint32_t key)
{
    size_t slot = slot_of(recorded, key);

    if (recorded->slots[slot] == key)
        return false;
    recorded->slots[slot] = key;
    if (++recorded->count > recorded->room / 2)
        grow(recorded);
    return true;
}

void recorded_add(struct recorded *recorded, struct slice path)
{
    add(recorded, key_of(recorded, path_hash(path), 0));
    for (path = path_folder(path); path.len > 0; path = path_folder(path))
        if (!add(recorded, key_of(recorded, path_hash(path), BELOW)))
            return;
}

bool recorded_has(const struct recorded *recorded, struct path_hash hash)
{
    uint32_t key = key_of(recorded, hash, 0);
    return recorded->slots[slot_of(recorded, key)] == key;
}

bool recorded_has_below(const struct recorded *recorded, struct path_hash hash)
{
    uint32_t key = key_of(recorded, hash, BELOW);
    return recorded->slots[slot_of(recorded, key)] == key;
}
