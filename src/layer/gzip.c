/*
 * gzip (RFC 1952): members one after the other, each a header, raw deflate, CRC-32 and length. What follows the last
 * member and does not begin like another is padding and ends the stream, as in gzip(1). The CRC is always computed: by
 * ISA-L it costs 1 to 2 % of unpacking an ordinary layer (5 % of one that packs 60 to 1). That of the last member is
 * met only by who reads to the end of the stream, which a tar reader does not.
 */
#include "base/load.h"
#include "layer/inflate.h"

enum {
    MAGIC_LEN = 2,
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

/* Exactly `n` bytes of a header or trailer. returns  false when they are not there; that was noted */
static bool take(struct gzip *gzip, uint8_t *out, size_t n)
{
    struct decoder *decoder = &gzip->decoder;

    if (decoder_take(decoder, out, n) == n) {
        gzip->crc = gzip->engine->crc(gzip->crc, slice_of(out, n));
        return true;
    }
    if (!decoder->damaged)
        decoder_damage(decoder, ERROR_TRUNCATED, "unexpected end");
    return false;
}

/* A text that ends with a NUL, of any length. */
static void pass_text(struct gzip *gzip)
{
    struct reader *in = &gzip->decoder.in;
    bool ended = false;

    while (!ended && decoder_input(&gzip->decoder, true)) {
        size_t at = slice_find_byte(in->left, '\0');
        ended = at < in->left.len;
        struct slice piece = slice_head(in->left, ended ? at + 1 : at);
        gzip->crc = gzip->engine->crc(gzip->crc, piece);
        reader_advance(in, piece.len);
    }
}

static void pass_extra(struct gzip *gzip)
{
    uint8_t len[2], piece[64];

    if (!take(gzip, len, 2))
        return;
    for (size_t left = load_le16(len); left;) {
        size_t n = left < sizeof(piece) ? left : sizeof(piece);
        if (!take(gzip, piece, n))
            return;
        left -= n;
    }
}

static void check_header(struct gzip *gzip)
{
    uint16_t crc = (uint16_t)gzip->crc;
    uint8_t stored[2];

    if (take(gzip, stored, 2) && load_le16(stored) != crc)
        decoder_damage(&gzip->decoder, ERROR_LAYER_UNREADABLE, "the checksum of the header does not hold");
}

/*
 * What follows the magic number. The header is checked by its own CRC when it has one, as gzip(1) and Go do; reserved
 * flags are let pass, as Go does.
 */
static void member_header(struct gzip *gzip)
{
    struct decoder *decoder = &gzip->decoder;
    uint8_t fixed[HEADER_LEN - MAGIC_LEN];

    if (!take(gzip, fixed, sizeof(fixed)))
        return;
    uint8_t method = fixed[0], flags = fixed[1];
    if (method != METHOD_DEFLATE) {
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "unknown compression method %u", method);
        return;
    }
    if (flags & FLAG_EXTRA)
        pass_extra(gzip);
    if (flags & FLAG_NAME && !decoder->damaged)
        pass_text(gzip);
    if (flags & FLAG_COMMENT && !decoder->damaged)
        pass_text(gzip);
    if (flags & FLAG_HEADER_CRC && !decoder->damaged)
        check_header(gzip);
}

static void member_begin(struct gzip *gzip)
{
    struct decoder *decoder = &gzip->decoder;
    uint8_t magic[MAGIC_LEN];
    size_t len = decoder_take(decoder, magic, MAGIC_LEN);

    if (decoder->damaged)
        return;
    if (len < MAGIC_LEN || magic[0] != 0x1f || magic[1] != 0x8b) {
        if (!gzip->begun)
            decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "not gzip");
        decoder->ended = true;
        return;
    }
    gzip->crc = gzip->engine->crc(0, slice_of(magic, MAGIC_LEN));
    member_header(gzip);
    if (gzip->begun)
        gzip->engine->reset(gzip->state);
    gzip->begun = gzip->inside = true;
    gzip->crc = gzip->length = 0;
}

static void member_end(struct gzip *gzip, const struct inflate_spare *spare)
{
    struct decoder *decoder = &gzip->decoder;
    uint32_t crc = gzip->crc;
    uint8_t trailer[TRAILER_LEN];

    memcpy(trailer, spare->bytes, spare->count);
    if (!take(gzip, trailer + spare->count, TRAILER_LEN - spare->count))
        return;
    gzip->inside = false;
    if (load_le32(trailer) != crc)
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the checksum does not hold");
    else if (load_le32(trailer + 4) != gzip->length)
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
