#include "version/testing/order.h"

extern const struct version_scheme version_pep440;

static const struct order_case pairs[] = {
    {S_INIT("1.0.dev1"), '<', S_INIT("1.0a1")},
    {S_INIT("1.0a1.dev1"), '<', S_INIT("1.0a1")},
    {S_INIT("1.0a1"), '<', S_INIT("1.0b1")},
    {S_INIT("1.0b1"), '<', S_INIT("1.0rc1")},
    {S_INIT("1.0rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1.0.post1")},
    {S_INIT("1.0.post1.dev1"), '<', S_INIT("1.0.post1")},
    {S_INIT("1.0.post1.dev1"), '>', S_INIT("1.0")},
    {S_INIT("1.0a1.post1"), '>', S_INIT("1.0a1")},
    {S_INIT("1.0"), '<', S_INIT("1.0+a")},
    {S_INIT("1.0+a"), '<', S_INIT("1.0+1")},
    {S_INIT("1.0+1"), '<', S_INIT("1.0+1.a")},
    {S_INIT("1.0+ABC.1"), '=', S_INIT("1.0+abc_01")},
    {S_INIT("1!0.1"), '>', S_INIT("9")},
    {S_INIT("1.0"), '=', S_INIT("1.0.0.0")},
    {S_INIT("1.0-1"), '=', S_INIT("1.0.post1")},
    {S_INIT("1.0-r1"), '=', S_INIT("1.0.post1")},
    {S_INIT("1.0c1"), '=', S_INIT("1.0rc1")},
    {S_INIT("1.0PREVIEW-1"), '=', S_INIT("1.0rc1")},
    {S_INIT("1.0alpha"), '=', S_INIT("1.0a0")},
    {S_INIT("1.0.post"), '=', S_INIT("1.0.post0")},
    {S_INIT("1.0_dev_3"), '=', S_INIT("1.0.dev3")},
    {S_INIT("1.0a."), '=', S_INIT("1.0a0")},
    {S_INIT("1.0b-.post-"), '=', S_INIT("1.0b0.post0")},
    {S_INIT("v1.0"), '=', S_INIT("1.0")},
    {S_INIT(" 1.0\n"), '=', S_INIT("1.0")},
};

static const struct slice valid[] = {
    S_INIT("0"),     S_INIT("1!1.0a1.post2.dev3+local.1"),
    S_INIT("1.0-1"), S_INIT("1.0.dev"),
    S_INIT("v1"),    S_INIT("2020.1"),
    S_INIT("1.0rc"),
};

static const struct slice invalid[] = {
    S_INIT(""),        S_INIT("a"),       S_INIT("1."),       S_INIT("1..0"),
    S_INIT("1.0.x"),   S_INIT("1.0+"),    S_INIT("1.0+a+b"),  S_INIT("1.0-"),
    S_INIT("1.0a1b1"), S_INIT("1.0-1-1"), S_INIT("1.0+a..b"), S_INIT("1.0.dev1.dev1"),
    S_INIT("!1"),      S_INIT("1!"),      S_INIT("1.0*"),     S_INIT("1.0.*"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_pep440,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
