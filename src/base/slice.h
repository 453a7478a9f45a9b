/*
 * A slice is a borrowed run of bytes: a pointer into input never travels alone.
 * Slices are not NUL-terminated and passed by value; an empty slice may have any `at`.
 */
#ifndef SEAWORTHY_BASE_SLICE_H
#define SEAWORTHY_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const uint8_t *at;
    size_t len;
};

/* A slice over a string literal; usable in constant initialisers as S_INIT. */
#define S_INIT(literal)                                                                                                \
    {                                                                                                                  \
        (const uint8_t *)("" literal), sizeof(literal) - 1                                                             \
    }
#define S(literal) ((struct slice)S_INIT(literal))

/* For printf: "%.*s", SLICE_ARG(s). Only for text that was checked or made printable before. */
#define SLICE_ARG(s) (int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len), (const char *)(s).at

/* A list of slices, as arrays in records are; `at` may be NULL when `count` is 0. */
struct slices {
    struct slice *at;
    size_t count;
};

static inline struct slice slice_of(const void *at, size_t len)
{
    return (struct slice){at, len};
}

/* Over a NUL-terminated string of our own (command line, constants), never over input. */
static inline struct slice slice_text(const char *text)
{
    return (struct slice){(const uint8_t *)text, text ? strlen(text) : 0};
}

static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Order by bytes, the shorter first: < 0, 0, > 0. */
static inline int slice_compare(struct slice a, struct slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* As people sort: runs of digits by their number, all else by bytes: 1.9 before 1.10. Not a packager's order. */
int slice_compare_natural(struct slice a, struct slice b);

static inline bool slice_starts(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

static inline bool slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len && (suffix.len == 0 || memcmp(s.at + (s.len - suffix.len), suffix.at, suffix.len) == 0);
}

/* Without its first `n` bytes; all of it is gone when `n` is larger. */
static inline struct slice slice_skip(struct slice s, size_t n)
{
    return n >= s.len ? (struct slice){s.at, 0} : (struct slice){s.at + n, s.len - n};
}

/* Its first `n` bytes, or all when it has fewer. */
static inline struct slice slice_head(struct slice s, size_t n)
{
    return (struct slice){s.at, n < s.len ? n : s.len};
}

/* ASCII without case. */
bool slice_equal_nocase(struct slice a, struct slice b);

bool slices_has(struct slices list, struct slice s);

/* Position of the first (last) `byte`, or s.len when there is none. */
size_t slice_find_byte(struct slice s, uint8_t byte);
size_t slice_find_last(struct slice s, uint8_t byte);

/* Position of the first `needle`, or SIZE_MAX. An empty needle is at 0. */
size_t slice_find(struct slice s, struct slice needle);

/*
 * Cuts at the first `byte`: `left` before it, `right` after it.
 * returns  false when there is none; then left = s and right is empty
 */
bool slice_cut(struct slice s, uint8_t byte, struct slice *left, struct slice *right);

/*
 * The next piece of `*rest` up to `byte` (which is dropped); for loops over lists.
 * returns  false when `*rest` had come to its end ("a,,b" gives "a", "", "b"; "" gives nothing; a last "," adds none)
 */
bool slice_next(struct slice *rest, uint8_t byte, struct slice *piece);

/* Without blanks (space, tab, CR, LF) at both ends. */
struct slice slice_trim(struct slice s);

/* All of `s` as a decimal (hexadecimal) number; false when empty, not a number, or over the range. */
bool slice_decimal(struct slice s, uint64_t *value);
bool slice_hexadecimal(struct slice s, uint64_t *value);

#endif
