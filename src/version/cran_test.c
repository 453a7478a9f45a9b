#include "version/testing/order.h"

extern const struct version_scheme version_cran;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1.0.0")},         {S_INIT("1.0-1"), '=', S_INIT("1.0.1")},
    {S_INIT("1.10"), '>', S_INIT("1.9")},          {S_INIT("1.01"), '=', S_INIT("1.1")},
    {S_INIT("0.99999999999"), '>', S_INIT("0.9")},
};

static const struct slice valid[] = {
    S_INIT("0.0"),
    S_INIT("1-2"),
    S_INIT("1.2.3-4"),
};

static const struct slice invalid[] = {
    S_INIT(""), S_INIT("1"), S_INIT("1."), S_INIT(".1"), S_INIT("1..2"), S_INIT("1.a"), S_INIT("1.0 "), S_INIT("1.0_1"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_cran,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
