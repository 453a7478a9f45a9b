/*
 * Compressions, one file a row: gzip (several members), zstd (several frames, skippable frames), xz, bzip2; recognised
 * by their first bytes. Each is a source over a source. Damage is an error with the position in the compressed stream.
 */
#ifndef SEAWORTHY_LAYER_CODEC_H
#define SEAWORTHY_LAYER_CODEC_H

#include "base/arena.h"
#include "base/source.h"

struct codec {
    const char *name; /* "gzip" */
    /* true when `head` (the first 64 bytes or fewer) starts such a stream */
    bool (*recognise)(struct slice head);
    /* memory that the stream's own header declares for its window; 0 when it declares none or is always small */
    uint64_t (*window)(struct slice head);
    /* `memory` is the most that the decoder may take for its window: more is a `limit` error */
    struct source *(*open)(struct arena *arena, struct source *input, uint64_t memory);
};

/* returns  the row for a stream that begins so; NULL when it is not compressed */
const struct codec *codec_recognise(struct slice head);
const struct codec *codec_at(size_t index);

enum { CODEC_HEAD = 64 };

/*
 * A source that is `input` unpacked, or `input` itself when it is not compressed.
 * codec    may be NULL; set to the row in use, or NULL
 */
bool codec_open(struct arena *arena, struct source *input, uint64_t memory, struct source **unpacked,
                const struct codec **codec, struct error *error);

#endif
