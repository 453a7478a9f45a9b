/*
 * What went wrong: a code of the contract and one sentence. `bool`, true is good, `struct error *error` last.
 * Each caller that knows more puts its place before the text with fail_within:
 * "layer 3: var/lib/dpkg/status: line 12: not a 'Key: value' field".
 */
#ifndef SEAWORTHY_BASE_ERROR_H
#define SEAWORTHY_BASE_ERROR_H

#include <stdarg.h>

#include "base/slice.h"

/* The problem codes of the report (coverage.problems[].code); rows in problem.c. Values are part of the facts codec. */
enum error_code {
    ERROR_NONE = 0,
    ERROR_NO_ADVISORY_SOURCE,
    ERROR_OS_UNKNOWN,
    ERROR_END_OF_LIFE,
    ERROR_INTEGRITY,
    ERROR_LAYER_UNREADABLE,
    ERROR_TRUNCATED,
    ERROR_WORKER_DIED,
    ERROR_WORKER_STALLED,
    ERROR_LIMIT,
    ERROR_DATABASE_UNREADABLE,
    ERROR_DATABASE_MISSING,
    ERROR_UNREADABLE,
    ERROR_UNSUPPORTED,
    ERROR_DATABASE_STALE,
    /* not blocking */
    ERROR_MALFORMED,
    ERROR_PASSED_OVER,
    ERROR_FEED_FIXED_ONLY,
    ERROR_LANDLOCK_MISSING,
    ERROR_UNVERIFIED,
    ERROR_THIRD_PARTY,
    ERROR_VERSION_UNKNOWN,
    ERROR_FOREIGN_PLATFORM,
    ERROR_NO_FEED,
    /* never in a report: they end a command */
    ERROR_USAGE,    /* exit 2 */
    ERROR_INTERNAL, /* exit 4 */
    ERROR_COUNT
};

/* One row a code. */
struct problem_kind {
    const char *name;    /* "integrity" */
    bool blocking;       /* makes the verdict incomplete */
    const char *meaning; /* one sentence: what it means for the verdict */
    const char *advice;  /* one sentence: what to do */
};

/* returns  the row; an unknown code gives the row of ERROR_INTERNAL */
const struct problem_kind *problem_kind(enum error_code code);
/* returns  the code by its name, or ERROR_NONE */
enum error_code problem_code(struct slice name);

/* A problem as it stands in coverage. The strings may hold anything: reports make them printable. */
struct problem {
    enum error_code code;
    int64_t layer; /* index, -1 where it belongs to no layer */
    struct slice path;
    struct slice detail;
    bool database; /* the path is a package database: then `unreadable` blocks too */
};
/* Whether it makes the verdict incomplete. */
bool problem_blocking(const struct problem *problem);

enum { ERROR_TEXT_MAX = 1024 };

struct error {
    enum error_code code;
    char text[ERROR_TEXT_MAX]; /* NUL-terminated; cut at the end when longer */
};

/* Sets code and text; the text at hand may be among the arguments. returns  false always, so that `return fail(…)`
 * reads well */
bool fail(struct error *error, enum error_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool fail_list(struct error *error, enum error_code code, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
/* Puts "PLACE: " before the text that stands there. returns  false */
bool fail_within(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Checked arithmetic on sizes from input: false (and *sum untouched) on overflow. */
static inline bool size_add(size_t a, size_t b, size_t *sum)
{
    size_t result;
    if (__builtin_add_overflow(a, b, &result))
        return false;
    *sum = result;
    return true;
}
static inline bool size_mul(size_t a, size_t b, size_t *product)
{
    size_t result;
    if (__builtin_mul_overflow(a, b, &result))
        return false;
    *product = result;
    return true;
}

#endif
