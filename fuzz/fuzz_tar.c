/*
 * Fuzzes the tar reader. The first byte says how the archive comes (pieces, seeking), what its entries' readers do, and
 * that checksums are made to hold first, without which a changed header tests little but the checksum.
 * Whatever the bytes: it ends, memory stays small, no entry gives more than its size, and reading by seeking gives the
 * entries that reading through gives.
 */
#include <stdio.h>
#include <stdlib.h>

#include "layer/tar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    CONTENT_MAX = 1 << 20, /* of one entry: holes are endless */
    ENTRIES_MAX = 2000,
    MEMORY_MAX = 4 << 20, /* 64 Ki parts of a sparse file, twice, and buffers */
};

static void broken(const char *what)
{
    fprintf(stderr, "tar: %s\n", what);
    abort();
}

/* A source over bytes that gives small pieces, each in its own allocation, and may seek. */
struct pieces {
    struct source source;
    struct slice left;
    size_t piece;
    void *chunk;
};

static bool pieces_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct pieces *pieces = (struct pieces *)source;

    (void)error;
    free(pieces->chunk);
    *chunk = slice_head(pieces->left, pieces->piece);
    pieces->left = slice_skip(pieces->left, chunk->len);
    pieces->chunk = malloc(chunk->len ? chunk->len : 1);
    if (chunk->len)
        memcpy(pieces->chunk, chunk->at, chunk->len);
    chunk->at = pieces->chunk;
    return true;
}

static bool pieces_skip(struct source *source, uint64_t n, struct error *error)
{
    struct pieces *pieces = (struct pieces *)source;

    (void)error;
    pieces->left = slice_skip(pieces->left, n > SIZE_MAX ? SIZE_MAX : (size_t)n);
    return true;
}

static void read_content(struct entry *entry, unsigned how)
{
    uint64_t got = 0;

    if (how & 4)
        reader_skip(&entry->reader, entry->size / 2);
    while (how & 8 && got < CONTENT_MAX) {
        size_t len = reader_chunk(&entry->reader).len;
        if (len == 0)
            break;
        got += len;
    }
    if (entry->kind == ENTRY_FILE && entry->reader.position > entry->size)
        broken("more content than the entry's size");
}

/* A number over all paths, kinds and sizes. */
static uint64_t walk(struct slice bytes, unsigned how, size_t piece, bool *ok)
{
    struct arena *arena = arena_create_simple();
    struct pieces pieces = {.source = {.next = pieces_next}, .left = bytes, .piece = piece};
    uint64_t sum = 14695981039346656037u;
    struct entry entry;
    struct error error;

    if (how & 2)
        pieces.source.skip = pieces_skip;
    struct tar *tar = tar_open(arena, &pieces.source, NULL, NULL);
    while (tar_count(tar) < ENTRIES_MAX && tar_next(tar, &entry)) {
        for (size_t i = 0; i < entry.path.len; i++)
            sum = (sum ^ entry.path.at[i]) * 1099511628211u;
        sum = (sum ^ entry.size ^ (uint64_t)entry.kind << 60) * 1099511628211u;
        read_content(&entry, how);
    }
    *ok = tar_ok(tar, &error);
    if (!*ok && error.code == ERROR_NONE)
        broken("an error without a code");
    if (arena_used(arena) > MEMORY_MAX)
        broken("memory grows");
    free(pieces.chunk);
    arena_destroy(arena);
    return sum;
}

/* Blocks that look like headers get their checksum. */
static void correct(uint8_t *bytes, size_t size)
{
    for (; size >= 512; bytes += 512, size -= 512) {
        unsigned sum = 0;
        char text[8];
        if (memcmp(bytes + 257, "ustar", 5) != 0)
            continue;
        memset(bytes + 148, ' ', 8);
        for (size_t i = 0; i < 512; i++)
            sum += bytes[i];
        snprintf(text, sizeof(text), "%06o", sum);
        memcpy(bytes + 148, text, 7);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    unsigned how = data[0];
    uint8_t *copy = malloc(size);
    memcpy(copy, data + 1, size - 1);
    struct slice bytes = slice_of(copy, size - 1);
    if ((how & 16) == 0)
        correct(copy, size - 1);
    bool through_ok, seeking_ok;

    walk(bytes, how, how & 1 ? 61 : SIZE_MAX, &through_ok);
    uint64_t through = walk(bytes, 0, SIZE_MAX, &through_ok), seeking = walk(bytes, 2, 512, &seeking_ok);
    if (through != seeking || through_ok != seeking_ok)
        broken("seeking gives other entries than reading through");
    free(copy);
    return 0;
}
