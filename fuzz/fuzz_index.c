/* index.json: what is taken is written again as something that gives the same index. */
#include <stdlib.h>

#include "advisory/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    struct index index, again;
    struct error error;

    if (index_read(arena, slice_of(data, size), &index, &error)) {
        struct slice text = index_write(arena, &index);
        if (!index_read(arena, text, &again, &error) || !slice_equal(index_write(arena, &again), text))
            abort();
    }
    arena_destroy(arena);
    return 0;
}
