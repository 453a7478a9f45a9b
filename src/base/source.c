#include "base/source.h"

static bool memory_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct source_memory *memory = (struct source_memory *)source;

    (void)error;
    *chunk = slice_head(memory->left, memory->piece);
    memory->left = slice_skip(memory->left, memory->piece);
    return true;
}

static bool memory_skip(struct source *source, uint64_t n, struct error *error)
{
    struct source_memory *memory = (struct source_memory *)source;

    (void)error;
    memory->left = slice_skip(memory->left, n > SIZE_MAX ? SIZE_MAX : (size_t)n);
    return true;
}

struct source *source_memory(struct source_memory *memory, struct slice bytes, size_t piece)
{
    memory->source = (struct source){.next = memory_next, .skip = memory_skip};
    memory->left = bytes;
    memory->piece = piece ? piece : SOURCE_CHUNK;
    return &memory->source;
}
