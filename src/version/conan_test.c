#include "version/testing/order.h"

extern const struct version_scheme version_conan;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1")},
    {S_INIT("1.0-pre"), '<', S_INIT("1.0")},
    {S_INIT("1.0-pre.0"), '=', S_INIT("1.0-pre")},
    {S_INIT("1.0-alpha"), '<', S_INIT("1.0-beta")},
    {S_INIT("1.0"), '<', S_INIT("1.0+1")},
    {S_INIT("1.0+1"), '<', S_INIT("1.0+2")},
    {S_INIT("1.0-a+1"), '>', S_INIT("1.0-a")},
    {S_INIT("1.2"), '<', S_INIT("1.10")},
    {S_INIT("1.2"), '<', S_INIT("1.a")},
    {S_INIT("10"), '<', S_INIT("1a")}, /* as strings */
    {S_INIT("1a"), '<', S_INIT("2")},
    {S_INIT("1.0-"), '<', S_INIT("1.0")},
    {S_INIT("0"), '<', S_INIT("0.a")},
    {S_INIT("1.1_0"), '=', S_INIT("1.10")},
    {S_INIT("1.0--1"), '<', S_INIT("1.0-1")},
    {S_INIT("1.0--1"), '<', S_INIT("1.0-a")},
    {S_INIT("1.0."), '>', S_INIT("1.0")},
    {S_INIT("."), '<', S_INIT("1")},
};

static const struct slice valid[] = {
    S_INIT("0"),
    S_INIT("1.2.3-pre.1+b.2"),
    S_INIT("cci.20200101"),
    S_INIT("1.0-"),
    S_INIT("+"),
    S_INIT("-"),
    S_INIT("1..2"),
    S_INIT("a"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_conan,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
