#include "version/testing/order.h"

extern const struct version_scheme version_maven;

static const struct order_case pairs[] = {
    {S_INIT("1"), '=', S_INIT("1.0.0")},
    {S_INIT("1.ga"), '=', S_INIT("1")},
    {S_INIT("1-final"), '=', S_INIT("1-release")},
    {S_INIT("1-alpha"), '<', S_INIT("1-beta")},
    {S_INIT("1-beta"), '<', S_INIT("1-milestone")},
    {S_INIT("1-milestone"), '<', S_INIT("1-rc")},
    {S_INIT("1-cr1"), '=', S_INIT("1-rc-1")},
    {S_INIT("1-rc"), '<', S_INIT("1-SNAPSHOT")},
    {S_INIT("1-snapshot"), '<', S_INIT("1")},
    {S_INIT("1"), '<', S_INIT("1-sp")},
    {S_INIT("1-sp"), '<', S_INIT("1-xyz")},
    {S_INIT("1-xyz"), '<', S_INIT("1-1")},
    {S_INIT("1-1"), '<', S_INIT("1.1")},
    {S_INIT("1a1"), '=', S_INIT("1-alpha-1")},
    {S_INIT("1a"), '>', S_INIT("1-alpha")}, /* "a" is alpha only before a digit */
    {S_INIT("1.0.0.X1"), '<', S_INIT("1.0.0-X2")},
    {S_INIT("1.foo"), '=', S_INIT("1-foo")},
    {S_INIT("1.foo.1"), '<', S_INIT("1-foo")},
    {S_INIT("2.0.1.Xyz"), '<', S_INIT("2.0.1-123")},
    {S_INIT("1--x"), '>', S_INIT("1-x")},
    {S_INIT("1.0.0-0.0.0"), '=', S_INIT("1-final-ga")},
    {S_INIT("1.2."), '=', S_INIT("1.2")},
    {S_INIT("1-1.ga.0-"), '=', S_INIT("1-1")},
    {S_INIT("20100101.1"), '>', S_INIT("1.0")},
    {S_INIT("99999999999999999999"), '>', S_INIT("9999999999999999999")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1.0-SNAPSHOT"), S_INIT("1.0.0.Final"), S_INIT("1a1b2-3.4"), S_INIT("-"),
    S_INIT("."), S_INIT("1--"),          S_INIT("x"),           S_INIT("1-0-x.0"),   S_INIT("31.1-jre"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_maven,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
