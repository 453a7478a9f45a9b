/* What a row of a segment says of a package: whatever the bytes, reading ends, and each part is one or is refused. */
#include "advisory/cves.h"
#include "advisory/part.h"
#include "advisory/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    struct slice bytes = slice_of(data, size), entry;
    struct rules rules;
    struct rule rule;
    bool good;

    if (rules_open(bytes, arena, &rules)) {
        /* A long column of few bytes is one number a byte. */
        for (size_t i = 0; i <= size && rules_next(&rules, &rule, &good); i++) {
            struct arena_mark mark = arena_mark(arena);
            struct advisory advisory = {0};
            (void)(part_take_bound(rule.bound, arena, &advisory) && part_take_extra(rule.extra, arena, &advisory));
            arena_reset(arena, mark);
        }
    }
    for (unsigned low = 0; low < CVES_IN_BLOCK; low++)
        (void)cves_find(bytes, (uint8_t)low, &entry);
    arena_destroy(arena);
    return 0;
}
