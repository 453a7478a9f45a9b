/* bzip2: streams one after the other; what follows and does not begin like one ends the data, as in bzip2(1). */
#include "layer/decoder.h"

#include <bzlib.h>
#include <limits.h>

enum { HEAD_LEN = 4, BLOCK_MAGIC_LEN = 6 };

struct bzip2 {
    struct decoder decoder;
    bz_stream stream;
    bool inside, begun;
};

static bool stream_begins(struct slice head)
{
    return slice_starts(head, S("BZh")) && head.len >= HEAD_LEN && head.at[3] >= '1' && head.at[3] <= '9';
}

/* With the magic number of the first block, or of the end in an empty stream: the head alone could be text. */
static bool bzip2_recognise(struct slice head)
{
    struct slice block = slice_head(slice_skip(head, HEAD_LEN), BLOCK_MAGIC_LEN);

    return stream_begins(head) &&
           (slice_equal(block, S("\x31\x41\x59\x26\x53\x59")) || slice_equal(block, S("\x17\x72\x45\x38\x50\x90")));
}

static uint64_t bzip2_window(struct slice head)
{
    (void)head;
    return 0; /* 3.7 MB at most */
}

static void *bzip2_take(void *opaque, int items, int size)
{
    size_t bytes;
    return items >= 0 && size >= 0 && size_mul((size_t)items, (size_t)size, &bytes) ? pool_take(opaque, bytes) : NULL;
}

static void bzip2_give_back(void *opaque, void *memory)
{
    pool_give_back(opaque, memory);
}

/* Unpacks from the front of `*in`. */
static void unpack(struct bzip2 *bzip2, struct slice *in, struct decoder_room *out)
{
    struct decoder *decoder = &bzip2->decoder;
    bz_stream *stream = &bzip2->stream;

    stream->next_in = (char *)(uintptr_t)in->at;
    stream->avail_in = in->len > UINT_MAX ? UINT_MAX : (unsigned)in->len;
    size_t given = stream->avail_in;
    stream->next_out = (char *)out->at + out->made;
    stream->avail_out = (unsigned)(out->room - out->made);
    int result = BZ2_bzDecompress(stream);
    *in = slice_skip(*in, given - stream->avail_in);
    out->made = out->room - stream->avail_out;
    if (result == BZ_STREAM_END) {
        BZ2_bzDecompressEnd(stream);
        bzip2->inside = false;
    } else if (result == BZ_MEM_ERROR) {
        decoder_damage(decoder, ERROR_LIMIT, "no memory for the decoder");
    } else if (result != BZ_OK) {
        decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "the compressed data is damaged");
    }
}

/* The head is consumed to look at it; the library gets it from us. */
static void bzip2_begin(struct bzip2 *bzip2)
{
    struct decoder *decoder = &bzip2->decoder;
    struct decoder_room nowhere = {.at = decoder->out};
    uint8_t bytes[HEAD_LEN];
    struct slice head = slice_of(bytes, decoder_take(decoder, bytes, HEAD_LEN));

    if (decoder->damaged)
        return;
    if (!stream_begins(head)) {
        if (!bzip2->begun)
            decoder_damage(decoder, ERROR_LAYER_UNREADABLE, "not bzip2");
        decoder->ended = true;
        return;
    }
    bzip2->stream = (bz_stream){.bzalloc = bzip2_take, .bzfree = bzip2_give_back, .opaque = &decoder->pool};
    if (BZ2_bzDecompressInit(&bzip2->stream, 0, 0) != BZ_OK) {
        decoder_damage(decoder, ERROR_LIMIT, "no memory for the decoder");
        return;
    }
    bzip2->inside = bzip2->begun = true;
    unpack(bzip2, &head, &nowhere);
}

static void bzip2_run(struct decoder *decoder, struct decoder_room *out)
{
    struct bzip2 *bzip2 = (struct bzip2 *)decoder;

    if (!bzip2->inside) {
        bzip2_begin(bzip2);
        return;
    }
    struct slice in = decoder->in.left;
    unpack(bzip2, &in, out);
    reader_advance(&decoder->in, decoder->in.left.len - in.len);
    if (bzip2->inside && out->made < out->room && !decoder->damaged)
        decoder_input(decoder, true);
}

static struct source *bzip2_open(struct arena *arena, struct source *input, uint64_t memory)
{
    struct bzip2 *bzip2 = arena_new(arena, struct bzip2);

    decoder_begin(&bzip2->decoder, "bzip2", arena, input, memory, bzip2_run);
    return &bzip2->decoder.source;
}

extern const struct codec codec_bzip2;
const struct codec codec_bzip2 = {
    .name = "bzip2",
    .recognise = bzip2_recognise,
    .window = bzip2_window,
    .open = bzip2_open,
};
