#include "version/testing/order.h"

extern const struct version_scheme version_opam;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '<', S_INIT("1.0a")},  {S_INIT("1.0~beta"), '<', S_INIT("1.0")},
    {S_INIT("1"), '<', S_INIT("1.0")},     {S_INIT("1."), '=', S_INIT("1.0")},
    {S_INIT("1.0"), '=', S_INIT("1.00")},  {S_INIT("1.0a"), '<', S_INIT("1.0+")},
    {S_INIT("1.0"), '<', S_INIT("1.0-1")}, {S_INIT("1.0-9"), '<', S_INIT("1.0-10")},
    {S_INIT("v1"), '<', S_INIT("v2")},     {S_INIT("1.~"), '<', S_INIT("1.")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1.0.0~beta1-2"), S_INIT("v0.9"), S_INIT("dev"), S_INIT("-"), S_INIT("~"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_opam,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
