/*
 * Rust's crates: Semantic Versioning, numbers of 64 bits, and an order of builds too.
 * Source: the semver crate (dtolnay/semver): src/parse.rs, src/impls.rs.
 */
#include "version/triple.h"
#include "version/version.h"

static const struct slice cargo_most = S_INIT("18446744073709551615");

static bool cargo_valid(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_STRICT, &triple) && triple_at_most(&triple, cargo_most);
}

/* Builds may have leading zeros; of two equal numbers the one with more of them is newer. */
static int cargo_compare_builds(struct slice a, struct slice b)
{
    while (a.len && b.len) {
        struct slice left, right;
        slice_cut(a, '.', &left, &a);
        slice_cut(b, '.', &right, &b);
        int order = triple_compare_identifier(left, right);
        if (!order && left.len != right.len)
            order = left.len < right.len ? -1 : 1;
        if (order)
            return order;
    }
    return (a.len > 0) - (b.len > 0);
}

static bool cargo_places(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_LENIENT, &triple);
}

static int cargo_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!triple_split(a, TRIPLE_LENIENT, &left) || !triple_split(b, TRIPLE_LENIENT, &right))
        return 0;
    int order = triple_compare(&left, &right);
    return order ? order : cargo_compare_builds(left.build, right.build);
}

const struct version_scheme version_cargo = {
    .name = "cargo",
    .also = (const char *const[]){"crates.io", NULL},
    .valid = cargo_valid,
    .places = cargo_places,
    .compare = cargo_compare,
};
