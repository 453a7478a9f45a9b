#include "analyzer/format/zlib.h"

#include "base/load.h"
#include "layer/inflate.h"

enum { HEADER = 2, CHECKSUM = 4, STATE_MAX = 1024 * 1024, FIRST_ROOM = 64 * 1024 };

uint32_t zlib_adler32(uint32_t sum, struct slice bytes)
{
    enum { BASE = 65521, RUN = 5552 /* bytes that 32 bits hold before the remainder must be taken */ };
    uint32_t low = sum & 0xffff, high = sum >> 16;

    while (bytes.len > 0) {
        struct slice run = slice_head(bytes, RUN);
        for (size_t i = 0; i < run.len; i++) {
            low += run.at[i];
            high += low;
        }
        low %= BASE;
        high %= BASE;
        bytes = slice_skip(bytes, run.len);
    }
    return high << 16 | low;
}

static bool has_header(struct slice packed)
{
    return packed.len > HEADER + CHECKSUM && (packed.at[0] & 15) == 8 && !(packed.at[1] & 32) &&
           (packed.at[0] << 8 | packed.at[1]) % 31 == 0;
}

bool zlib_content(struct slice packed, struct arena *arena, size_t max, struct slice *content, struct error *error)
{
    const struct inflate_engine *engine = inflate_engine_at(0);
    struct pool pool = pool_over(arena, STATE_MAX);
    struct inflate_spare spare = {.count = 0};
    struct decoder_room room = {.room = 0};

    if (!has_header(packed))
        return fail(error, ERROR_MALFORMED, "not a zlib stream");
    void *state = engine->create(&pool);
    if (state == NULL)
        return fail(error, ERROR_LIMIT, "no memory to unpack a zlib stream");
    struct slice in = slice_skip(packed, HEADER);
    enum inflate_state_kind kind;
    do {
        if (room.made == room.room) {
            if (room.room >= max)
                return fail(error, ERROR_LIMIT, "a zlib stream of more than %zu bytes", max);
            size_t wanted = room.room ? room.room * 2 : FIRST_ROOM;
            uint8_t *more = arena_array(arena, uint8_t, wanted);
            if (room.made > 0)
                memcpy(more, room.at, room.made);
            room.at = more;
            room.room = wanted;
        }
        kind = engine->run(state, &in, &room, &spare);
    } while (kind == INFLATE_MORE && (in.len > 0 || room.made == room.room));
    *content = slice_of(room.at, room.made);
    if (kind != INFLATE_END || in.len + spare.count < CHECKSUM)
        return fail(error, ERROR_MALFORMED, "a damaged zlib stream");
    const uint8_t *end = packed.at + packed.len - in.len - spare.count; /* the engine may have read too far */
    if (load_be32(end) != zlib_adler32(1, *content))
        return fail(error, ERROR_MALFORMED, "a zlib stream that does not agree with its checksum");
    return true;
}
