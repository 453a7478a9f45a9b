/*
 * Bitnami: Semantic Versioning, but what stands behind '-' is the package's revision, so 1.0.0-1 is newer than 1.0.0. A
 * revision with an identifier 'x' is a wildcard, which counts as none.
 * Source: github.com/bitnami/go-version pkg/version/version.go, with aquasecurity/go-version pkg/part.
 */
#include "version/bitnami.h"
#include "version/version.h"

static const struct slice bitnami_most = S_INIT("18446744073709551615");

bool bitnami_is_wild(struct slice part)
{
    return part.len == 1 && (part.at[0] == 'x' || part.at[0] == 'X' || part.at[0] == '*');
}

bool bitnami_revision_counts(struct slice revision)
{
    struct slice one, rest = revision;

    while (slice_next(&rest, '.', &one))
        if (bitnami_is_wild(one))
            return false;
    return revision.len > 0;
}

/* A number larger than 64 bits is a word. */
static int bitnami_compare_part(struct slice a, struct slice b)
{
    bool left = run_is_number(a) && run_compare_numbers(a, bitnami_most) <= 0;
    bool right = run_is_number(b) && run_compare_numbers(b, bitnami_most) <= 0;

    if (left != right)
        return left ? -1 : 1;
    return left ? run_compare_numbers(a, b) : slice_compare(a, b);
}

int bitnami_compare_revisions(struct slice a, struct slice b)
{
    bool left = bitnami_revision_counts(a), right = bitnami_revision_counts(b);

    if (!left || !right)
        return left - right;
    while (a.len && b.len) {
        struct slice one, other;
        slice_cut(a, '.', &one, &a);
        slice_cut(b, '.', &other, &b);
        int order = bitnami_compare_part(one, other);
        if (order)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

static bool bitnami_valid(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_STRICT, &triple) && triple_at_most(&triple, bitnami_most);
}

static bool bitnami_places(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_LENIENT, &triple);
}

static int bitnami_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!triple_split(a, TRIPLE_LENIENT, &left) || !triple_split(b, TRIPLE_LENIENT, &right))
        return 0;
    int order = triple_compare_numbers(&left, &right);
    return order ? order : bitnami_compare_revisions(left.prerelease, right.prerelease);
}

const struct version_scheme version_bitnami = {
    .name = "bitnami",
    .valid = bitnami_valid,
    .places = bitnami_places,
    .compare = bitnami_compare,
};
