#include "version/testing/order.h"

extern const struct version_scheme version_hackage;

static const struct order_case pairs[] = {
    {S_INIT("1"), '<', S_INIT("1.0")},
    {S_INIT("1.2"), '<', S_INIT("1.10")},
    {S_INIT("1.2-foo"), '=', S_INIT("1.2")},
    {S_INIT("1.2-foo-1"), '<', S_INIT("1.2.0-a")},
};

static const struct slice valid[] = {
    S_INIT("0"),
    S_INIT("1.2.3.4.5"),
    S_INIT("1.0-a-b1"),
    S_INIT("999999999"),
};

static const struct slice invalid[] = {
    S_INIT(""),   S_INIT("01"),      S_INIT("1."),         S_INIT("1..2"), S_INIT("1.a"),
    S_INIT("1-"), S_INIT("1.0-a.b"), S_INIT("1234567890"), S_INIT("v1"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_hackage,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
