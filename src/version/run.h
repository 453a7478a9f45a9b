/*
 * Runs of bytes in version strings. ASCII alone whatever the locale, and numbers stay digits: a run of any length
 * has its exact order, as no number type is involved.
 */
#ifndef SEAWORTHY_VERSION_RUN_H
#define SEAWORTHY_VERSION_RUN_H

#include "base/slice.h"

static inline bool run_is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool run_is_letter(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* The first byte, 0 when there is none. */
static inline uint8_t run_first(struct slice s)
{
    return s.len ? s.at[0] : 0;
}

/* Takes what stands at the front off `*s`: all bytes of one kind, maybe none. */
static inline struct slice run_take(struct slice *s, bool (*of_kind)(uint8_t byte))
{
    size_t len = 0;
    while (len < s->len && of_kind(s->at[len]))
        len++;
    struct slice run = slice_head(*s, len);
    *s = slice_skip(*s, len);
    return run;
}

/* Whether all of it is digits, and there is at least one. */
static inline bool run_is_number(struct slice s)
{
    return run_take(&s, run_is_digit).len > 0 && s.len == 0;
}

static inline bool run_has_leading_zero(struct slice s)
{
    return s.len > 1 && s.at[0] == '0';
}

static inline uint8_t run_lower(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
}

/* By bytes, letters without case. */
static inline int run_compare_nocase(struct slice a, struct slice b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++) {
        int order = run_lower(a.at[i]) - run_lower(b.at[i]);
        if (order)
            return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

/* Two runs of digits by value: leading zeros do not count, an empty run is 0. */
static inline int run_compare_numbers(struct slice a, struct slice b)
{
    while (run_first(a) == '0')
        a = slice_skip(a, 1);
    while (run_first(b) == '0')
        b = slice_skip(b, 1);
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return slice_compare(a, b);
}

/* Two lists of numbers with one byte between them; a missing number is 0. */
static inline int run_compare_lists(struct slice a, struct slice b)
{
    while (a.len || b.len) {
        int order = run_compare_numbers(run_take(&a, run_is_digit), run_take(&b, run_is_digit));
        if (order)
            return order;
        a = slice_skip(a, 1);
        b = slice_skip(b, 1);
    }
    return 0;
}

#endif
