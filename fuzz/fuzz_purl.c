/* Fuzzes package URLs: what was written is parsed to the same, and the name of the packager leads back to it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/purl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    uint8_t *copy = malloc(size ? size : 1);
    struct error error;
    struct purl purl, again;

    if (size)
        memcpy(copy, data, size);
    if (purl_parse(arena, slice_of(copy, size), &purl, &error)) {
        purl_normalise(arena, &purl);
        purl_check(&purl, &error);
        purl_take_name(arena, &purl, purl_name(arena, &purl));
        struct slice once = purl_build(arena, &purl);
        if (!purl_parse(arena, once, &again, &error))
            abort();
        purl_normalise(arena, &again);
        if (!slice_equal(once, purl_build(arena, &again)))
            abort();
    }
    free(copy);
    arena_destroy(arena);
    return 0;
}
