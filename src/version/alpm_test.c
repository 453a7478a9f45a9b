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

static void test_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        order_check(&version_alpm, &pairs[i]);
}

static void test_validity(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(valid) / sizeof(*valid); i++)
        order_check_valid(&version_alpm, valid[i], true);
    for (size_t i = 0; i < sizeof(invalid) / sizeof(*invalid); i++)
        order_check_valid(&version_alpm, invalid[i], false);
}

static void test_numbers_have_no_limit(void **state)
{
    (void)state;
    order_check_long(&version_alpm);
}

static void test_damaged_strings_keep_the_mirror(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(valid) / sizeof(*valid); i++)
        order_check_damaged(&version_alpm, valid[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_validity),
        cmocka_unit_test(test_numbers_have_no_limit),
        cmocka_unit_test(test_damaged_strings_keep_the_mirror),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
