/*
 * A hash table from slices to pointers, on an arena. Order of iteration is the order of insertion, so that output
 * never depends on hashes. Keys are borrowed. Hashing is keyed (SipHash): hostile keys cannot collide on purpose.
 */
#ifndef SEAWORTHY_BASE_MAP_H
#define SEAWORTHY_BASE_MAP_H

#include "base/arena.h"

struct map_entry {
    struct slice key;
    void *value;
    uint64_t hash;
};

struct map {
    struct arena *arena;
    struct map_entry *entries; /* in order of insertion */
    size_t count, room;
    uint32_t *slots;
    size_t slot_count;
    uint64_t seed[2];
};

/* seed  two random words from the caller (tests: any). NULL: a fixed seed, for keys of our own */
void map_init(struct map *map, struct arena *arena, const uint64_t seed[2]);
/* returns  the value, or NULL */
void *map_get(const struct map *map, struct slice key);
/* returns  where the value of `key` stands; a new one is NULL. Valid until the next map_put */
void **map_put(struct map *map, struct slice key);

/* SipHash-2-4 (Aumasson, Bernstein 2012). */
uint64_t siphash64(const uint64_t key[2], struct slice bytes);
/* SipHash-2-4 with 128 bits of output: hash of paths, fixed key, the same on every machine. */
void siphash128(const uint64_t key[2], struct slice bytes, uint8_t out[16]);

#endif
