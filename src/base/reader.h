/*
 * A reader consumes a slice or a source and cannot run over. A short read gives zero or an empty slice, sets `failed`
 * and leaves the reader empty for ever, so loops end and one check before the result is used is enough.
 * A length field bounds a reader of its own: reader_sub.
 */
#ifndef SEAWORTHY_BASE_READER_H
#define SEAWORTHY_BASE_READER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/source.h"

struct reader {
    struct slice left;     /* unread bytes at hand; over a slice: all that is left */
    struct source *source; /* NULL over a slice */
    struct arena *arena;   /* for what spans two chunks; NULL over a slice. It may be reset meanwhile */
    uint8_t *carry;        /* such bytes, put together */
    size_t carry_room;
    struct slice behind; /* the rest of the chunk behind `left`, while `left` is in the carry */
    uint64_t position;   /* bytes consumed */
    size_t line;         /* number of the line that reader_line gave last, from 1 */
    bool ended;          /* the source has no more */
    bool failed;         /* a read was short, or the source was damaged */
    struct error error;  /* why, when failed */
};

/* What one read may span at most over a source: a larger one fails with `limit`. */
enum { READER_SPAN_MAX = 16 * 1024 * 1024 };

struct reader reader_over(struct slice bytes);
struct reader reader_from(struct source *source, struct arena *arena);
/*
 * Gives the memory of a reader over a source back to the arena, for other readers; it is at its end then. Where readers
 * are many (the entries of an archive). A closed, or copied, reader must not be read.
 */
void reader_close(struct reader *r);

/*
 * Takes the next `n` bytes.
 *
 * n        any value is safe, also straight from the input
 * returns  borrowed: over a slice valid as long as that, over a source until the next read
 * fails    empty slice, r->failed, when fewer than `n` are left
 */
struct slice reader_take(struct reader *r, uint64_t n);
/* Up to `n` bytes: fewer only at the end, where an empty slice is no failure. */
struct slice reader_take_upto(struct reader *r, uint64_t n);
/* The next bytes without consuming them: up to `n`, fewer at the end. */
struct slice reader_peek(struct reader *r, size_t n);
/* Whatever is at hand, at least one byte, or empty at the end: for streaming all of it without a copy. */
struct slice reader_chunk(struct reader *r);
/* Fails like reader_take when fewer than `n` are left. */
void reader_skip(struct reader *r, uint64_t n);
/* Consumes `n` bytes of r->left, for tokenizers that work on it directly. n  at most r->left.len */
static inline void reader_advance(struct reader *r, size_t n)
{
    r->left.at += n;
    r->left.len -= n;
    r->position += n;
}
/* returns  true when nothing is left (and nothing failed) */
bool reader_at_end(struct reader *r);

uint8_t reader_u8(struct reader *r);
uint16_t reader_u16le(struct reader *r);
uint32_t reader_u32le(struct reader *r);
uint64_t reader_u64le(struct reader *r);
uint16_t reader_u16be(struct reader *r);
uint32_t reader_u32be(struct reader *r);
uint64_t reader_u64be(struct reader *r);

/* A reader over the next `n` bytes, which are consumed here. Over a slice only. */
struct reader reader_sub(struct reader *r, uint64_t n);

/*
 * LINE_CUT: longer than `max`; *line holds its first `max` bytes and the rest was skipped: the next line is whole.
 * LINE_END: no more lines, or the source is damaged (then reader_ok is false): a line that damage cut is not given out.
 */
enum reader_line { LINE_END, LINE_OK, LINE_CUT };
/*
 * The next line without its LF (and CR before it). The last one may lack the LF.
 * max      bytes that are buffered at most (and two); READER_SPAN_MAX when it is larger
 * line     borrowed until the next read
 */
enum reader_line reader_line(struct reader *r, size_t max, struct slice *line);

/* Marks the reader as failed (a format error seen by its user). returns  false */
bool reader_fail(struct reader *r, enum error_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* returns  true when nothing failed; else copies why into `error` */
bool reader_ok(const struct reader *r, struct error *error);

#endif
