#include "facts/wire.h"

/* Handed on in pieces of this size: beside the facts themselves a worker has no room for all of their stream. */
enum { PIECE = 64 * 1024, ROOM_FIRST = 128 };

void output_flush(struct output *out)
{
    if (out->write && out->count > 0)
        out->write(out->context, slice_of(out->at, out->count));
    out->handed += out->count;
    out->count = 0;
}

/* The next `len` bytes, at most PIECE where they are handed on. */
static uint8_t *take(struct output *out, size_t len)
{
    if (out->write && out->count + len > PIECE)
        output_flush(out);
    if (out->room == 0)
        out->at = arena_array(out->arena, uint8_t, out->room = out->write ? PIECE : ROOM_FIRST);
    while (len > out->room - out->count)
        out->at = arena_grow(out->arena, out->at, out->count, &out->room, 1, 1);
    uint8_t *at = out->at + out->count;
    out->count += len;
    return at;
}

void output_bytes(struct output *out, struct slice s)
{
    while (s.len > 0) {
        struct slice piece = out->write ? slice_head(s, PIECE) : s;
        memcpy(take(out, piece.len), piece.at, piece.len);
        s = slice_skip(s, piece.len);
    }
}

void output_number(struct output *out, uint64_t n)
{
    uint8_t bytes[NUMBER_MAX];
    size_t len = 0;

    for (; n >= 0x80; n >>= 7)
        bytes[len++] = (uint8_t)(n | 0x80);
    bytes[len++] = (uint8_t)n;
    memcpy(take(out, len), bytes, len);
}

void output_string(struct output *out, struct slice s)
{
    output_number(out, s.len);
    output_bytes(out, s);
}
