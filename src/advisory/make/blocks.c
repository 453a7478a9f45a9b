#include "advisory/make/blocks.h"

void blocks_init(struct blocks *blocks, struct segment_writer *writer)
{
    *blocks = (struct blocks){.writer = writer, .arena = arena_create_simple()};
    blocks->mark = arena_mark(blocks->arena);
}

static void blocks_flush(struct blocks *blocks)
{
    struct bytes bytes = {.arena = blocks->arena};

    if (blocks->count == 0)
        return;
    cves_put(&bytes, blocks->entries, blocks->count);
    segment_put_block(blocks->writer, blocks->block, bytes_slice(&bytes));
    blocks->count = 0;
    arena_reset(blocks->arena, blocks->mark);
}

struct arena *blocks_arena(struct blocks *blocks, uint32_t code)
{
    if (cves_block(code) != blocks->block)
        blocks_flush(blocks);
    blocks->block = cves_block(code);
    return blocks->arena;
}

void blocks_put(struct blocks *blocks, uint32_t code, struct slice entry)
{
    (void)blocks_arena(blocks, code);
    blocks->entries[blocks->count++] = (struct cves_entry){cves_low(code), entry};
}

void blocks_finish(struct blocks *blocks)
{
    blocks_flush(blocks);
    arena_destroy(blocks->arena);
}
