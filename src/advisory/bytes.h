/*
 * The small binary forms of this room: numbers as LEB128 (seven bits a byte, low ones first, never longer than needed),
 * texts and lists with their length before them. Writing grows on an arena; reading is by a reader over a slice.
 */
#ifndef SEAWORTHY_ADVISORY_BYTES_H
#define SEAWORTHY_ADVISORY_BYTES_H

#include "base/reader.h"

/* Limits of what is read: a longer text or list is no statement of any upstream, but somebody's attack. */
enum { BYTES_TEXT_MAX = 4096, BYTES_LIST_MAX = 65536 };

struct bytes {
    struct arena *arena;
    uint8_t *at;
    size_t count, room;
};

void bytes_put(struct bytes *bytes, struct slice s);
void bytes_put_u8(struct bytes *bytes, uint8_t value);
void bytes_put_number(struct bytes *bytes, uint64_t value);
void bytes_put_text(struct bytes *bytes, struct slice text);
void bytes_put_list(struct bytes *bytes, struct slices list);

static inline struct slice bytes_slice(const struct bytes *bytes)
{
    return slice_of(bytes->at, bytes->count);
}

/* fails  0, r->failed: short, above 64 bits, or longer than needed */
uint64_t bytes_take_number(struct reader *r);
/* A number that must be below `limit`. */
uint64_t bytes_take_below(struct reader *r, uint64_t limit);
/* Borrowed. fails  too long, not UTF-8, or with a NUL */
struct slice bytes_take_text(struct reader *r);
/* The array is on `arena`, the texts are borrowed. */
struct slices bytes_take_list(struct reader *r, struct arena *arena);

#endif
