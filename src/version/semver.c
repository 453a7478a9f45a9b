/*
 * Semantic Versioning 2.0.0: major.minor.patch[-pre.release][+build]; build does not count in the order.
 * Source: semver.org, sections 2 and 9 to 11. As node-semver does, a leading 'v' and blanks around are forgiven.
 * No number is too large (node stops at 2^53, Rust's crate at 2^64): the specification knows no limit.
 */
#include "version/run.h"
#include "version/version.h"

static bool semver_is_identifier(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte) || byte == '-';
}

static bool semver_is_number(struct slice identifier)
{
    return run_take(&identifier, run_is_digit).len > 0 && identifier.len == 0;
}

static struct slice semver_bare(struct slice version)
{
    version = slice_trim(version);
    return run_first(version) == 'v' ? slice_skip(version, 1) : version;
}

/* Takes a number without leading zeros, and `end` behind it unless that is 0. */
static bool semver_take_number(struct slice *rest, uint8_t end)
{
    struct slice number = run_take(rest, run_is_digit);

    if (number.len == 0 || (number.len > 1 && number.at[0] == '0'))
        return false;
    if (end && run_first(*rest) != end)
        return false;
    *rest = slice_skip(*rest, end ? 1 : 0);
    return true;
}

/* Takes identifiers with dots between them; numbers among them have no leading zeros if `strict`. */
static bool semver_take_identifiers(struct slice *rest, bool strict)
{
    for (;;) {
        struct slice identifier = run_take(rest, semver_is_identifier);
        if (identifier.len == 0)
            return false;
        if (strict && identifier.len > 1 && identifier.at[0] == '0' && semver_is_number(identifier))
            return false;
        if (run_first(*rest) != '.')
            return true;
        *rest = slice_skip(*rest, 1);
    }
}

static bool semver_valid(struct slice version)
{
    struct slice rest = semver_bare(version);

    if (!semver_take_number(&rest, '.') || !semver_take_number(&rest, '.') || !semver_take_number(&rest, 0))
        return false;
    if (run_first(rest) == '-') {
        rest = slice_skip(rest, 1);
        if (!semver_take_identifiers(&rest, true))
            return false;
    }
    if (run_first(rest) == '+') {
        rest = slice_skip(rest, 1);
        if (!semver_take_identifiers(&rest, false))
            return false;
    }
    return rest.len == 0;
}

static int semver_compare_identifier(struct slice a, struct slice b)
{
    bool left = semver_is_number(a), right = semver_is_number(b);

    if (left != right)
        return left ? -1 : 1;
    return left ? run_compare_numbers(a, b) : slice_compare(a, b);
}

static int semver_compare_prerelease(struct slice a, struct slice b)
{
    if (a.len == 0 || b.len == 0)
        return (a.len == 0) - (b.len == 0); /* a release is newer than its pre-releases */
    while (a.len && b.len) {
        struct slice left, right;
        slice_cut(a, '.', &left, &a);
        slice_cut(b, '.', &right, &b);
        int order = semver_compare_identifier(left, right);
        if (order)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

static int semver_compare(struct slice a, struct slice b)
{
    struct slice build;

    slice_cut(semver_bare(a), '+', &a, &build);
    slice_cut(semver_bare(b), '+', &b, &build);
    for (int part = 0; part < 3; part++) {
        int order = run_compare_numbers(run_take(&a, run_is_digit), run_take(&b, run_is_digit));
        if (order)
            return order;
        a = slice_skip(a, 1); /* the dot, or the dash before the pre-release */
        b = slice_skip(b, 1);
    }
    return semver_compare_prerelease(a, b);
}

const struct version_scheme version_semver = {
    .name = "semver",
    .valid = semver_valid,
    .compare = semver_compare,
};
