/*
 * Fuzzes the codec table: the first byte picks the row (and for gzip the engine), the second the pieces that the stream
 * comes in; the rest is the stream. Whatever the bytes: it ends, memory stays within the ceiling, pieces make no
 * difference, and what zlib unpacks ISA-L unpacks alike (which also takes Huffman codes that are not complete).
 */
#include <stdio.h>
#include <stdlib.h>

#include "layer/codec.h"
#include "layer/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    WINDOW = 1 << 20,
    MEMORY_MAX = WINDOW + (7 << 20), /* the window, a decoder's state, chunks */
    OUTPUT_MAX = 4 << 20,
};

static void broken(const char *name, const char *what)
{
    fprintf(stderr, "%s: %s\n", name, what);
    abort();
}

struct outcome {
    uint64_t len, sum;
    bool ok;
    struct error error;
};

static struct outcome drain(struct source *source)
{
    struct outcome outcome = {.sum = 14695981039346656037u};
    struct slice chunk;

    while (outcome.len < OUTPUT_MAX && (outcome.ok = source->next(source, &chunk, &outcome.error)) && chunk.len) {
        outcome.len += chunk.len;
        for (size_t i = 0; i < chunk.len; i += 1 + chunk.len / 4096)
            outcome.sum = (outcome.sum ^ chunk.at[i]) * 1099511628211u;
    }
    return outcome;
}

static struct outcome unpack(const struct codec *row, const struct inflate_engine *engine, struct slice bytes,
                             size_t piece)
{
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct source *input = source_memory(&memory, bytes, piece);
    struct outcome outcome =
        drain(engine ? gzip_open_with(engine, arena, input, WINDOW) : row->open(arena, input, WINDOW));

    if (!outcome.ok && outcome.len < OUTPUT_MAX && outcome.error.code == ERROR_NONE)
        broken(row->name, "an error without a code");
    if (arena_used(arena) > MEMORY_MAX)
        broken(row->name, "memory grows");
    arena_destroy(arena);
    return outcome;
}

static void compare(const char *name, const struct outcome *a, const struct outcome *b, const char *what)
{
    /* Damage may show a little earlier or later; what came out whole must be the same. */
    if (a->ok != b->ok || (a->ok && (a->len != b->len || a->sum != b->sum)))
        broken(name, what);
}

/* A build with -DROW="name" has but that row. */
static const struct codec *row_pick(uint8_t byte)
{
    size_t rows = 0;

    for (const struct codec *row; (row = codec_at(rows)); rows++) {
#ifdef ROW
        if (strcmp(row->name, ROW) == 0)
            return row;
#endif
    }
    return codec_at(byte % rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const struct codec *row = row_pick(data[0]);
    uint8_t *copy = malloc(size - 2 ? size - 2 : 1);
    memcpy(copy, data + 2, size - 2);
    struct slice bytes = slice_of(copy, size - 2);

    row->recognise(slice_head(bytes, CODEC_HEAD));
    row->window(slice_head(bytes, CODEC_HEAD));
    struct outcome whole = unpack(row, NULL, bytes, 0), pieces = unpack(row, NULL, bytes, 1 + data[1]);
    compare(row->name, &whole, &pieces, "pieces make a difference");
    const struct inflate_engine *zlib = inflate_engine_at(1);
    if (zlib && strcmp(row->name, "gzip") == 0) {
        struct outcome other = unpack(row, zlib, bytes, 0);
        if (other.ok)
            compare(row->name, &whole, &other, "the engines differ");
    }
    free(copy);
    return 0;
}
