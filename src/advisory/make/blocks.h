/* Entries about CVEs, by ascending code, into the blocks of a segment (advisory/cves.h). */
#ifndef SEAWORTHY_ADVISORY_MAKE_BLOCKS_H
#define SEAWORTHY_ADVISORY_MAKE_BLOCKS_H

#include "advisory/cves.h"
#include "advisory/segment.h"

struct blocks {
    struct segment_writer *writer;
    struct arena *arena; /* of one block */
    struct arena_mark mark;
    struct cves_entry entries[CVES_IN_BLOCK];
    size_t count;
    uint32_t block;
};

void blocks_init(struct blocks *blocks, struct segment_writer *writer);
/* The arena for the entry of `code`: what stands there lives until its block is written. */
struct arena *blocks_arena(struct blocks *blocks, uint32_t code);
void blocks_put(struct blocks *blocks, uint32_t code, struct slice entry);
/* Writes the last one. */
void blocks_finish(struct blocks *blocks);

#endif
