/*
 * Fuzzes the CVSS calculator: scores lie between 0 and 10 in tenths, and fields in another order, or a 2.0 vector
 * with its prefix, score the same.
 */
#include <stdio.h>
#include <stdlib.h>

#include "match/cvss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_score(double score)
{
    if (!(score >= 0 && score <= 10) || score != (int)(score * 10 + 0.5) / 10.0)
        abort();
}

/* "PREFIX/A/B/C" as "PREFIX/C/A/B": the last field to the front. */
static struct slice turn(struct slice vector)
{
    size_t prefix = slice_starts(vector, S("CVSS:")) ? slice_find_byte(vector, '/') + 1 : 0;
    size_t last = slice_find_last(vector, '/') + 1;
    uint8_t *copy = malloc(vector.len);

    if (last > vector.len || last <= prefix) {
        memcpy(copy, vector.at, vector.len);
        return slice_of(copy, vector.len);
    }
    memcpy(copy, vector.at, prefix);
    memcpy(copy + prefix, vector.at + last, vector.len - last);
    copy[prefix + vector.len - last] = '/';
    memcpy(copy + prefix + vector.len - last + 1, vector.at + prefix, last - 1 - prefix);
    return slice_of(copy, vector.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice vector = slice_of(data, size);
    struct cvss cvss, turned;

    if (!cvss_parse(vector, &cvss))
        return 0;
    check_score(cvss.base);
    check_score(cvss.temporal);
    check_score(cvss.environmental);
    if (slice_starts(vector, S("(")))
        return 0;
    struct slice other = turn(vector);
    if (!cvss_parse(other, &turned) || turned.base != cvss.base || turned.temporal != cvss.temporal ||
        turned.environmental != cvss.environmental || turned.severity != cvss.severity)
        abort();
    free((void *)(uintptr_t)other.at);
    return 0;
}
