/*
 * For tests and fuzzing only: reports that are made up. Every enumeration has each of its values somewhere, every
 * member is filled, and every text goes through one function: so a test can put anything in the place of all of them.
 */
#ifndef SEAWORTHY_REPORT_TESTING_H
#define SEAWORTHY_REPORT_TESTING_H

#include "report/report.h"

struct test_texts {
    struct slice (*text)(void *context, const char *usual); /* NULL: the usual ones */
    void *context;
};

enum test_kind {
    TEST_FULL,      /* everything there is */
    TEST_INVENTORY, /* what `packages` writes */
    TEST_CLEAN,     /* verdict pass: no findings, no problems */
    TEST_EMPTY,     /* an image without packages, operating system, layers, database */
    TEST_KINDS,
};

struct report *test_report(struct arena *arena, enum test_kind kind, const struct test_texts *texts);
/* Everything is shown, without colour and terminal. */
struct report_options test_options(void);
/* What a row writes of it; the bytes are on the arena. */
struct slice test_written(struct arena *arena, const struct format *format, const struct report *report,
                          const struct report_options *options);

/*
 * Texts that try to be what they are not: escapes, bidirectional marks, line ends, tabs, bytes that are no UTF-8, NUL,
 * markup, commands of CI services, formulas, quotes, and one that is very long.
 */
size_t test_hostile_count(void);
struct slice test_hostile(struct arena *arena, size_t index);

/*
 * Whether the parts stand in the text, in this order.
 * returns  the first that does not; NULL when all do
 */
const char *test_missing(struct slice text, const char *const *parts, size_t count);

/*
 * What no report may hold, whatever went into it: characters that are not printable, lines that begin as a command or a
 * formula, JSON that is none, TSV whose lines differ in columns.
 * returns  what it holds of that; NULL when all is well
 */
const char *test_check(const struct format *format, struct slice written, bool colour);

#endif
