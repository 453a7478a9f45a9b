/*
 * Zstandard (RFC 8878): frames one after the other, skippable ones among them (zstd:chunked and pzstd write such).
 * Magic numbers are looked at here, so that the formats from before version 0.8, which the library would still decode,
 * never reach it.
 */
#include "layer/decoder.h"

#define ZSTD_STATIC_LINKING_ONLY /* memory of our own, exact window limit */
#include <zstd.h>
#include <zstd_errors.h>

enum { MAGIC_LEN = 4, HEADER_MAX = ZSTD_FRAMEHEADERSIZE_MAX - MAGIC_LEN, SKIPPABLE_HEAD = 8, SKIPPABLE_MASK = 0xf };

struct zstd {
    struct decoder decoder;
    ZSTD_DCtx *context;
    bool inside;   /* a frame */
    bool begun;    /* the first frame was seen */
    size_t header; /* bytes that may still belong to the header of the frame */
};

static uint32_t magic_of(struct slice head)
{
    struct reader r = reader_over(head);
    return reader_u32le(&r);
}

static bool skippable(uint32_t magic)
{
    return (magic & ~(uint32_t)SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

static bool zstd_recognise(struct slice head)
{
    return head.len >= MAGIC_LEN && (magic_of(head) == ZSTD_MAGICNUMBER || skippable(magic_of(head)));
}

static uint64_t zstd_window(struct slice head)
{
    ZSTD_frameHeader header;
    struct reader r = reader_over(head);

    while (r.left.len >= SKIPPABLE_HEAD && skippable(magic_of(r.left))) {
        reader_u32le(&r);
        reader_skip(&r, reader_u32le(&r));
    }
    if (r.left.len == 0 || ZSTD_getFrameHeader(&header, r.left.at, r.left.len) != 0)
        return 0;
    return header.frameType == ZSTD_frame ? header.windowSize : 0;
}

static void *zstd_take(void *opaque, size_t size)
{
    return pool_take(opaque, size);
}

static void zstd_give_back(void *opaque, void *memory)
{
    pool_give_back(opaque, memory);
}

static void skippable_frame(struct decoder *decoder)
{
    uint8_t size[SKIPPABLE_HEAD - MAGIC_LEN];
    size_t len = decoder_take(decoder, size, sizeof(size));

    if (len == sizeof(size))
        decoder_skip(decoder, magic_of(slice_of(size, len)));
    else if (!decoder->damaged)
        decoder_damage(decoder, ERROR_TRUNCATED, "unexpected end");
}

/* The magic number is consumed here; the library gets it from us. */
static void frame_inside(struct zstd *zstd, const uint8_t magic[MAGIC_LEN])
{
    ZSTD_inBuffer in = {magic, MAGIC_LEN, 0};
    ZSTD_outBuffer nowhere = {zstd->decoder.out, 0, 0};
    size_t result = ZSTD_decompressStream(zstd->context, &nowhere, &in);

    if (ZSTD_isError(result) || in.pos != MAGIC_LEN)
        decoder_damage(&zstd->decoder, ERROR_LAYER_UNREADABLE, "no frame begins here");
    zstd->inside = true;
    zstd->header = HEADER_MAX;
}

static void frame_begin(struct zstd *zstd)
{
    struct decoder *decoder = &zstd->decoder;
    uint8_t bytes[MAGIC_LEN];
    struct slice magic = slice_of(bytes, decoder_take(decoder, bytes, MAGIC_LEN));

    if (decoder->damaged)
        return;
    if (magic.len == 0 && zstd->begun)
        decoder->ended = true;
    else if (magic.len < MAGIC_LEN)
        decoder_damage(decoder, ERROR_TRUNCATED, "unexpected end");
    else if (skippable(magic_of(magic)))
        skippable_frame(decoder);
    else if (magic_of(magic) == ZSTD_MAGICNUMBER)
        frame_inside(zstd, bytes);
    else
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "no frame begins here");
    zstd->begun = true;
}

static void frame_damage(struct decoder *decoder, size_t result)
{
    ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
    bool limit = code == ZSTD_error_frameParameter_windowTooLarge || code == ZSTD_error_memory_allocation;

    decoder_damage(decoder, limit ? ERROR_LIMIT : ERROR_LAYER_UNREADABLE, "%s", ZSTD_getErrorName(result));
}

static void zstd_run(struct decoder *decoder, struct decoder_room *out)
{
    struct zstd *zstd = (struct zstd *)decoder;

    if (zstd->context == NULL) {
        decoder_damage(decoder, ERROR_LIMIT, "no memory for the decoder");
        return;
    }
    if (!zstd->inside) {
        frame_begin(zstd);
        return;
    }
    /*
     * Where all of a frame is there at once the library looks for its magic number again, in what it was given last: a
     * header that looks like another frame's would be read as that (1.5.4). So the header comes byte by byte.
     */
    size_t offered = decoder->in.left.len;
    if (zstd->header > 0 && offered > 1)
        offered = 1;
    ZSTD_inBuffer in = {decoder->in.left.at, offered, 0};
    ZSTD_outBuffer room = {out->at, out->room, out->made};
    size_t result = ZSTD_decompressStream(zstd->context, &room, &in);
    reader_advance(&decoder->in, in.pos);
    zstd->header -= zstd->header > 0 ? in.pos : 0;
    bool stuck = in.pos == in.size && room.pos < room.size;
    out->made = room.pos;
    if (ZSTD_isError(result))
        frame_damage(decoder, result);
    else if (result == 0)
        zstd->inside = false;
    else if (stuck)
        decoder_input(decoder, true);
}

static struct source *zstd_open(struct arena *arena, struct source *input, uint64_t memory)
{
    struct zstd *zstd = arena_new(arena, struct zstd);

    decoder_begin(&zstd->decoder, "zstd", arena, input, memory, zstd_run);
    zstd->context = ZSTD_createDCtx_advanced((ZSTD_customMem){zstd_take, zstd_give_back, &zstd->decoder.pool});
    if (zstd->context) {
        ZSTD_bounds logs = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax);
        uint64_t least = 1ull << logs.lowerBound, most = 1ull << logs.upperBound;
        ZSTD_DCtx_setMaxWindowSize(zstd->context, (size_t)(memory < least ? least : memory > most ? most : memory));
    }
    return &zstd->decoder.source;
}

extern const struct codec codec_zstd;
const struct codec codec_zstd = {
    .name = "zstd",
    .recognise = zstd_recognise,
    .window = zstd_window,
    .open = zstd_open,
};
