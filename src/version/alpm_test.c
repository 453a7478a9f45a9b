#include "version/testing/order.h"

extern const struct version_scheme version_alpm;

static const struct order_case pairs[] = {
    {S_INIT("1.0-1"), '=', S_INIT("1.0-1")},
    {S_INIT("1.0"), '=', S_INIT("1.0-1")}, /* a release counts only where both have one */
    {S_INIT("1.0-1"), '<', S_INIT("1.0-2")},
    {S_INIT("1.0-1"), '<', S_INIT("1.0-1.1")},
    {S_INIT("1:1.0-1"), '>', S_INIT("2.0-1")},
    {S_INIT("0:1.0-1"), '=', S_INIT("1.0-1")},
    {S_INIT("1.0a"), '<', S_INIT("1.0")}, /* what is left over is newer, but letters */
    {S_INIT("1.0rc1"), '<', S_INIT("1.0")},
    {S_INIT("1.0.rc1"), '>', S_INIT("1.0")},
    {S_INIT("1.0rc1"), '<', S_INIT("1.0.1")},
    {S_INIT("1.0alpha"), '<', S_INIT("1.0beta")},
    {S_INIT("1.0beta"), '<', S_INIT("1.0p")},
    {S_INIT("1.0p"), '<', S_INIT("1.0pre")},
    {S_INIT("1.0pre"), '<', S_INIT("1.0rc")},
    {S_INIT("1.5.a"), '<', S_INIT("1.5.1")},
    {S_INIT("1.0..1"), '>', S_INIT("1.0.1")}, /* more separators are newer */
    {S_INIT("1.0~1"), '=', S_INIT("1.0.1")},  /* a tilde is a separator like others */
    {S_INIT("1.0."), '>', S_INIT("1.0")},
    {S_INIT("1.0."), '<', S_INIT("1.0.0")},
    {S_INIT("1..a"), '<', S_INIT("1.")}, /* alpm's own circle: 1..a < 1. < 1.0 < 1..a */
    {S_INIT("1."), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1..a")},
    {S_INIT("1.0+1"), '>', S_INIT("1.0")},
    {S_INIT("2.0.0.r10.gabc-1"), '<', S_INIT("2.0.0.r100.gabc-1")},
    {S_INIT("007-1"), '=', S_INIT("7-1")},
    {S_INIT("18446744073709551616-1"), '>', S_INIT("18446744073709551615-1")},
};

static const struct slice valid[] = {
    S_INIT("0"),          S_INIT("1.0-1"), S_INIT("1:1.0-1"),    S_INIT("1.0rc1-1"),
    S_INIT("1.0..1-1.1"), S_INIT("-"),     S_INIT(":"),          S_INIT("1:"),
    S_INIT("."),          S_INIT("a"),     S_INIT("\xc3\xa9-1"), S_INIT("2.0.0.r10.gabc-1"),
};

static const struct slice invalid[] = {
    S_INIT(""),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_alpm,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
