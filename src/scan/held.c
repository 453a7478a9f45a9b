#include "scan/held.h"

void held_init(struct held *held, struct arena *arena, size_t layers, uint64_t max)
{
    *held = (struct held){.arena = arena, .end = layers, .max = max};
    held->layers = arena_array(arena, struct held_layer, layers);
}

uint64_t held_left(const struct held *held)
{
    return held->used < held->max ? held->max - held->used : 0;
}

size_t held_bytes(const struct held *held)
{
    size_t sum = 0;

    for (size_t i = 0; i < held->end; i++)
        sum += held->layers[i].at ? held->layers[i].count : 0;
    return sum;
}

void held_drop(struct held *held, size_t index)
{
    arena_buffer_release(held->arena, held->layers[index].at);
    held->layers[index].at = NULL;
}

void held_end(struct held *held, size_t index)
{
    while (held->end > index) {
        struct held_layer *layer = &held->layers[--held->end];
        held->used -= layer->count;
        held_drop(held, held->end);
        layer->count = 0;
    }
}

bool held_give_way(struct held *held, size_t index)
{
    for (size_t i = held->end; i-- > index + 1;)
        if (held->layers[i].count > 0) {
            held_end(held, i);
            return true;
        }
    return false;
}

bool held_take(struct held *held, size_t index, uint64_t bytes)
{
    if (index >= held->end)
        return false;
    while (bytes > held_left(held))
        if (!held_give_way(held, index)) {
            held_end(held, index);
            return false;
        }
    held->used += bytes;
    return true;
}

void held_give_back(struct held *held, uint64_t bytes)
{
    held->used -= bytes;
}

bool held_add(struct held *held, size_t index, struct slice bytes)
{
    struct held_layer *layer = &held->layers[index];

    if (!held_take(held, index, bytes.len))
        return false;
    layer->at = arena_buffer(held->arena, layer->at, &layer->room, layer->count + bytes.len);
    if (bytes.len)
        memcpy(layer->at + layer->count, bytes.at, bytes.len);
    layer->count += bytes.len;
    return true;
}

struct slice held_all(struct held *held, size_t index)
{
    struct held_layer *layer = &held->layers[index];

    if (layer->at)
        layer->at = arena_buffer_trim(held->arena, layer->at, &layer->room, layer->count);
    return slice_of(layer->at, layer->at ? layer->count : 0);
}
