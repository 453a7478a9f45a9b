#include "version/testing/order.h"

extern const struct version_scheme version_generic;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1")},          {S_INIT("1.0alpha"), '<', S_INIT("1.0beta")},
    {S_INIT("1.0beta"), '<', S_INIT("1.0rc1")}, {S_INIT("1.0rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1.0patch1")},  {S_INIT("1.0patch1"), '<', S_INIT("1.0.1")},
    {S_INIT("1.0.1"), '<', S_INIT("1.0a")},     {S_INIT("1.0a"), '<', S_INIT("1.0b")},
    {S_INIT("1.0a1"), '<', S_INIT("1.0")},      {S_INIT("1.0-pl1"), '>', S_INIT("1.0")},
    {S_INIT("v1.0"), '<', S_INIT("1.0")},       {S_INIT("1.0."), '=', S_INIT("1.0")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1.0a"), S_INIT("1.0-rc.1"), S_INIT("v1"), S_INIT("-"), S_INIT("."), S_INIT("p"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_generic,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
