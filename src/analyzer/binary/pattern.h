/*
 * The little language in which programs.h says what the version of a program looks like inside its file, and its
 * matcher: no backtracking, time is items × bytes of a bounded window.
 *
 *     #      one or more digits            %      one digit
 *     @      a NUL                         ~      one or more NULs
 *     ^      one blank: space, tab, LF     $      any byte
 *     <…>    the version                   (a|b)  alternatives
 *     [a-z]  a set, [^a-z] all others      ? + * {N} {M,N}  how often the item before may stand there
 *     \x1b   a byte; \ before any of these signs: the sign itself; everything else stands for itself
 */
#ifndef SEAWORTHY_ANALYZER_BINARY_PATTERN_H
#define SEAWORTHY_ANALYZER_BINARY_PATTERN_H

#include "base/arena.h"

enum {
    PATTERN_ANCHOR_MAX = 8,  /* bytes in a row by which a pattern is looked for */
    PATTERN_SPAN_MAX = 4096, /* bytes that a match may span */
};

struct pattern_item; /* pattern.c */

struct pattern_set {
    uint64_t bits[4];
};

struct pattern {
    const struct pattern_item *items;
    size_t count;
    /*
     * Bytes that every match holds one after the other, the first at most `before` bytes behind its start and `behind`
     * bytes before its end; `rare` is the one to look for, of which there is but one value.
     */
    struct pattern_set anchor[PATTERN_ANCHOR_MAX];
    size_t anchor_len, rare;
    uint8_t rare_byte;
    size_t before, behind, span; /* span: of the longest match */
};

/* The text is a constant of ours: a mistake in it is an assertion. */
struct pattern *pattern_compile(struct arena *arena, struct slice text);

static inline bool pattern_set_has(const struct pattern_set *set, uint8_t byte)
{
    return set->bits[byte >> 6] >> (byte & 63) & 1;
}

/* Whether the anchor's bytes stand at `at`. */
bool pattern_anchor_at(const struct pattern *pattern, struct slice text, size_t at);
/*
 * The first match within a text of at most PATTERN_SPAN_MAX bytes: the leftmost, of those the one that takes most, item
 * by item.
 * whole    must it be all of the text?
 * version  what stood in <>; empty without
 */
bool pattern_match(const struct pattern *pattern, struct slice text, bool whole, struct arena *arena,
                   struct slice *version);

#endif
