/* Inflate by zlib, for machines without ISA-L. */
#include "layer/inflate.h"

#include <zlib.h>

enum { RAW_DEFLATE = -MAX_WBITS };

static void *zlib_alloc(void *opaque, unsigned items, unsigned size)
{
    size_t bytes;
    return size_mul(items, size, &bytes) ? pool_take(opaque, bytes) : NULL;
}

static void zlib_free(void *opaque, void *memory)
{
    pool_give_back(opaque, memory);
}

static void *zlib_create(struct pool *pool)
{
    z_stream *stream = pool_take(pool, sizeof(*stream));

    if (stream == NULL)
        return NULL;
    *stream = (z_stream){.zalloc = zlib_alloc, .zfree = zlib_free, .opaque = pool};
    return inflateInit2(stream, RAW_DEFLATE) == Z_OK ? stream : NULL;
}

static void zlib_reset(void *opaque)
{
    inflateReset(opaque);
}

static enum inflate_state_kind zlib_run(void *opaque, struct slice *in, struct decoder_room *out,
                                        struct inflate_spare *spare)
{
    z_stream *stream = opaque;

    stream->next_in = (uint8_t *)(uintptr_t)in->at;
    stream->avail_in = in->len > UINT_MAX ? UINT_MAX : (unsigned)in->len;
    stream->next_out = out->at + out->made;
    stream->avail_out = (unsigned)(out->room - out->made);
    int result = inflate(stream, Z_NO_FLUSH);
    *in = slice_skip(*in, (size_t)(stream->next_in - in->at));
    out->made = (size_t)(stream->next_out - out->at);
    spare->count = 0;
    if (result == Z_STREAM_END)
        return INFLATE_END;
    /* Z_BUF_ERROR: there was nothing to do. */
    return result == Z_OK || result == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_DAMAGED;
}

static uint32_t zlib_crc(uint32_t crc, struct slice bytes)
{
    return (uint32_t)crc32_z(crc, bytes.at, bytes.len);
}

extern const struct inflate_engine inflate_zlib;
const struct inflate_engine inflate_zlib = {
    .name = "zlib",
    .create = zlib_create,
    .reset = zlib_reset,
    .run = zlib_run,
    .crc = zlib_crc,
};
