#include "facts/hashes.h"

#include "facts/order.h"

/* The first block serves small layers; the others are as large as is cheap to leave half empty. */
enum { FIRST_BLOCK = 256, BLOCK = 16 * 1024 };

struct block {
    struct block *before;
    size_t count, room;
    struct path_hash at[];
};

struct facts_hashes {
    struct arena *arena;
    struct block *last;
    size_t count;
};

static struct block *block_create(struct arena *arena, size_t room, struct block *before)
{
    struct block *block = arena_take(arena, 1, sizeof(*block) + room * sizeof(block->at[0]), _Alignof(struct block));
    block->before = before;
    block->room = room;
    return block;
}

struct facts_hashes *hashes_create(struct arena *arena)
{
    struct facts_hashes *hashes = arena_new(arena, struct facts_hashes);
    hashes->arena = arena;
    hashes->last = block_create(arena, FIRST_BLOCK, NULL);
    return hashes;
}

void hashes_add(struct facts_hashes *hashes, struct path_hash hash)
{
    if (hashes->last->count == hashes->last->room)
        hashes->last = block_create(hashes->arena, BLOCK, hashes->last);
    hashes->last->at[hashes->last->count++] = hash;
    hashes->count++;
}

size_t hashes_count(const struct facts_hashes *hashes)
{
    return hashes->count;
}

size_t hashes_gather(const struct facts_hashes *hashes, struct path_hash *out)
{
    size_t count = 0;

    for (const struct block *block = hashes->last; block; block = block->before) {
        memcpy(out + count, block->at, block->count * sizeof(*out));
        count += block->count;
    }
    order_records(out, count, sizeof(*out));
    return order_unique(out, count, sizeof(*out));
}
