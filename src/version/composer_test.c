#include "version/testing/order.h"

extern const struct version_scheme version_composer;

static const struct order_case pairs[] = {
    {S_INIT("1"), '=', S_INIT("1.0.0.0")},
    {S_INIT("v1.0"), '=', S_INIT("1.0")},
    {S_INIT("1.0-dev"), '<', S_INIT("1.0-alpha")},
    {S_INIT("1.0a1"), '<', S_INIT("1.0-beta")},
    {S_INIT("1.0-beta"), '<', S_INIT("1.0-beta1")},
    {S_INIT("1.0-beta-dev"), '<', S_INIT("1.0-beta")},
    {S_INIT("1.0-beta.2.1"), '>', S_INIT("1.0-b2")},
    {S_INIT("1.0-rc1"), '=', S_INIT("1.0RC1")},
    {S_INIT("1.0-rc"), '<', S_INIT("1.0")},
    {S_INIT("1.0"), '<', S_INIT("1.0-p1")},
    {S_INIT("1.0-pl1"), '=', S_INIT("1.0-patch1")},
    {S_INIT("1.0-stable"), '=', S_INIT("1.0")},
    {S_INIT("1.0-stable-dev"), '=', S_INIT("1.0")},
    {S_INIT("1.0@beta"), '=', S_INIT("1.0")},
    {S_INIT("1.0 as 2.0"), '=', S_INIT("1.0")},
    {S_INIT("1.0+build.1"), '=', S_INIT("1.0")},
    {S_INIT("1.x-dev"), '>', S_INIT("1.999.0")},
    {S_INIT("1.x-dev"), '<', S_INIT("2.0.0")},
    {S_INIT("1.0.x-dev"), '=', S_INIT("1.0.9999999.9999999-dev")},
    {S_INIT("20100102"), '>', S_INIT("2010.1.3")}, /* no dots: one number */
    {S_INIT("2010-01-02"), '<', S_INIT("2010-01-03")},
    {S_INIT("20100102-203040-p1"), '>', S_INIT("20100102-203040")},
    {S_INIT("1.0-"), '=', S_INIT("1.0")},
    {S_INIT("1.0.0.9223372036854775808"), '=', S_INIT("1.0.0.9223372036854775807")}, /* PHP's largest number */
    {S_INIT("dev-main"), '!', S_INIT("1.0")},
};

static const struct slice valid[] = {
    S_INIT("0"),
    S_INIT("1.2.3.4-beta5"),
    S_INIT("v1.0.0-RC.1-dev"),
    S_INIT("2010.1.x-dev"),
    S_INIT("2010-01-02-10-20-30.5"),
    S_INIT("1.0_p"),
    S_INIT("1.*-dev"),
    S_INIT("123456.x-dev"),
};

static const struct slice invalid[] = {
    S_INIT(""),
    S_INIT("a"),
    S_INIT("1.0.0.0.0"),
    S_INIT("1.0-foo"),
    S_INIT("1.x"),
    S_INIT("12345678901234567890123"),
    S_INIT("1.0-beta-alpha"),
    S_INIT("1.0-beta."),
    S_INIT("dev-main"),
    S_INIT("master"),
    S_INIT("1.0 2.0"),
    S_INIT("1.0 as "),
    S_INIT("-1"),
    S_INIT("1.0-20100101"),
    S_INIT("2010-1"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_composer,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
        .bounded_numbers = true,
    });
}
