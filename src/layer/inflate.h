/*
 * Raw deflate (RFC 1951) and the checksum that gzip and zip put beside it, by one of two libraries: ISA-L, twice as
 * fast where it exists (amd64, arm64), and zlib. What zlib unpacks ISA-L unpacks alike (tests and fuzzing run every
 * stream through both); ISA-L also takes Huffman codes that are not complete.
 */
#ifndef SEAWORTHY_LAYER_INFLATE_H
#define SEAWORTHY_LAYER_INFLATE_H

#include "layer/decoder.h"

enum inflate_state_kind {
    INFLATE_MORE,    /* all of the input is used, or the room is full */
    INFLATE_END,     /* behind the last block */
    INFLATE_DAMAGED, /* not deflate */
};

/* What an engine read too far at the end of its stream: these bytes come before the rest of the input. */
struct inflate_spare {
    uint8_t bytes[8];
    size_t count;
};

struct inflate_engine {
    const char *name;
    /* returns  a state, ready for a stream; NULL when the pool is exhausted */
    void *(*create)(struct pool *pool);
    /* Ready for the next stream. */
    void (*reset)(void *state);
    /* Consumes from the front of `*in`, appends to `out`. spare  set at INFLATE_END */
    enum inflate_state_kind (*run)(void *state, struct slice *in, struct decoder_room *out,
                                   struct inflate_spare *spare);
    /* CRC-32 of RFC 1952; 0 at the beginning */
    uint32_t (*crc)(uint32_t crc, struct slice bytes);
};

/* returns  engine number `index`, the fastest first; NULL behind the last */
const struct inflate_engine *inflate_engine_at(size_t index);

/* The gzip row with an engine of the caller's choice. */
struct source *gzip_open_with(const struct inflate_engine *engine, struct arena *arena, struct source *input,
                              uint64_t memory);

#endif
