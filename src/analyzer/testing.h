/*
 * For tests only: runs one row over bytes as a worker would, and shows what it filed as text, one fact a line:
 *   package TYPE|NAME|EPOCH|VERSION|ARCH|SOURCE|SOURCE VERSION|LICENCES|VENDOR|STATE|REPOSITORY [PLACE]
 *     (PLACE, where there is any: declared, direct or transitive, GROUPS, needs=, alias=, in=, at=)
 *   value NAME=TEXT
 *   owned PACKAGE KIND FIRST TWO BYTES OF THE DIGEST     (PACKAGE is '-' where the source has none)
 *   problem CODE DETAIL
 */
#ifndef SEAWORTHY_ANALYZER_TESTING_H
#define SEAWORTHY_ANALYZER_TESTING_H

#include "base/testing.h"

#include "analyzer/analyzer.h"

/*
 * piece  bytes a chunk of the content's source; 0: a reader over the bytes themselves. Rows that read at random get the
 *        bytes as the only file of the scratch file
 */
void test_row_read(const struct analyzer *row, struct slice path, struct slice bytes, size_t piece, struct arena *arena,
                   struct facts *facts);

/* The facts as text, on their arena. */
struct slice test_facts_text(struct facts *facts);

/* Whether any source owns the path, with its package and digest kind. */
bool test_owned_find(const struct facts *facts, struct slice path, uint32_t *package, enum digest_kind *kind);

struct row_case {
    const char *name, *path;
    struct slice input;
    const char *expected;
};

/* Runs each case in chunks of several sizes and compares the text. */
void test_row_cases(const struct analyzer *row, const struct row_case *cases, size_t count);

/*
 * The bytes cut at each of their ends, and each byte with three of its bits flipped: nothing is read beyond them, and
 * what comes out is encoded and decoded again.
 */
void test_row_damage(const struct analyzer *row, const char *path, struct slice bytes);

/* The main() of a row's test that is cases alone: each as it says, and each damaged. returns  cmocka's result */
int test_row_main(const char *name, const struct analyzer *row, const struct row_case *cases, size_t count);

struct long_case {
    const struct analyzer *row;
    const char *path;
    const char *before, *after; /* of a line of 70 KiB, then of 11 MiB, of the letter x */
    const char *expected;
};
void test_row_long_lines(const struct long_case *cases, size_t count);

/* Text: `before`, then `count` times `fill`, then `after`; in an allocation of exact size. */
struct slice test_long(const char *before, char fill, size_t count, const char *after);

#endif
