/*
 * What a segment says of one package, as one run of bytes: the statements in columns (id, shape, bound, extra), sorted
 * by id; bounds and extras stand once before them. A kernel's ten thousand statements are one row of the database.
 *
 *     number   bounds, then each: length, part (part.h)
 *     number   extras, then each: length, part
 *     number   names of ids that are no CVE numbers, then each: text
 *     number   statements under CVE numbers
 *     number   statements under names
 *     length   column of ids: CVE codes, each less the one before; then places in the names, each less the one before
 *     length   column of shapes: ids of the table `shapes`
 *     length   column of bounds: places
 *     length   column of extras: places
 */
#ifndef SEAWORTHY_ADVISORY_RULES_H
#define SEAWORTHY_ADVISORY_RULES_H

#include "advisory/bytes.h"

struct rule {
    bool numbered;
    uint32_t cve;      /* when numbered (cve.h) */
    struct slice name; /* when not */
    uint32_t shape;    /* id in the segment's table */
    struct slice bound, extra;
};

/* rules  sorted: the numbered ones by cve, then the others by name. The same rules always give the same bytes */
void rules_put(struct bytes *bytes, const struct rule *rules, size_t count);

struct rules {
    struct slices bounds, extras, names;
    struct reader ids, shapes, bound_places, extra_places;
    uint64_t numbered, named; /* left */
    uint32_t cve;
    uint64_t name;
};

/* blob  not trusted; everything borrows from it. returns  false when it is damaged */
bool rules_open(struct slice blob, struct arena *arena, struct rules *rules);
/* returns  false at the end, and on damage: then *good is false */
bool rules_next(struct rules *rules, struct rule *rule, bool *good);

#endif
