#include "version/testing/order.h"

extern const struct version_scheme version_hex;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0-alpha.1"), '<', S_INIT("1.0.0-alpha.beta")},
    {S_INIT("1.0.0+a"), '=', S_INIT("1.0.0")},
    {S_INIT("1.0.0-rc.99999999999999999999999"), '<', S_INIT("1.0.0-rc.100000000000000000000000")},
};

static const struct slice valid[] = {
    S_INIT("0.0.0"),
    S_INIT("1.2.3-a.b+001"),
};

static const struct slice invalid[] = {
    S_INIT(""),       S_INIT("1.0"),    S_INIT("v1.0.0"), S_INIT("1.0.0-01"),
    S_INIT("1.0.0-"), S_INIT("1.0.0+"), S_INIT("01.0.0"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_hex,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
