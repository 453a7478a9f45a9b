#include "version/testing/order.h"

extern const struct version_scheme version_bitnami;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0"), '<', S_INIT("1.0.0-0")},
    {S_INIT("1.0.0-1"), '<', S_INIT("1.0.0-2")},
    {S_INIT("1.0.0-9"), '<', S_INIT("1.0.0-10")},
    {S_INIT("1.0.0-9"), '<', S_INIT("1.0.0-rc1")},
    {S_INIT("1.0.0-r1"), '<', S_INIT("1.0.0-r1.1")},
    {S_INIT("1.0.0+a"), '=', S_INIT("1.0.0")},
    {S_INIT("1.0.0-x"), '=', S_INIT("1.0.0")},
    {S_INIT("1.0.0-a.X"), '<', S_INIT("1.0.0-0")},
    {S_INIT("1.0.0-18446744073709551616"), '>', S_INIT("1.0.0-18446744073709551615")},
};

static const struct slice valid[] = {
    S_INIT("0.0.0"),
    S_INIT("1.2.3-1+m"),
    S_INIT("1.2.3-x.0"),
    S_INIT("18446744073709551615.0.0"),
};

static const struct slice invalid[] = {
    S_INIT(""),       S_INIT("1.0"), S_INIT("v1.0.0"), S_INIT("1.0.0-01"), S_INIT("18446744073709551616.0.0"),
    S_INIT(" 1.0.0"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_bitnami,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
