/*
 * gzip (RFC 1952): members one after the other, each a header, raw deflate, CRC-32 and length. What follows the last
 * member and does not begin like another is padding and ends the stream, as in gzip(1). The CRC is always computed: by
 * ISA-L it costs 1 to 2 % of unpacking an ordinary layer (5 % of one that packs 60 to 1). That of the last member is
 * met only by who reads to the end of the stream, which a tar reader does not.
 */
#include "layer/inflate.h"

enum {
    METHOD_DEFLATE = 8,
    FLAG_HEADER_CRC = 2,
    FLAG_EXTRA = 4,
    FLAG_NAME = 8,
    FLAG_COMMENT = 16,
    HEADER_LEN = 10,
    TRAILER_LEN = 8,
};

struct gzip {
    struct decoder decoder;
    const struct inflate_engine *engine;
    void *state;
    bool inside; /* a member: behind its header */
    bool begun;  /* the first member was seen */
    uint32_t crc, length;
};

static bool gzip_recognise(struct slice head)
{
    return head.len >= 3 && head.at[0] == 0x1f && head.at[1] == 0x8b && head.at[2] == METHOD_DEFLATE;
}

static uint64_t gzip_window(struct slice head)
{
    (void)head;
    return 0; /* 32 KiB always */
}

static struct slice take(struct gzip *gzip, size_t n)
{
    struct slice bytes = reader_take(&gzip->decoder.in, n);
    gzip->crc = gzip->engine->crc(gzip->crc, bytes);
    return bytes;
}

/* A text that ends with a NUL, of any length. */
static void pass_text(struct gzip *gzip)
{
    struct reader *in = &gzip->decoder.in;
    bool ended = false;

    while (!ended && decoder_input(&gzip->decoder, true)) {
        size_t at = slice_find_byte(in->left, '\0');
        ended = at < in->left.len;
        take(gzip, ended ? at + 1 : at);
    }
}

static void pass_extra(struct gzip *gzip)
{
    struct slice len = take(gzip, 2);
    if (len.len == 2)
        take(gzip, (size_t)len.at[1] << 8 | len.at[0]);
}

/* The header is checked by its own CRC when it has one, as gzip(1) and Go do; reserved flags are let pass, as Go does.
 */
static void member_header(struct gzip *gzip)
{
    struct decoder *decoder = &gzip->decoder;
    struct slice fixed = take(gzip, HEADER_LEN);
    uint8_t method = fixed.len ? fixed.at[2] : 0, flags = fixed.len ? fixed.at[3] : 0;

    if (fixed.len && method != METHOD_DEFLATE) {
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "unknown compression method %u", method);
        return;
    }
    if (flags & FLAG_EXTRA)
        pass_extra(gzip);
    if (flags & FLAG_NAME)
        pass_text(gzip);
    if (flags & FLAG_COMMENT)
        pass_text(gzip);
    if (decoder->damaged)
        return;
    if (flags & FLAG_HEADER_CRC) {
        uint16_t crc = (uint16_t)gzip->crc;
        if (reader_u16le(&decoder->in) != crc && !decoder->in.failed)
            decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the checksum of the header does not hold");
    }
    if (decoder->in.failed)
        decoder_damaged_input(decoder);
}

static void member_begin(struct gzip *gzip)
{
    struct decoder *decoder = &gzip->decoder;
    struct slice magic = reader_peek(&decoder->in, 2);

    if (decoder->in.failed) {
        decoder_damaged_input(decoder);
        return;
    }
    if (magic.len < 2 || magic.at[0] != 0x1f || magic.at[1] != 0x8b) {
        if (!gzip->begun)
            decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "not gzip");
        decoder->ended = true;
        return;
    }
    gzip->crc = 0;
    member_header(gzip);
    if (gzip->begun)
        gzip->engine->reset(gzip->state);
    gzip->begun = gzip->inside = true;
    gzip->crc = gzip->length = 0;
}

static uint32_t number_le(const uint8_t *at)
{
    return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

static void member_end(struct gzip *gzip, const struct inflate_spare *spare)
{
    struct decoder *decoder = &gzip->decoder;
    uint8_t trailer[TRAILER_LEN];

    memcpy(trailer, spare->bytes, spare->count);
    struct slice rest = reader_take(&decoder->in, TRAILER_LEN - spare->count);
    if (decoder->in.failed) {
        decoder_damaged_input(decoder);
        return;
    }
    if (rest.len)
        memcpy(trailer + spare->count, rest.at, rest.len);
    gzip->inside = false;
    if (number_le(trailer) != gzip->crc)
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the checksum does not hold");
    else if (number_le(trailer + 4) != gzip->length)
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the length does not hold");
}

static void gzip_run(struct decoder *decoder, struct decoder_room *out)
{
    struct gzip *gzip = (struct gzip *)decoder;

    if (gzip->state == NULL) {
        decoder_damage(decoder, ERROR_LIMIT, "no memory for the decoder");
        return;
    }
    if (!gzip->inside) {
        member_begin(gzip);
        return;
    }
    struct slice in = decoder->in.left;
    struct inflate_spare spare = {.count = 0};
    size_t before = out->made;
    enum inflate_state_kind kind = gzip->engine->run(gzip->state, &in, out, &spare);
    reader_advance(&decoder->in, decoder->in.left.len - in.len);
    gzip->crc = gzip->engine->crc(gzip->crc, slice_of(out->at + before, out->made - before));
    gzip->length += (uint32_t)(out->made - before);
    if (kind == INFLATE_DAMAGED)
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the compressed data is damaged");
    else if (kind == INFLATE_END)
        member_end(gzip, &spare);
    else if (out->made < out->room)
        decoder_input(decoder, true);
}

struct source *gzip_open_with(const struct inflate_engine *engine, struct arena *arena, struct source *input,
                              uint64_t memory)
{
    struct gzip *gzip = arena_new(arena, struct gzip);

    decoder_begin(&gzip->decoder, "gzip", arena, input, memory, gzip_run);
    gzip->engine = engine;
    gzip->state = engine->create(&gzip->decoder.pool);
    return &gzip->decoder.source;
}

static struct source *gzip_open(struct arena *arena, struct source *input, uint64_t memory)
{
    return gzip_open_with(inflate_engine_at(0), arena, input, memory);
}

extern const struct codec codec_gzip;
const struct codec codec_gzip = {
    .name = "gzip",
    .recognise = gzip_recognise,
    .window = gzip_window,
    .open = gzip_open,
};
