#include "version/testing/order.h"

extern const struct version_scheme version_pub;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0"), '<', S_INIT("1.0.0+1")},    {S_INIT("1.0.0+9"), '<', S_INIT("1.0.0+10")},
    {S_INIT("1.0.0+1"), '<', S_INIT("1.0.0+a")},  {S_INIT("01.2.3"), '=', S_INIT("1.2.3")},
    {S_INIT("1.0.0-01"), '=', S_INIT("1.0.0-1")}, {S_INIT("v1.0.0"), '<', S_INIT("1.0.1")},
    {S_INIT("v1.0.0"), '!', S_INIT("v1.0.0")},    {S_INIT("1.2"), '<', S_INIT("1.2.0.1")},
};

static const struct slice valid[] = {
    S_INIT("0.0.0"),
    S_INIT("1.2.3-a.01+b.02"),
    S_INIT("9007199254740991.0.0"),
};

static const struct slice invalid[] = {
    S_INIT(""),
    S_INIT("1.0"),
    S_INIT("v1.0.0"),
    S_INIT("9007199254740992.0.0"),
    S_INIT("1.0.0-9007199254740992"),
    S_INIT("1.0.0-"),
    S_INIT("1.0.0+"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_pub,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
