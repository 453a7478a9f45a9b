/*
 * The stream of records that a feed worker sends: whatever comes over the wall, it ends, in any pieces alike, and what
 * is taken is what record_put makes of it, byte for byte.
 */
#include <stdlib.h>

#include "advisory/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct taken {
    struct bytes again;
    size_t count;
};

static bool take(void *context, const struct record *record, struct error *error)
{
    struct taken *taken = context;

    (void)error;
    record_put(&taken->again, record);
    taken->count++;
    return true;
}

static size_t run(struct arena *arena, struct slice bytes, size_t piece)
{
    struct taken taken = {.again = {.arena = arena}};
    struct record_stream *stream = record_stream_create(arena);
    struct error error;
    bool good = true;

    for (struct slice rest = bytes; rest.len && good; rest = slice_skip(rest, piece))
        good = record_stream_push(stream, slice_head(rest, piece), take, &taken, &error);
    if (!slice_equal(slice_head(bytes, taken.again.count), bytes_slice(&taken.again)))
        abort();
    record_stream_destroy(stream);
    return taken.count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create_simple();
    struct slice bytes = slice_of(data, size);

    if (run(arena, bytes, size + 1) != run(arena, bytes, 13))
        abort();
    arena_destroy(arena);
    return 0;
}
