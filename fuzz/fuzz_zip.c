/* Zip archives as a stream: whatever the bytes, reading ends, and chunks of any size give the same members. */
#include <stdlib.h>

#include "base/map.h"
#include "layer/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Deflate makes a thousand bytes of one: enough of a member is enough. */
enum { CONTENT_MAX = 1024 * 1024, MEMBERS_MAX = 1000 };

static uint64_t run(struct slice archive, size_t chunk)
{
    static const uint64_t key[2] = {1, 2};
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct zip *zip = zip_open(arena, source_memory(&memory, archive, chunk));
    struct entry entry;
    uint64_t sum = 0;

    for (size_t i = 0; i < MEMBERS_MAX && zip_next(zip, &entry); i++) {
        sum = sum * 31 + siphash64(key, entry.path) + entry.kind;
        uint64_t content = 0;
        for (size_t left = CONTENT_MAX; left;) {
            struct slice piece = reader_take_upto(&entry.reader, left < 4096 ? left : 4096);
            content = content * 31 + siphash64(key, piece);
            left -= piece.len;
            if (piece.len == 0)
                break;
        }
        /* Damage may show a little earlier or later; what came out whole must be the same. */
        if (!entry.reader.failed)
            sum += content;
        reader_close(&entry.reader);
    }
    zip_close(zip);
    arena_destroy(arena);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (run(slice_of(data, size), 3) != run(slice_of(data, size), 65536))
        abort();
    return 0;
}
