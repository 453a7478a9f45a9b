#include "version/testing/order.h"

extern const struct version_scheme version_apk;

static const struct order_case pairs[] = {
    {S_INIT("1.0"), '<', S_INIT("1.1")},
    {S_INIT("1.0-r1"), '>', S_INIT("1.0")},
    {S_INIT("1.0-r2"), '<', S_INIT("1.0-r10")},
    {S_INIT("1.0_alpha"), '<', S_INIT("1.0_beta")},
    {S_INIT("1.0_beta"), '<', S_INIT("1.0_pre")},
    {S_INIT("1.0_pre"), '<', S_INIT("1.0_rc")},
    {S_INIT("1.0_rc"), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1.0_cvs")},
    {S_INIT("1.0_cvs"), '<', S_INIT("1.0_svn")},
    {S_INIT("1.0_svn"), '<', S_INIT("1.0_git")},
    {S_INIT("1.0_git"), '<', S_INIT("1.0_hg")},
    {S_INIT("1.0_hg"), '<', S_INIT("1.0_p")},
    {S_INIT("1.0_p"), '<', S_INIT("1.0_p1")},
    {S_INIT("1.0_p9"), '<', S_INIT("1.0_p10")},
    {S_INIT("1.0_alpha_pre"), '<', S_INIT("1.0_alpha")},
    {S_INIT("1.0_p1"), '>', S_INIT("1.0-r9")},
    {S_INIT("1.0a"), '>', S_INIT("1.0_p1")},
    {S_INIT("1.0.1"), '>', S_INIT("1.0a")},
    {S_INIT("1.0a"), '<', S_INIT("1.0b")},
    {S_INIT("1.05"), '<', S_INIT("1.1")}, /* a leading zero makes a fraction */
    {S_INIT("1.1"), '<', S_INIT("1.10")},
    {S_INIT("1.05"), '<', S_INIT("1.050")},
    {S_INIT("1.0"), '<', S_INIT("1.00")},
    {S_INIT("06"), '=', S_INIT("6")}, /* but not in the first part */
    {S_INIT("1.0~1234"), '<', S_INIT("1.0~2345")},
    {S_INIT("1.0~1234-r1"), '>', S_INIT("1.0~1234-r0")},
    {S_INIT("1.0~abc"), '>', S_INIT("1.0")},
    {S_INIT("6.6.2p1"), '<', S_INIT("6.6.2p2")}, /* malformed for apk-tools 3, ordered by apk-tools 2 */
    {S_INIT("6.6.2p1-r0"), '<', S_INIT("6.6.2p1-r1")},
    {S_INIT("1.9.5p2-r0"), '>', S_INIT("1.9.5p1-r9")},
    {S_INIT("1.8.31p1-r1"), '>', S_INIT("1.8.31-r1")},
    {S_INIT("6.6.2p1"), '>', S_INIT("6.6.2_p1")},
    {S_INIT("6.0.2p1"), '<', S_INIT("6.0.3p1")},
    {S_INIT("1.0bc"), '>', S_INIT("1.0")},
    {S_INIT("1.2.0A"), '<', S_INIT("1.2.0d")},
    {S_INIT("1.0-1"), '<', S_INIT("1.0")}, /* what fits no rule is less than the end */
    {S_INIT("1.0-1"), '>', S_INIT("1.0_rc1")},
    {S_INIT("1.0-1"), '=', S_INIT("1.0-2")},
    {S_INIT("1.0-1"), '!', S_INIT("1.0-1")},                /* against itself: is it a version? */
    {S_INIT("1.18446744073709551617"), '<', S_INIT("1.2")}, /* apk's numbers wrap around at 2^64 */
    {S_INIT("1.0_p18446744073709551617"), '=', S_INIT("1.0_p1")},
    {S_INIT(""), '!', S_INIT("1")},
};

static const struct slice valid[] = {
    S_INIT("0"),     S_INIT("1.0"),           S_INIT("1.2.3a_pre1_p2~0af-r10"),
    S_INIT("1.0_p"), S_INIT("1_git20240101"), S_INIT("007"),
    S_INIT("1.0~0"), S_INIT("3.6.5-r0"),
};

static const struct slice invalid[] = {
    S_INIT(""),          S_INIT("a"),        S_INIT(".1"),      S_INIT("1."),    S_INIT("1..0"),
    S_INIT("1.0ab"),     S_INIT("1.0a1"),    S_INIT("6.6.2p1"), S_INIT("1.0_"),  S_INIT("1.0_a"),
    S_INIT("1.0_foo"),   S_INIT("1.0_rc_"),  S_INIT("1.0-r"),   S_INIT("1.0-1"), S_INIT("1.0-r1-r2"),
    S_INIT("1.0-r1_p1"), S_INIT("1.0-r1~a"), S_INIT("1.0~"),    S_INIT("1.0~G"), S_INIT("1.0~a~b"),
    S_INIT("1.0~a_p1"),  S_INIT("1.0A"),     S_INIT("1.0+1"),   S_INIT("1.0 "),  S_INIT("1.0_rc1a"),
    S_INIT("1.0\x00"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_apk,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
