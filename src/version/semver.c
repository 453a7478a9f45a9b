/*
 * Semantic Versioning 2.0.0: major.minor.patch[-pre.release][+build]; build does not count in the order.
 * Source: semver.org. As node-semver does, a leading 'v' and blanks around are forgiven.
 * No number is too large (node stops at 2^53, Rust's crate at 2^64): the specification knows no limit.
 */
#include "version/triple.h"
#include "version/version.h"

static bool semver_split(struct slice version, struct triple *triple)
{
    version = slice_trim(version);
    return triple_split(run_first(version) == 'v' ? slice_skip(version, 1) : version, TRIPLE_STRICT, triple);
}

static bool semver_valid(struct slice version)
{
    struct triple triple;
    return semver_split(version, &triple);
}

static int semver_compare(struct slice a, struct slice b)
{
    struct triple left, right;
    return semver_split(a, &left) && semver_split(b, &right) ? triple_compare(&left, &right) : 0;
}

const struct version_scheme version_semver = {
    .name = "semver",
    .valid = semver_valid,
    .compare = semver_compare,
};
