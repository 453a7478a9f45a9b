/* xz (tukaani.org/xz/xz-file-format.txt): streams one after the other, padding of zero bytes between them. */
#include "layer/decoder.h"

#include <lzma.h>

enum {
    STREAM_HEADER_LEN = 12,
    BLOCK_COMPRESSED_SIZE = 0x40,
    BLOCK_UNCOMPRESSED_SIZE = 0x80,
    BLOCK_FILTERS = 0x03,
    FILTER_LZMA2 = 0x21,
    DICTIONARY_BITS_MAX = 40,
    VLI_MAX = 9,
    STATE_MAX = 1024 * 1024, /* what liblzma counts beside the dictionary: 30 to 70 KiB a decoder */
};

struct xz {
    struct decoder decoder;
    lzma_allocator allocator;
    lzma_stream stream;
    lzma_ret begun;
};

static bool xz_recognise(struct slice head)
{
    return slice_starts(head, S("\xfd"
                                "7zXZ\0"));
}

/* A variable-length integer: seven bits a byte, the lowest first (section 1.2). */
static uint64_t read_vli(struct reader *r)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < VLI_MAX; i++) {
        uint8_t byte = reader_u8(r);
        value |= (uint64_t)(byte & 0x7f) << (7 * i);
        if ((byte & 0x80) == 0)
            return value;
    }
    return 0;
}

/* Section 5.3.1: 4 KiB, 6 KiB, 8 KiB, 12 KiB … 3 GiB, and 4 GiB less one byte. */
static uint64_t dictionary_size(uint8_t bits)
{
    if (bits >= DICTIONARY_BITS_MAX)
        return UINT32_MAX;
    return (2ull | (bits & 1)) << (bits / 2 + 11);
}

/* The dictionary that the header of the first block declares (section 3.1). Later blocks meet the decoder's limit. */
static uint64_t xz_window(struct slice head)
{
    struct reader r = reader_over(head);

    reader_skip(&r, STREAM_HEADER_LEN);
    if (reader_u8(&r) == 0)
        return 0; /* the index: no block */
    uint8_t flags = reader_u8(&r);
    if (flags & BLOCK_COMPRESSED_SIZE)
        read_vli(&r);
    if (flags & BLOCK_UNCOMPRESSED_SIZE)
        read_vli(&r);
    for (unsigned i = 0; i <= (flags & BLOCK_FILTERS); i++) {
        uint64_t filter = read_vli(&r), size = read_vli(&r);
        struct slice properties = reader_take(&r, size);
        if (filter == FILTER_LZMA2 && properties.len == 1)
            return dictionary_size(properties.at[0]);
    }
    return 0;
}

static void *xz_take(void *opaque, size_t count, size_t size)
{
    size_t bytes;
    return size_mul(count, size, &bytes) ? pool_take(opaque, bytes) : NULL;
}

static void xz_give_back(void *opaque, void *memory)
{
    pool_give_back(opaque, memory);
}

static void xz_damage(struct decoder *decoder, lzma_ret result)
{
    switch (result) {
    case LZMA_MEM_ERROR:
    case LZMA_MEMLIMIT_ERROR: decoder_damage(decoder, ERROR_LIMIT, "the dictionary is larger than allowed"); break;
    case LZMA_BUF_ERROR: decoder_damage(decoder, ERROR_TRUNCATED, "unexpected end"); break;
    case LZMA_OPTIONS_ERROR: decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "unknown filter or option"); break;
    default: decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the compressed data is damaged"); break;
    }
}

static void xz_run(struct decoder *decoder, struct decoder_room *out)
{
    struct xz *xz = (struct xz *)decoder;
    lzma_stream *stream = &xz->stream;

    if (xz->begun != LZMA_OK) {
        xz_damage(decoder, xz->begun);
        return;
    }
    bool more = decoder_input(decoder, false);
    if (decoder->damaged)
        return;
    stream->next_in = decoder->in.left.at;
    stream->avail_in = decoder->in.left.len;
    stream->next_out = out->at + out->made;
    stream->avail_out = out->room - out->made;
    lzma_ret result = lzma_code(stream, more ? LZMA_RUN : LZMA_FINISH);
    reader_advance(&decoder->in, decoder->in.left.len - stream->avail_in);
    out->made = out->room - stream->avail_out;
    if (result == LZMA_STREAM_END)
        decoder->ended = true;
    else if (result != LZMA_OK && !(result == LZMA_BUF_ERROR && more))
        xz_damage(decoder, result);
}

static struct source *xz_open(struct arena *arena, struct source *input, uint64_t memory)
{
    struct xz *xz = arena_new(arena, struct xz);
    uint64_t limit = memory > UINT64_MAX - STATE_MAX ? UINT64_MAX : memory + STATE_MAX;

    decoder_begin(&xz->decoder, "xz", arena, input, memory, xz_run);
    xz->allocator = (lzma_allocator){.alloc = xz_take, .free = xz_give_back, .opaque = &xz->decoder.pool};
    xz->stream = (lzma_stream)LZMA_STREAM_INIT;
    xz->stream.allocator = &xz->allocator;
    xz->begun = lzma_stream_decoder(&xz->stream, limit, LZMA_CONCATENATED);
    return &xz->decoder.source;
}

extern const struct codec codec_xz;
const struct codec codec_xz = {
    .name = "xz",
    .recognise = xz_recognise,
    .window = xz_window,
    .open = xz_open,
};
