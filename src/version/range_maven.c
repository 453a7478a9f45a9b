/*
 * Maven's ranges: "[1.0,2.0)", several joined by ','; a version without brackets is a recommendation, which any version
 * meets.
 * Source: maven-artifact 3.9.9 VersionRange.createFromVersionSpec(), Restriction.containsVersion().
 */
#include "version/range.h"
#include "version/run.h"

struct maven_restriction {
    struct slice lower, upper; /* empty: none */
    bool lower_inclusive, upper_inclusive;
};

/* Reads what stands between two brackets. */
static bool maven_restriction_of(struct slice text, struct maven_restriction *restriction)
{
    restriction->lower_inclusive = text.at[0] == '[';
    restriction->upper_inclusive = text.at[text.len - 1] == ']';
    text = range_trim(slice_of(text.at + 1, text.len - 2));
    if (!slice_cut(text, ',', &restriction->lower, &restriction->upper)) {
        restriction->upper = restriction->lower;
        return restriction->lower_inclusive && restriction->upper_inclusive;
    }
    restriction->lower = range_trim(restriction->lower);
    restriction->upper = range_trim(restriction->upper);
    if (!restriction->lower.len || !restriction->upper.len)
        return true;
    int order = version_maven.compare(restriction->upper, restriction->lower);
    return order > 0 || (order == 0 && restriction->lower_inclusive && restriction->upper_inclusive);
}

static bool maven_within(const struct maven_restriction *restriction, struct slice version)
{
    if (restriction->lower.len) {
        int order = version_maven.compare(version, restriction->lower);
        if (order < 0 || (order == 0 && !restriction->lower_inclusive))
            return false;
    }
    if (!restriction->upper.len)
        return true;
    int order = version_maven.compare(version, restriction->upper);
    return order < 0 || (order == 0 && restriction->upper_inclusive);
}

static bool maven_is_inside(uint8_t byte)
{
    return byte != ')' && byte != ']';
}

static enum version_answer maven_contains(struct slice range, struct slice version)
{
    struct slice above = {0}; /* the upper bound before, none when it has no length */
    bool yes = false, any = false;

    if (!version.len || !range.len)
        return VERSION_INVALID;
    while (run_first(range) == '[' || run_first(range) == '(') {
        struct maven_restriction restriction;
        struct slice rest = range;
        run_take(&rest, maven_is_inside);
        if (rest.len == 0 || !maven_restriction_of(slice_head(range, range.len - rest.len + 1), &restriction))
            return VERSION_INVALID;
        if (above.len && (!restriction.lower.len || version_maven.compare(restriction.lower, above) < 0))
            return VERSION_INVALID; /* they overlap */
        yes = yes || maven_within(&restriction, version);
        any = true;
        above = restriction.upper;
        range = range_trim(slice_skip(rest, 1));
        if (run_first(range) == ',')
            range = range_trim(slice_skip(range, 1));
    }
    if (any)
        return range.len ? VERSION_INVALID : range_answer(yes);
    return VERSION_YES;
}

const struct version_language language_maven = {.name = "maven", .contains = maven_contains};
