#include "version/testing/order.h"

extern const struct version_scheme version_julia;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0-"), '<', S_INIT("1.0.0-DEV")},
    {S_INIT("1.0.0-DEV"), '<', S_INIT("1.0.0")},
    {S_INIT("1.0.0"), '<', S_INIT("1.0.0+1")},
    {S_INIT("1.0.0+1"), '<', S_INIT("1.0.0+a")},
    {S_INIT("1.0.0+a"), '<', S_INIT("1.0.0+")},
    {S_INIT("1.0.0+"), '<', S_INIT("1.0.1-")},
    {S_INIT("v1"), '=', S_INIT("1.0.0")},
    {S_INIT("1.2rc1"), '=', S_INIT("1.2.0-rc1")},
    {S_INIT("1.0.0rc1+b"), '>', S_INIT("1.0.0-rc1")},
    {S_INIT("1.0.0-rc.1"), '<', S_INIT("1.0.0-rc.a")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("v1.2"), S_INIT("1.2.3-a.1+b.2"), S_INIT("1.0a"), S_INIT("1.0-"), S_INIT("1.0+"),
};

static const struct slice invalid[] = {
    S_INIT(""),           S_INIT("v"),          S_INIT("1."),   S_INIT("1.0.0.0"), S_INIT("1.0-+"),
    S_INIT("1.0.0-a..b"), S_INIT("4294967296"), S_INIT("1.0 "), S_INIT("1.0++"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_julia,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
