/*
 * Julia: numbers of 32 bits, minor and patch may be missing, a pre-release needs no dash before a letter. "1.0-" is
 * older than all pre-releases of 1.0, and "1.0+" newer than all of its builds.
 * Source: julia base/version.jl: VERSION_REGEX, tryparse(), ident_cmp(), isless().
 */
#include "version/triple.h"
#include "version/version.h"

static const struct slice julia_most = S_INIT("4294967295"), julia_identifier_most = S_INIT("18446744073709551615");

static bool julia_split(struct slice version, struct triple *triple)
{
    struct triple found = {0};

    if (run_lower(run_first(version)) == 'v')
        version = slice_skip(version, 1);
    for (int part = 0; part < 3; part++) {
        bool dot = part && run_first(version) == '.' && run_is_digit(run_first(slice_skip(version, 1)));
        if (part && !dot)
            break;
        version = slice_skip(version, dot);
        found.number[part] = run_take(&version, run_is_digit);
    }
    if (found.number[0].len == 0)
        return false;
    bool dash = run_first(version) == '-';
    found.has_prerelease = dash || run_is_letter(run_first(version));
    version = slice_skip(version, dash);
    bool bare = dash && version.len == 0;
    if (found.has_prerelease && !bare && !triple_take_identifiers(&version, true, &found.prerelease))
        return false;
    found.has_build = run_first(version) == '+';
    version = slice_skip(version, found.has_build);
    if (found.has_build && version.len && !triple_take_identifiers(&version, true, &found.build))
        return false;
    *triple = found;
    return version.len == 0;
}

static bool julia_valid(struct slice version)
{
    struct triple triple;

    return julia_split(version, &triple) && triple_at_most(&triple, julia_most) &&
           triple_identifiers_at_most(triple.prerelease, julia_identifier_most) &&
           triple_identifiers_at_most(triple.build, julia_identifier_most);
}

static int julia_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!julia_split(a, &left) || !julia_split(b, &right))
        return 0;
    int order = triple_compare(&left, &right);
    if (order)
        return order;
    bool left_last = left.has_build && left.build.len == 0, right_last = right.has_build && right.build.len == 0;
    return left_last != right_last ? left_last - right_last : triple_compare_identifiers(left.build, right.build);
}

const struct version_scheme version_julia = {
    .name = "julia",
    .valid = julia_valid,
    .compare = julia_compare,
};
