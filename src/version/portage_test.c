#include "version/testing/order.h"

extern const struct version_scheme version_portage;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '<', S_INIT("1.0.0")},          {S_INIT("1.02"), '<', S_INIT("1.1")},
    {S_INIT("1.010"), '=', S_INIT("1.01")},         {S_INIT("1.9"), '<', S_INIT("1.10")},
    {S_INIT("1.0_alpha"), '<', S_INIT("1.0_beta")}, {S_INIT("1.0_beta"), '<', S_INIT("1.0_pre")},
    {S_INIT("1.0_pre"), '<', S_INIT("1.0_rc")},     {S_INIT("1.0_rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1.0_p")},          {S_INIT("1.0_p"), '=', S_INIT("1.0_p0")},
    {S_INIT("1.0_p_alpha"), '<', S_INIT("1.0_p")},  {S_INIT("1.0"), '<', S_INIT("1.0a")},
    {S_INIT("1.0a"), '<', S_INIT("1.0.1")},         {S_INIT("1.0"), '=', S_INIT("1.0-r0")},
    {S_INIT("1.0-r9"), '<', S_INIT("1.0-r10")},     {S_INIT("01"), '=', S_INIT("1")},
};

static const struct slice valid[] = {
    S_INIT("0"),
    S_INIT("1.2.3a_alpha1_p2-r3"),
    S_INIT("1_p"),
    S_INIT("1.0-r00"),
};

static const struct slice invalid[] = {
    S_INIT(""),          S_INIT("a"),         S_INIT("1."),   S_INIT("1..0"),  S_INIT("1.0ab"),
    S_INIT("1.0A"),      S_INIT("1.0_foo"),   S_INIT("1.0_"), S_INIT("1.0-1"), S_INIT("1.0-r"),
    S_INIT("1.0-r1-r2"), S_INIT("1.0-r1_p1"), S_INIT("1.0 "),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_portage,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
