#include "version/testing/order.h"

extern const struct version_scheme version_semver;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0-alpha"), '<', S_INIT("1.0.0-alpha.1")},
    {S_INIT("1.0.0-alpha.1"), '<', S_INIT("1.0.0-alpha.beta")},
    {S_INIT("1.0.0-alpha.beta"), '<', S_INIT("1.0.0-beta")},
    {S_INIT("1.0.0-beta"), '<', S_INIT("1.0.0-beta.2")},
    {S_INIT("1.0.0-beta.2"), '<', S_INIT("1.0.0-beta.11")},
    {S_INIT("1.0.0-beta.11"), '<', S_INIT("1.0.0-rc.1")},
    {S_INIT("1.0.0-rc.1"), '<', S_INIT("1.0.0")},
    {S_INIT("1.0.0"), '=', S_INIT("1.0.0+build")},
    {S_INIT("1.0.0+a"), '=', S_INIT("1.0.0+b.-1.001")},
    {S_INIT("1.0.0-a+1"), '<', S_INIT("1.0.0+0")},
    {S_INIT("v1.2.3"), '=', S_INIT("1.2.3")},
    {S_INIT("1.2.3"), '<', S_INIT("1.2.10")},
    {S_INIT("1.9.0"), '<', S_INIT("1.10.0")},
    {S_INIT("9.0.0"), '<', S_INIT("10.0.0")},
    {S_INIT("1.0.0-1"), '<', S_INIT("1.0.0--1")}, /* "-1" is letters */
    {S_INIT("1.0.0-A"), '<', S_INIT("1.0.0-a")},
    {S_INIT("1.0.0-99999999999999999999999"), '<', S_INIT("1.0.0-100000000000000000000000")},
    {S_INIT("999999999999999999999.0.0"), '<', S_INIT("1000000000000000000000.0.0")},
    {S_INIT("1.0.0"), '!', S_INIT("1.0")},
};

static const struct slice valid[] = {
    S_INIT("0.0.0"),    S_INIT("1.2.3"),
    S_INIT("v1.2.3"),   S_INIT(" 1.2.3 "),
    S_INIT("1.0.0-0"),  S_INIT("1.0.0-0a.00b"),
    S_INIT("1.0.0---"), S_INIT("1.0.0-a.b+001.02"),
    S_INIT("1.0.0+--"), S_INIT("99999999999999999999.0.1"),
};

static const struct slice invalid[] = {
    S_INIT(""),           S_INIT("1"),         S_INIT("1.0"),        S_INIT("1.0.0.0"),
    S_INIT("01.0.0"),     S_INIT("1.00.0"),    S_INIT("1.0.0-01"),   S_INIT("1.0.0-"),
    S_INIT("1.0.0-a."),   S_INIT("1.0.0-.a"),  S_INIT("1.0.0-a..b"), S_INIT("1.0.0+"),
    S_INIT("1.0.0+a..b"), S_INIT("1.0.0+a+b"), S_INIT("1.0.0_1"),    S_INIT("V1.0.0"),
    S_INIT("vv1.0.0"),    S_INIT("=1.0.0"),    S_INIT("v"),          S_INIT("^1.0.0"),
    S_INIT("1.x.0"),      S_INIT("a.b.c"),     S_INIT("1.-1.0"),     S_INIT("1.0.0-\xc3\xa9"),
    S_INIT("1.0.0\x00"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_semver,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
