/*
 * npm: Semantic Versioning as node-semver reads it. Two rows: what npm itself publishes, and the loose form for what
 * stands in old package.json files and advisories ("=1.2.3", "v 1.2.3", "1.2.3beta", "01.2.3").
 * Source: node-semver internal/re.js, classes/semver.js.
 *
 * Where node compares numbers of a pre-release as floating point, equal from 2^53 on, their exact order counts here.
 */
#include "version/triple.h"
#include "version/version.h"

enum { NPM_LENGTH = 256 };                                       /* MAX_LENGTH, blanks included */
static const struct slice npm_most = S_INIT("9007199254740991"); /* Number.MAX_SAFE_INTEGER */

/* What JavaScript's trim() takes off, of ASCII. */
static bool npm_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool npm_is_loose_prefix(uint8_t byte)
{
    return npm_is_blank(byte) || byte == 'v' || byte == '=';
}

static struct slice npm_trim(struct slice version)
{
    run_take(&version, npm_is_blank);
    while (version.len && npm_is_blank(version.at[version.len - 1]))
        version.len--;
    return version;
}

static bool npm_split(struct slice version, unsigned rules, struct triple *triple)
{
    version = npm_trim(version);
    if (run_first(version) == 'v')
        version = slice_skip(version, 1);
    return triple_split(version, rules, triple);
}

static bool npm_valid(struct slice version)
{
    struct triple triple;
    return version.len <= NPM_LENGTH && npm_split(version, TRIPLE_STRICT, &triple) && triple_at_most(&triple, npm_most);
}

static bool npm_places(struct slice version)
{
    struct triple triple;
    return version.len <= NPM_LENGTH && npm_split(version, TRIPLE_LENIENT, &triple);
}

static int npm_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!npm_split(a, TRIPLE_LENIENT, &left) || !npm_split(b, TRIPLE_LENIENT, &right))
        return 0;
    return triple_compare(&left, &right);
}

/* Takes what stands behind the three numbers: maybe a pre-release, maybe a build; nothing may be left. */
static bool npm_loose_tail(struct slice rest, struct triple *triple)
{
    struct slice build;

    triple->has_build = slice_cut(rest, '+', &rest, &build);
    triple->has_prerelease = rest.len > 0;
    if (triple->has_build && (!triple_take_identifiers(&build, true, &triple->build) || build.len))
        return false;
    if (!triple->has_prerelease)
        return true;
    /* A dash announces the pre-release, or is its first byte where the rest alone would be none: "1.2.3-". */
    struct slice behind = run_first(rest) == '-' ? slice_skip(rest, 1) : rest;
    if (triple_take_identifiers(&behind, true, &triple->prerelease) && behind.len == 0)
        return true;
    return triple_take_identifiers(&rest, true, &triple->prerelease) && rest.len == 0;
}

static bool npm_loose_split(struct slice version, struct triple *triple)
{
    struct triple found = {0};

    run_take(&version, npm_is_loose_prefix);
    version = npm_trim(version);
    for (int part = 0; part < 3; part++) {
        if (part && run_first(version) != '.')
            return false;
        version = part ? slice_skip(version, 1) : version;
        found.number[part] = run_take(&version, run_is_digit);
        if (found.number[part].len == 0)
            return false;
    }
    if (run_first(version) == '.' && found.number[2].len > 1) {
        /* No dash is needed, so "1.2.34.5" is 1.2.3 with the pre-release 4.5. */
        found.number[2].len--;
        version = slice_of(version.at - 1, version.len + 1);
    }
    if (!npm_loose_tail(version, &found))
        return false;
    *triple = found;
    return true;
}

static bool npm_loose_valid(struct slice version)
{
    struct triple triple;
    return version.len <= NPM_LENGTH && npm_loose_split(version, &triple) && triple_at_most(&triple, npm_most);
}

static int npm_loose_compare(struct slice a, struct slice b)
{
    struct triple left, right;
    return npm_loose_split(a, &left) && npm_loose_split(b, &right) ? triple_compare(&left, &right) : 0;
}

const struct version_scheme version_npm = {
    .name = "npm",
    .valid = npm_valid,
    .places = npm_places,
    .compare = npm_compare,
};

const struct version_scheme version_npm_loose = {
    .name = "npm-loose",
    .also = (const char *const[]){"npm_loose", NULL},
    .valid = npm_loose_valid,
    .compare = npm_loose_compare,
};
