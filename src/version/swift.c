/*
 * Swift packages: Semantic Versioning, numbers that a double holds exactly.
 * Source: swift-package-manager Sources/PackageDescription/Version.swift, Version+StringLiteralConvertible.swift.
 *
 * Tags and advisories write a leading 'v', and another count of numbers stands in some; both are placed.
 */
#include "version/triple.h"
#include "version/version.h"

static const struct slice swift_most = S_INIT("9007199254740991");

static bool swift_valid(struct slice version)
{
    struct triple triple;

    return triple_split(version, TRIPLE_STRICT, &triple) && triple_at_most(&triple, swift_most) &&
           triple_identifiers_at_most(triple.prerelease, swift_most);
}

static bool swift_split(struct slice version, struct triple *triple)
{
    return triple_split(run_first(version) == 'v' ? slice_skip(version, 1) : version, TRIPLE_MANY, triple);
}

static bool swift_places(struct slice version)
{
    struct triple triple;
    return swift_split(version, &triple);
}

static int swift_compare(struct slice a, struct slice b)
{
    struct triple left, right;
    return swift_split(a, &left) && swift_split(b, &right) ? triple_compare(&left, &right) : 0;
}

const struct version_scheme version_swift = {
    .name = "swift",
    .valid = swift_valid,
    .places = swift_places,
    .compare = swift_compare,
};
