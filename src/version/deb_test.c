#include "version/testing/order.h"

extern const struct version_scheme version_deb;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '=', S_INIT("1.0-0")}, /* an absent revision is 0 */
    {S_INIT("1.0"), '=', S_INIT("0:1.0")},
    {S_INIT("1.0"), '=', S_INIT("+0:1.0")},
    {S_INIT("1:0.1"), '>', S_INIT("2.0")},
    {S_INIT("1.0~rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0~rc1"), '<', S_INIT("1.0~rc2")},
    {S_INIT("1.0~"), '>', S_INIT("1.0~~")},
    {S_INIT("1.0~~a"), '<', S_INIT("1.0~")},
    {S_INIT("1.0a"), '>', S_INIT("1.0")},
    {S_INIT("1.0a"), '<', S_INIT("1.0+")}, /* letters before marks */
    {S_INIT("1.0."), '>', S_INIT("1.0+")},
    {S_INIT("1.0-1"), '<', S_INIT("1.0-1+b1")},
    {S_INIT("1.0-1~bpo12+1"), '<', S_INIT("1.0-1")},
    {S_INIT("1.0-1+deb12u2"), '<', S_INIT("1.0-1+deb12u10")},
    {S_INIT("1.2.3-4-5"), '>', S_INIT("1.2.3-4")}, /* only the last dash starts the revision */
    {S_INIT("1:2:3-1"), '>', S_INIT("1:2-1")},
    {S_INIT("007"), '=', S_INIT("7")},
    {S_INIT("1.007"), '=', S_INIT("1.7")},
    {S_INIT("99999999999999999999"), '>', S_INIT("99999999999999999998")},
    {S_INIT("1.0-1"), '!', S_INIT("1.0_1")},
};

static const struct slice valid[] = {
    S_INIT("0"),       S_INIT("1.0"),   S_INIT("1:1.0-1"), S_INIT("2147483647:1"), S_INIT("1.0-1~bpo12+1"),
    S_INIT("1:2:3-1"), S_INIT(" 1.0 "), S_INIT("1a-b-c"),  S_INIT("+1:1"),         S_INIT("-0:1"),
    S_INIT("1.0~"),
};

static const struct slice invalid[] = {
    S_INIT(""),
    S_INIT(" "),
    S_INIT("1.0-"),
    S_INIT("1.0\n"),
    S_INIT(":1"),
    S_INIT("1:"),
    S_INIT("a:1"),
    S_INIT("2147483648:1"),
    S_INIT("-1:1"),
    S_INIT("99999999999999999999:1"),
    S_INIT("a1"),
    S_INIT(".1"),
    S_INIT("1_0"),
    S_INIT("1 0"),
    S_INIT("1.0-1_2"),
    S_INIT("1.0\0"
           "1"),
    S_INIT("1.0-\xc3\xa9"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_deb,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
