#include "analyzer/format/content.h"

bool content_read(struct reader *reader, struct arena *arena, size_t max, struct slice *content, struct error *error)
{
    uint8_t *bytes = NULL;
    size_t len = 0, room = 0;
    struct slice chunk;

    while ((chunk = reader_chunk(reader)).len) {
        if (chunk.len > max - len)
            return fail(error, ERROR_LIMIT, "a file of more than %zu bytes, which is read as a whole", max);
        while (chunk.len > room - len)
            bytes = arena_grow(arena, bytes, room, &room, 1, 1);
        memcpy(bytes + len, chunk.at, chunk.len);
        len += chunk.len;
    }
    *content = slice_of(bytes, len);
    return reader_ok(reader, error);
}
