#include "version/testing/order.h"

extern const struct version_scheme version_conda;

static const struct order_case pairs[] = {
    {S_INIT("0.4"), '=', S_INIT("0.4.0")},
    {S_INIT("0.4.1.rc"), '=', S_INIT("0.4.1.RC")},
    {S_INIT("0.4.1.rc"), '<', S_INIT("0.4.1")},
    {S_INIT("0.5a1"), '<', S_INIT("0.5b3")},
    {S_INIT("0.5C1"), '<', S_INIT("0.5")},
    {S_INIT("0.9.6"), '<', S_INIT("0.960923")},
    {S_INIT("1.1dev1"), '<', S_INIT("1.1_")},
    {S_INIT("1.1_"), '<', S_INIT("1.1a1")},
    {S_INIT("1.1a1"), '<', S_INIT("1.1.0dev1")},
    {S_INIT("1.1.0dev1"), '=', S_INIT("1.1.dev1")},
    {S_INIT("1.1.a1"), '<', S_INIT("1.1.0rc1")},
    {S_INIT("1.1"), '<', S_INIT("1.1.0post1")},
    {S_INIT("1.1.post1"), '=', S_INIT("1.1.0post1")},
    {S_INIT("1.1.post1"), '<', S_INIT("1.1post1")},
    {S_INIT("1996.07.12"), '<', S_INIT("1!0.4.1")},
    {S_INIT("1-1"), '=', S_INIT("1_1")},
    {S_INIT("1.0+1"), '>', S_INIT("1.0")},
    {S_INIT("1.0+a"), '<', S_INIT("1.0+1")},
    {S_INIT("1.0rc_"), '>', S_INIT("1.0rc")},
};

static const struct slice valid[] = {
    S_INIT("0"), S_INIT("1!2.15.1_ALPHA"),       S_INIT("1.0post"), S_INIT("1.0+local.1"), S_INIT("1.0_"),
    S_INIT("a"), S_INIT("18446744073709551615"),
};

static const struct slice invalid[] = {
    S_INIT(""),     S_INIT(".1"),    S_INIT("1."),      S_INIT("1..0"),
    S_INIT("1.0*"), S_INIT("1.0+"),  S_INIT("1.0+a+b"), S_INIT("1.0_1-1"),
    S_INIT("a!1"),  S_INIT("1!2!3"), S_INIT("1.0 "),    S_INIT("18446744073709551616"),
    S_INIT("_"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_conda,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
