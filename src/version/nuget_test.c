#include "version/testing/order.h"

extern const struct version_scheme version_nuget;

static const struct order_case pairs[] = {
    {S_INIT("1"), '=', S_INIT("1.0.0.0")},
    {S_INIT("1.0.0.1"), '>', S_INIT("1.0.0")},
    {S_INIT("01.002"), '=', S_INIT("1.2")},
    {S_INIT("1.0.0-BETA"), '=', S_INIT("1.0.0-beta")},
    {S_INIT("1.0.0-beta.2"), '<', S_INIT("1.0.0-beta.10")},
    {S_INIT("1.0.0-2147483647"), '<', S_INIT("1.0.0--")},
    {S_INIT("1.0.0-2147483648"), '>', S_INIT("1.0.0-2147483647")}, /* too large for an int: letters */
    {S_INIT("1.0.0-2147483648"), '>', S_INIT("1.0.0-11a")},
    {S_INIT("1.0.0--5"), '<', S_INIT("1.0.0-0")}, /* "-5" is a number for .NET */
    {S_INIT("1.0.0--5"), '>', S_INIT("1.0.0--6")},
    {S_INIT("1.0.0--0"), '=', S_INIT("1.0.0-0")},
    {S_INIT("1.0+meta"), '=', S_INIT("1.0")},
    {S_INIT(" 1.0 "), '=', S_INIT("1.0")},
    {S_INIT("1 . 0 -a"), '=', S_INIT("1.0-a")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1.2.3.4"), S_INIT("1.0.0-a.b+m"), S_INIT("2147483647.0"), S_INIT("1.0-a"),
};

static const struct slice invalid[] = {
    S_INIT(""),           S_INIT("."),    S_INIT("1."),   S_INIT("1..2"),   S_INIT("1.2.3.4.5"),
    S_INIT("2147483648"), S_INIT("1.0-"), S_INIT("1.0+"), S_INIT("1.0-01"), S_INIT("1.0-a..b"),
    S_INIT("1.0_a"),      S_INIT("v1.0"), S_INIT("1.-1"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_nuget,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
