/*
 * What rpm and alpm have in common: [epoch:]version[-release], and segments of digits or letters.
 * Source: rpm rpmio/rpmver.cc parseEVR(), rpmvercmp.cc; pacman lib/libalpm/version.c.
 */
#ifndef SEAWORTHY_VERSION_EVR_H
#define SEAWORTHY_VERSION_EVR_H

#include "version/run.h"

struct evr {
    struct slice epoch; /* digits; none means 0 */
    struct slice version;
    struct slice release;
    bool has_release; /* "1-" has one, which is empty */
};

static inline struct evr evr_split(struct slice text)
{
    struct slice rest = text;
    struct evr evr = {.epoch = run_take(&rest, run_is_digit)};

    if (run_first(rest) == ':') {
        rest = slice_skip(rest, 1);
    } else {
        evr.epoch = (struct slice){0};
        rest = text;
    }
    size_t dash = slice_find_last(rest, '-');
    evr.has_release = dash < rest.len;
    evr.version = slice_head(rest, dash);
    evr.release = slice_skip(rest, dash + 1);
    return evr;
}

/*
 * Takes the first segment of both and compares; each starts with a digit or a letter, and the kind of a's first byte
 * rules what a segment is.
 */
static inline int evr_compare_segment(struct slice *a, struct slice *b)
{
    bool number = run_is_digit(run_first(*a));
    struct slice left = run_take(a, number ? run_is_digit : run_is_letter);
    struct slice right = run_take(b, number ? run_is_digit : run_is_letter);

    if (right.len == 0)
        return number ? 1 : -1; /* numbers are newer than letters */
    return number ? run_compare_numbers(left, right) : slice_compare(left, right);
}

#endif
