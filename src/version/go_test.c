#include "version/testing/order.h"

extern const struct version_scheme version_go;

static const struct order_case pairs[] = {
    {S_INIT("v1"), '=', S_INIT("v1.0.0")},
    {S_INIT("v1.2"), '=', S_INIT("v1.2.0")},
    {S_INIT("v2.0.0+incompatible"), '=', S_INIT("v2.0.0")},
    {S_INIT("v0.0.0-20200101000000-abcdef123456"), '<', S_INIT("v0.0.0-20200102000000-000000000000")},
    {S_INIT("v1.2.4-0.20200101000000-abcdef123456"), '<', S_INIT("v1.2.4")},
    {S_INIT("v1.2.4-0.20200101000000-abcdef123456"), '>', S_INIT("v1.2.3")},
    {S_INIT("1.2.3"), '<', S_INIT("v1.2.4")}, /* advisories write no "v", and are placed */
    {S_INIT("1.2.3"), '!', S_INIT("1.2.3")},  /* but against itself it is asked whether Go takes it */
    {S_INIT("1.21.0-0"), '<', S_INIT("1.21.0-rc.2")},
};

static const struct slice valid[] = {
    S_INIT("v0"),
    S_INIT("v0.0"),
    S_INIT("v0.0.0"),
    S_INIT("v1.2.3-pre+meta"),
    S_INIT("v1.2.3-0.20200101000000-abcdef123456+incompatible"),
};

static const struct slice invalid[] = {
    S_INIT(""),        S_INIT("1"),        S_INIT("1.2.3"),   S_INIT("V1.0.0"),   S_INIT("v"),         S_INIT("v1."),
    S_INIT("v01.0.0"), S_INIT("v1.2-pre"), S_INIT("v1+meta"), S_INIT("v1.2.3.4"), S_INIT("v1.0.0-01"), S_INIT("go1.21"),
};

int main(void)
{
    return order_main((struct order_table){
        .scheme = &version_go,
        .pairs = pairs,
        .pair_count = sizeof(pairs) / sizeof(*pairs),
        .valid = valid,
        .valid_count = sizeof(valid) / sizeof(*valid),
        .invalid = invalid,
        .invalid_count = sizeof(invalid) / sizeof(*invalid),
    });
}
