/*
 * The facts decoder: whatever comes over the wall, it ends, memory stays under the ceiling, and what is taken is what
 * the encoder would have made of it, byte for byte.
 */
#include "facts/rebuild.h"
#include "facts/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads all that was decoded, so that the sanitizer sees a slice that leads outside. */
static uint64_t sum_of(const struct facts *facts)
{
    uint64_t sum = facts_has_path(facts, path_hash(S("x")));

    for (size_t i = 0; i < facts->problems.count; i++)
        sum += facts->problems.at[i].detail.len + problem_kind(facts->problems.at[i].code)->blocking;
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    struct slice bytes = slice_of(data, size);
    struct facts facts;
    struct error error;

    if (facts_decode(bytes, arena, &facts, &error)) {
        volatile uint64_t sum = sum_of(&facts);
        (void)sum;
        if (arena_used(arena) > FACTS_WEIGHT_MAX + (1 << 20) || !slice_equal(rebuild(&facts, arena), bytes))
            abort();
    } else if (error.code != ERROR_WORKER_DIED && error.code != ERROR_INTEGRITY && error.code != ERROR_LIMIT) {
        abort();
    }
    arena_destroy(arena);
    return 0;
}
