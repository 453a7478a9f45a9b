/*
 * malloc and free for the decoders of others, on an arena and under a ceiling: what they give back is kept for the next
 * that asks for about as much (a decoder frees and takes the same sizes for every member of its stream), and a stream
 * that asks for too much gets NULL, which ends it with a `limit` error instead of the job.
 */
#ifndef SEAWORTHY_LAYER_POOL_H
#define SEAWORTHY_LAYER_POOL_H

#include "base/arena.h"

struct pool_block;

struct pool {
    struct arena *arena;
    size_t left; /* bytes that may still be taken from the arena */
    struct pool_block *spare;
};

struct pool pool_over(struct arena *arena, size_t ceiling);
/* returns  memory aligned for any type, its content undefined; NULL over the ceiling */
void *pool_take(struct pool *pool, size_t size);
/* `memory` may be NULL. */
void pool_give_back(struct pool *pool, void *memory);

#endif
