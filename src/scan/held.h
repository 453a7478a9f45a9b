/*
 * What the layers of an image said, until all have: several say it at once, and all together may not take more than a
 * ceiling. Where they do, it is the uppermost layers that give way: which ones depends on what all of them say, never
 * on who was first.
 */
#ifndef SEAWORTHY_SCAN_HELD_H
#define SEAWORTHY_SCAN_HELD_H

#include "base/arena.h"

struct held_layer {
    uint8_t *at;
    size_t count, room;
};

struct held {
    struct arena *arena;
    struct held_layer *layers;
    size_t end; /* layers from here on have given way */
    uint64_t used, max;
};

void held_init(struct held *held, struct arena *arena, size_t layers, uint64_t max);
/*
 * The next bytes of a layer.
 * returns  false when the layer has given way
 */
bool held_add(struct held *held, size_t index, struct slice bytes);
/* All that the layer said; valid until it gives way. Nothing can be added any more. */
struct slice held_all(struct held *held, size_t index);
/* What a layer said is of no use. It counts all the same: a worker that dies says as much every time. */
void held_drop(struct held *held, size_t index);
/*
 * Memory beside the bytes: what this layer takes, and those above must leave to it.
 * returns  false when the layer has given way
 */
bool held_take(struct held *held, size_t index, uint64_t bytes);
/* What was taken is not needed. */
void held_give_back(struct held *held, uint64_t bytes);
/* This layer and all above it give way. */
void held_end(struct held *held, size_t index);
/* Of what layers said and is still there, on buffers of the arena. */
size_t held_bytes(const struct held *held);
/* What is left of the ceiling. */
uint64_t held_left(const struct held *held);
/* Makes the uppermost layer above `index` that said anything give way. returns  false when there is none */
bool held_give_way(struct held *held, size_t index);

#endif
