/*
 * Fuzzes the table of version schemes: the first byte picks the row, the rest is three versions (NUL or newline
 * between them) and maybe a range. Whatever the bytes, each row must be an order: a version equals itself, a pair
 * turned around gives the mirrored answer, and three versions are transitive.
 */
#include <stdio.h>
#include <stdlib.h>

#include "version/range.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void broken(const struct version_scheme *scheme, const char *what)
{
    fprintf(stderr, "%s is no order: %s\n", scheme->name, what);
    abort();
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

/* The next version; each is copied, so that the sanitizer sees a byte too far. */
static struct slice take(struct slice *rest)
{
    size_t len = 0;
    while (len < rest->len && rest->at[len] != '\0' && rest->at[len] != '\n')
        len++;
    uint8_t *copy = malloc(len ? len : 1);
    if (len)
        memcpy(copy, rest->at, len);
    *rest = slice_skip(*rest, len + 1);
    return slice_of(copy, len);
}

static void check_pair(const struct version_scheme *scheme, struct slice a, struct slice b)
{
    char there = version_compare(scheme, a, b), back = version_compare(scheme, b, a);

    if ((there == '<') != (back == '>') || (there == '>') != (back == '<') || (there == '!') != (back == '!'))
        broken(scheme, "a pair turned around is not mirrored");
    if (!version_placed(scheme, a) || !version_placed(scheme, b))
        return;
    if (sign(scheme->compare(a, b)) != -sign(scheme->compare(b, a)))
        broken(scheme, "antisymmetry");
    if (scheme->compare(a, a) != 0)
        broken(scheme, "reflexivity");
}

static void check_three(const struct version_scheme *scheme, const struct slice *version)
{
    static const unsigned char turns[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

    for (size_t i = 0; i < 3; i++)
        if (!version_placed(scheme, version[i]) || (scheme->ordered && !scheme->ordered(version[i])))
            return;
    for (size_t i = 0; i < sizeof(turns) / sizeof(*turns); i++) {
        struct slice a = version[turns[i][0]], b = version[turns[i][1]], c = version[turns[i][2]];
        int ab = sign(scheme->compare(a, b)), bc = sign(scheme->compare(b, c)), ac = sign(scheme->compare(a, c));
        if (ab <= 0 && bc <= 0 && (ac > 0 || (ac == 0 && (ab < 0 || bc < 0))))
            broken(scheme, "transitivity");
    }
}

/* A build with -DROW="name" has but that row. */
static const struct version_scheme *row_pick(uint8_t byte)
{
#ifdef ROW
    (void)byte;
    return version_scheme(S(ROW));
#else
    size_t rows = 0;

    while (version_scheme_at(rows))
        rows++;
    return version_scheme_at(byte % rows);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_of(data, size), version[3];

    if (size == 0)
        return 0;
    const struct version_scheme *scheme = row_pick(data[0]);
    rest = slice_skip(rest, 1);
    for (size_t i = 0; i < 3; i++)
        version[i] = take(&rest);
    for (size_t i = 0; i < 3; i++)
        check_pair(scheme, version[i], version[(i + 1) % 3]);
    check_three(scheme, version);
    version_range(scheme, rest, version[0]);
    for (size_t i = 0; version_language_at(i); i++)
        version_language_at(i)->contains(rest, version[0]);
    for (size_t i = 0; i < 3; i++)
        free((void *)(uintptr_t)version[i].at);
    return 0;
}
