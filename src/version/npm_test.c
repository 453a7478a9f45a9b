#include "version/testing/order.h"

extern const struct version_scheme version_npm;

static const struct order_case pairs[] = {
    {S_INIT("1.0.0-alpha"), '<', S_INIT("1.0.0")},
    {S_INIT("v1.2.3"), '=', S_INIT("1.2.3")},
    {S_INIT("\t1.2.3\n"), '=', S_INIT("1.2.3")},
    {S_INIT("1.2.3-10"), '>', S_INIT("1.2.3-9")},
    {S_INIT("1.2.3-rc.1+build"), '=', S_INIT("1.2.3-rc.1")},
    {S_INIT("9007199254740991.0.0"), '>', S_INIT("9007199254740990.0.0")},
    {S_INIT("1.0.0-9007199254740993"), '>', S_INIT("1.0.0-9007199254740992")},
};

static const struct slice valid[] = {
    S_INIT("0.0.0"),
    S_INIT("1.2.3-a.b+001"),
    S_INIT("v1.0.0"),
    S_INIT("9007199254740991.9007199254740991.9007199254740991"),
};

static const struct slice invalid[] = {
    S_INIT(""),         S_INIT("1"),         S_INIT("1.0"),
    S_INIT("=1.0.0"),   S_INIT("1.0.0beta"), S_INIT("9007199254740992.0.0"),
    S_INIT("1.0.0-01"), S_INIT("01.0.0"),    S_INIT("1.0.0.0"),
    S_INIT("latest"),   S_INIT("^1.0.0"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_npm,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
