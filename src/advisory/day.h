/* Days as upstreams write them ("2024-02-11", perhaps with a time behind) and as numbers: days since 1970-01-01. */
#ifndef SEAWORTHY_ADVISORY_DAY_H
#define SEAWORTHY_ADVISORY_DAY_H

#include "base/arena.h"

enum {
    DAY_TEXT = 10,
    DAY_LIMIT = 84006, /* 2200-01-01: every day is below */
    DAY_ENDED = 1,     /* in place of an end of life: it is past, and nobody says since when */
};

/*
 * Takes the day from the first ten bytes; what follows must be nothing, 'T' or a blank.
 * returns  false when it is none, or not within 1990 to 2199: upstreams write 0001-01-01 where they know nothing
 */
bool day_parse(struct slice text, uint32_t *day);
/* "2024-02-11" */
struct slice day_text(struct arena *arena, uint32_t day);

#endif
