/*
 * Elixir and Erlang: Semantic Versioning without exceptions, and without a limit for numbers.
 * Source: elixir lib/version.ex, Version.Parser.parse_version() and compare().
 */
#include "version/triple.h"
#include "version/version.h"

static bool hex_valid(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_STRICT, &triple);
}

static bool hex_places(struct slice version)
{
    struct triple triple;
    return triple_split(version, TRIPLE_LENIENT, &triple);
}

static int hex_compare(struct slice a, struct slice b)
{
    struct triple left, right;

    if (!triple_split(a, TRIPLE_LENIENT, &left) || !triple_split(b, TRIPLE_LENIENT, &right))
        return 0;
    return triple_compare(&left, &right);
}

const struct version_scheme version_hex = {
    .name = "hex",
    .valid = hex_valid,
    .places = hex_places,
    .compare = hex_compare,
};
