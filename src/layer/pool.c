#include "layer/pool.h"

#include "base/error.h"

enum { POOL_ALIGN = 64 };

/* Stands before the memory that is given out. */
struct pool_block {
    size_t size;
    struct pool_block *next;
} __attribute__((aligned(POOL_ALIGN)));

struct pool pool_over(struct arena *arena, size_t ceiling)
{
    return (struct pool){.arena = arena, .left = ceiling};
}

/* The first spare block that is large enough and not twice too large: a list of a handful at most. */
static struct pool_block *take_spare(struct pool *pool, size_t size)
{
    for (struct pool_block **at = &pool->spare; *at; at = &(*at)->next) {
        struct pool_block *block = *at;
        if (block->size < size || block->size / 2 > size)
            continue;
        *at = block->next;
        return block;
    }
    return NULL;
}

void *pool_take(struct pool *pool, size_t size)
{
    size_t whole;

    if (size == 0)
        size = 1;
    struct pool_block *block = take_spare(pool, size);
    if (block)
        return block + 1;
    if (!size_add(size, sizeof(*block), &whole) || whole > pool->left)
        return NULL;
    pool->left -= whole;
    block = arena_take(pool->arena, 1, whole, POOL_ALIGN);
    block->size = size;
    return block + 1;
}

void pool_give_back(struct pool *pool, void *memory)
{
    if (memory == NULL)
        return;
    struct pool_block *block = (struct pool_block *)memory - 1;
    block->next = pool->spare;
    pool->spare = block;
}
