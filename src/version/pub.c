/*
 * Dart: Semantic Versioning with leading zeros, an order of builds, and numbers that a double holds exactly.
 * Source: dart-lang/pub_semver lib/src/version.dart, lib/src/patterns.dart.
 *
 * A leading 'v' and another count of numbers stand in advisories, and are placed.
 */
#include "version/triple.h"
#include "version/version.h"

static const struct slice pub_most = S_INIT("9007199254740991");
enum { PUB_RULES = TRIPLE_ZEROS | TRIPLE_IDENTIFIER_ZEROS };

static bool pub_valid(struct slice version)
{
    struct triple triple;

    return triple_split(version, PUB_RULES, &triple) && triple_at_most(&triple, pub_most) &&
           triple_identifiers_at_most(triple.prerelease, pub_most) &&
           triple_identifiers_at_most(triple.build, pub_most);
}

static bool pub_split(struct slice version, struct triple *triple)
{
    return triple_split(run_first(version) == 'v' ? slice_skip(version, 1) : version, PUB_RULES | TRIPLE_MANY, triple);
}

static bool pub_places(struct slice version)
{
    struct triple triple;
    return pub_split(version, &triple);
}

static int pub_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!pub_split(a, &left) || !pub_split(b, &right))
        return 0;
    int order = triple_compare(&left, &right);
    return order ? order : triple_compare_identifiers(left.build, right.build);
}

const struct version_scheme version_pub = {
    .name = "pub",
    .valid = pub_valid,
    .places = pub_places,
    .compare = pub_compare,
};
