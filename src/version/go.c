/*
 * Go modules: "v" and Semantic Versioning; minor and patch may be missing. A pseudo-version (v0.0.0-20200101000000-
 * abcdef123456) is a pre-release like others, and made so that it sorts by its time.
 * Source: golang.org/x/mod/semver, parse() and Compare().
 *
 * Advisories (Go's own database, OSV) write versions without the "v", and of what has no tags in that form as its
 * makers do
 * ("19.03.0", "2.10-rc2"), so those have a place too.
 */
#include "version/triple.h"
#include "version/version.h"

static struct slice go_bare(struct slice version)
{
    return run_first(version) == 'v' ? slice_skip(version, 1) : version;
}

static bool go_valid(struct slice version)
{
    struct triple triple;
    return run_first(version) == 'v' && triple_split(go_bare(version), TRIPLE_SHORT, &triple);
}

static bool go_places(struct slice version)
{
    struct triple triple;
    return triple_split(go_bare(version), TRIPLE_LENIENT, &triple);
}

static int go_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!triple_split(go_bare(a), TRIPLE_LENIENT, &left) || !triple_split(go_bare(b), TRIPLE_LENIENT, &right))
        return 0;
    return triple_compare(&left, &right);
}

const struct version_scheme version_go = {
    .name = "go",
    .also = (const char *const[]){"golang", NULL},
    .valid = go_valid,
    .places = go_places,
    .compare = go_compare,
};
