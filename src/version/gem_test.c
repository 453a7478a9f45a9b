#include "version/testing/order.h"

extern const struct version_scheme version_gem;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1")},          {S_INIT("1.0.a"), '=', S_INIT("1.a")},
    {S_INIT("1.0.a"), '<', S_INIT("1")},        {S_INIT("1.a"), '<', S_INIT("1.0.0")},
    {S_INIT("1.0.1.a"), '>', S_INIT("1.a")},    {S_INIT("1.a.0.1"), '>', S_INIT("1.a")},
    {S_INIT("1.a.0"), '=', S_INIT("1.a")},      {S_INIT("1.a.b"), '<', S_INIT("1.a")},
    {S_INIT("1-1"), '=', S_INIT("1.pre.1")},    {S_INIT("1-x"), '<', S_INIT("1")},
    {S_INIT("5.2.4"), '<', S_INIT("5.2.4.1")},  {S_INIT("1.8.2.a10"), '>', S_INIT("1.8.2.a9")},
    {S_INIT("1.8.2a"), '=', S_INIT("1.8.2.a")}, {S_INIT("1.A"), '<', S_INIT("1.a")},
    {S_INIT(" 1.0\n"), '=', S_INIT("1")},       {S_INIT("1.0.0.0.0.0.2"), '>', S_INIT("1.0.0.0.0.0.1")},
    {S_INIT("0.0.0"), '=', S_INIT("0")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1.2.3"), S_INIT("1.2.b1"), S_INIT("1.0.0.rc.1"), S_INIT("1-2-3"), S_INIT("1-a.-"),
};

static const struct slice invalid[] = {
    S_INIT("."),  S_INIT("1."),     S_INIT("1..2"), S_INIT("1a"),  S_INIT("v1"),    S_INIT("1_2"),
    S_INIT("1-"), S_INIT("1.0.-a"), S_INIT("a"),    S_INIT("1 2"), S_INIT("1.2+3"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_gem,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
