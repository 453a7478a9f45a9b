/* For tests only: one package of a source. */
#ifndef SEAWORTHY_FACTS_TESTING_H
#define SEAWORTHY_FACTS_TESTING_H

#include "facts/facts.h"

/* returns  number `index`, on the arena; all empty when there are fewer */
static inline const struct package *package_of(const struct fact_source *source, size_t index, struct arena *arena)
{
    struct slice left = source->packages.bytes;
    struct package *package = arena_new(arena, struct package);

    for (size_t i = 0; i <= index; i++)
        if (!facts_next_package(&left, arena, package))
            *package = (struct package){0};
    return package;
}

#endif
