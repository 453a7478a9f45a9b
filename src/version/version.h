/*
 * The order of versions: one file a scheme (deb, rpm, apk, alpm, semver …), one row each in rows.h.
 * A scheme is a total order over its valid versions; a string that it has no place for never matches anything.
 */
#ifndef SEAWORTHY_VERSION_VERSION_H
#define SEAWORTHY_VERSION_VERSION_H

#include "base/slice.h"

struct version_scheme {
    const char *name;        /* "deb", as `compare` and advisory records name it */
    const char *const *also; /* other names of it, NULL-terminated: "dpkg"; may be NULL */
    /* What the distribution's own tool calls a version. */
    bool (*valid)(struct slice version);
    /* What `compare` orders beside that, as that tool or those who write advisories do: a malformed apk version, a Go
     * version without its 'v'. All that is valid has a place too; NULL: nothing else. */
    bool (*places)(struct slice version);
    /* What may decide a finding: a feed's typo does not, though apk would order it. NULL: all that has a place. */
    bool (*judged)(struct slice version);
    /* Whether `version` is one of those among which the order is transitive; NULL: all are. For tests and fuzzing. */
    bool (*ordered)(struct slice version);
    /* < 0, 0, > 0; both have a place, no length limit, no allocation, linear in the shorter one */
    int (*compare)(struct slice a, struct slice b);
};

/* returns  the row, or NULL */
const struct version_scheme *version_scheme(struct slice name);
/* returns  row number `index`, or NULL behind the last: for listings and fuzzing */
const struct version_scheme *version_scheme_at(size_t index);

/* Whether `version` can be compared: it is valid, or the scheme places it though it is not; never empty. */
bool version_placed(const struct version_scheme *scheme, struct slice version);
/* Whether it may decide a finding. */
bool version_judged(const struct version_scheme *scheme, struct slice version);

/*
 * '<', '=', '>', or '!' where one of them has no place. A string against itself says whether it is a version:
 * '!' also where the scheme would place it though it is invalid.
 */
char version_compare(const struct version_scheme *scheme, struct slice a, struct slice b);

enum version_answer { VERSION_NO, VERSION_YES, VERSION_INVALID };
/*
 * One clause of advisory records: comparisons that all must hold, joined by ',' or blanks:
 * ">=1.0, <1.2"; operators < <= > >= = == !=, a bare version means '='. An empty clause holds for every version.
 * returns  VERSION_INVALID when the version or a bound has no place in the scheme, or an operator is none of these
 */
enum version_answer version_range(const struct version_scheme *scheme, struct slice clause, struct slice version);

#endif
