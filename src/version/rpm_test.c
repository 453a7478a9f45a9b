#include "version/testing/order.h"

extern const struct version_scheme version_rpm;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1.0")},
    {S_INIT("1.0"), '=', S_INIT("1_0")}, /* separators only separate */
    {S_INIT("1.0"), '=', S_INIT("1..0")},
    {S_INIT("1.0"), '=', S_INIT("1.0.")},
    {S_INIT("1.0"), '=', S_INIT("0:1.0")},
    {S_INIT("1.0"), '=', S_INIT(":1.0")},
    {S_INIT("1.0-1"), '>', S_INIT("1.0")}, /* a missing release is less than any */
    {S_INIT("1.0-"), '>', S_INIT("1.0")},
    {S_INIT("1.0-1"), '<', S_INIT("1.0-1.el9")},
    {S_INIT("1.0-1.el9"), '<', S_INIT("1.0-1.el9_2")},
    {S_INIT("1:1.0-1"), '>', S_INIT("2.0-1")},
    {S_INIT("01:1"), '=', S_INIT("1:1")},
    {S_INIT("1.0~rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0~rc1"), '>', S_INIT("1.0~")},
    {S_INIT("1.0^git1"), '>', S_INIT("1.0")},
    {S_INIT("1.0^git1"), '<', S_INIT("1.0.1")},
    {S_INIT("1.0^git1"), '<', S_INIT("1.0a")},
    {S_INIT("1.0^git1~pre"), '<', S_INIT("1.0^git1")},
    {S_INIT("1.0~rc1^git1"), '>', S_INIT("1.0~rc1")},
    {S_INIT("1.0~^1"), '>', S_INIT("1.0~")},
    {S_INIT("1.0a"), '<', S_INIT("1.0.1")}, /* numbers are newer than letters */
    {S_INIT("1.0"), '<', S_INIT("1.0a")},
    {S_INIT("10b2"), '>', S_INIT("10a1")},
    {S_INIT("2a"), '<', S_INIT("2.0")},
    {S_INIT("xyz"), '<', S_INIT("8")},
    {S_INIT("1.0\xc3\xa9"), '=', S_INIT("1.0")},
    {S_INIT("5.14.0-362.8.1.el9_3"), '<', S_INIT("5.14.0-362.18.1.el9_3")},
    {S_INIT("20240101"), '>', S_INIT("99999")},
    {S_INIT("18446744073709551616"), '>', S_INIT("18446744073709551615")},
    {S_INIT("1-2-3"), '>', S_INIT("1-1-4")},
    {S_INIT(""), '!', S_INIT("1")},
};

static const struct slice valid[] = {
    S_INIT("0"),        S_INIT("1.0"), S_INIT("1:1.0-1.el9"), S_INIT("1.0~rc1"),
    S_INIT("1.0^git1"), S_INIT("-"),   S_INIT("~"),           S_INIT("^"),
    S_INIT(":"),        S_INIT("1:"),  S_INIT("a.b.c"),       S_INIT("5.14.0-362.8.1.el9_3"),
    S_INIT("\xc3\xa9"), S_INIT("1 0"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_rpm,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
