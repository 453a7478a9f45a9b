/* Each run of bytes once, under a number. */
#ifndef SEAWORTHY_ADVISORY_MAKE_INTERN_H
#define SEAWORTHY_ADVISORY_MAKE_INTERN_H

#include "base/map.h"

struct intern {
    struct map map; /* its entries are in order of their numbers */
};

void intern_init(struct intern *intern, struct arena *arena, const uint64_t seed[2]);
/* Copies what is new. returns  its number, from 0 */
uint32_t intern_put(struct intern *intern, struct slice bytes);
static inline struct slice intern_at(const struct intern *intern, uint32_t number)
{
    return intern->map.entries[number].key;
}
static inline size_t intern_count(const struct intern *intern)
{
    return intern->map.count;
}
/* The place of each number in the order of bytes: ranks[number]. On `arena`. */
uint32_t *intern_ranks(const struct intern *intern, struct arena *arena);

#endif
