/*
 * What the rows of the codec table share: the compressed bytes as a reader, one buffer for what is unpacked, and the
 * rule that damage is told only after the bytes before it were given out.
 */
#ifndef SEAWORTHY_LAYER_DECODER_H
#define SEAWORTHY_LAYER_DECODER_H

#include "base/reader.h"
#include "layer/codec.h"
#include "layer/pool.h"

/* Where a row writes: `made` of `room` bytes are used. */
struct decoder_room {
    uint8_t *at;
    size_t room, made;
};

struct decoder {
    struct source source; /* first: a row's source is its decoder is its own struct */
    const char *name;
    struct reader in;
    struct pool pool;
    /* Unpacks until the room is full, the stream has ended (decoder->ended) or is damaged (decoder_damage). */
    void (*run)(struct decoder *decoder, struct decoder_room *out);
    uint8_t *out;
    bool ended, damaged;
    struct error damage;
};

/* What a decoder needs beside its window: bzip2 3.7 MB, zstd and xz less. */
enum { DECODER_STATE_MAX = 5 * 1024 * 1024 };

/*
 * decoder  zeroed, first member of the row's own struct on `arena`
 * memory   as given to codec->open: the pool allows this and DECODER_STATE_MAX
 */
void decoder_begin(struct decoder *decoder, const char *name, struct arena *arena, struct source *input,
                   uint64_t memory, void (*run)(struct decoder *, struct decoder_room *));

/*
 * At hand: the compressed bytes in decoder->in.left, at least one; consume them with reader_advance.
 * returns  false at the end of the input; when it was damaged or `inside` a stream, damage was noted
 */
bool decoder_input(struct decoder *decoder, bool inside);

/*
 * Copies the next `n` bytes to `out`, whatever chunks they come in. decoder->in is never asked for more than one byte
 * in one piece: so it takes no buffer, and nothing needs to be given back when a stream is left in the middle. returns
 * how many there were; fewer than `n` only at the end of the input or when it was damaged (then that was noted)
 */
size_t decoder_take(struct decoder *decoder, uint8_t *out, size_t n);
/* Passes over `n` bytes. returns  false when there were fewer; the damage was noted */
bool decoder_skip(struct decoder *decoder, uint64_t n);

/* Ends the stream with an error; the place in the compressed stream is put before the text. */
void decoder_damage(struct decoder *decoder, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
