/*
 * CVSS 3.0 and 3.1, which differ in the impact of a changed scope in the environmental score.
 * Source: FIRST, CVSS v3.1 Specification Document, section 7; v3.0, section 8.
 *
 * Roundup of 3.1 first rounds to five decimals, against errors of floating point. On exact values, as here, that
 * changes no score of any vector, so both versions simply round up.
 */
#include "match/cvss_metric.h"

enum metric {
    AV,
    AC,
    PR,
    UI,
    SCOPE,
    C,
    I,
    A,
    BASE,
    E = BASE,
    RL,
    RC,
    CR,
    IR,
    AR,
    MAV,
    MAC,
    MPR,
    MUI,
    MS,
    MC,
    MI,
    MA,
    METRICS
};

/* The modified metrics have the values of their originals behind "X". */
static const struct cvss_metric metrics[METRICS] = {
    [AV] = {"AV", {"N", "A", "L", "P"}},
    [AC] = {"AC", {"L", "H"}},
    [PR] = {"PR", {"N", "L", "H"}},
    [UI] = {"UI", {"N", "R"}},
    [SCOPE] = {"S", {"U", "C"}},
    [C] = {"C", {"N", "L", "H"}},
    [I] = {"I", {"N", "L", "H"}},
    [A] = {"A", {"N", "L", "H"}},
    [E] = {"E", {"X", "H", "F", "P", "U"}},
    [RL] = {"RL", {"X", "U", "W", "T", "O"}},
    [RC] = {"RC", {"X", "C", "R", "U"}},
    [CR] = {"CR", {"X", "H", "M", "L"}},
    [IR] = {"IR", {"X", "H", "M", "L"}},
    [AR] = {"AR", {"X", "H", "M", "L"}},
    [MAV] = {"MAV", {"X", "N", "A", "L", "P"}},
    [MAC] = {"MAC", {"X", "L", "H"}},
    [MPR] = {"MPR", {"X", "N", "L", "H"}},
    [MUI] = {"MUI", {"X", "N", "R"}},
    [MS] = {"MS", {"X", "U", "C"}},
    [MC] = {"MC", {"X", "N", "L", "H"}},
    [MI] = {"MI", {"X", "N", "L", "H"}},
    [MA] = {"MA", {"X", "N", "L", "H"}},
};

/* In hundredths. */
static const int weights[CR + 3][CVSS_VALUES_MAX] = {
    [AV] = {85, 62, 55, 20},
    [AC] = {77, 44},
    [PR] = {85, 62, 27},
    [UI] = {85, 62},
    [C] = {0, 22, 56},
    [I] = {0, 22, 56},
    [A] = {0, 22, 56},
    [E] = {100, 100, 97, 94, 91},
    [RL] = {100, 100, 97, 96, 95},
    [RC] = {100, 100, 96, 92},
    [CR] = {100, 150, 100, 50},
    [IR] = {100, 150, 100, 50},
    [AR] = {100, 150, 100, 50},
};
static const int privileges_changed[] = {85, 68, 50};

/* What a score of the base formula is made of. */
struct scene {
    uint8_t values[BASE];
    int64_t requirement[3];
    bool modified;
    bool factor_31; /* the impact of a changed scope as the environmental score of 3.1 has it */
};

/* In 1e-6: 1 − the product of 1 − impact × requirement. */
static int64_t cvss3_impact_base(const struct scene *scene)
{
    int64_t left = 1;

    for (size_t i = 0; i < 3; i++)
        left *= 100 - weights[C + i][scene->values[C + i]] * scene->requirement[i] / 100;
    int64_t impact = 1000000 - left;
    return scene->modified && impact > 915000 ? 915000 : impact;
}

/* A fraction to a power, both in 1e-9. It is less than the exact value by at most a few units. */
static int64_t cvss3_power(int64_t fraction, unsigned exponent)
{
    int64_t power = fraction;
    while (--exponent)
        power = power * fraction / 1000000000;
    return power;
}

/*
 * Impact in 1e-10. The power is not exact, but of all vectors none comes closer than 4e-6 to a tenth where the scope
 * is changed, which is a hundred times more than what is missing.
 */
static int64_t cvss3_impact(const struct scene *scene, int64_t base)
{
    if (scene->values[SCOPE] == 0)
        return 642 * base * 100;
    int64_t power =
        scene->factor_31 ? cvss3_power(base * 9731 / 10 - 20000000, 13) : cvss3_power((base - 20000) * 1000, 15);
    return 752 * (base - 29000) * 100 - 325 * power / 10;
}

/* 8.22 × AttackVector × AttackComplexity × PrivilegesRequired × UserInteraction, in 1e-10. */
static int64_t cvss3_exploitability(const struct scene *scene)
{
    const uint8_t *values = scene->values;
    int64_t privileges = values[SCOPE] ? privileges_changed[values[PR]] : weights[PR][values[PR]];
    return 822 * privileges * weights[AV][values[AV]] * weights[AC][values[AC]] * weights[UI][values[UI]];
}

static int cvss3_roundup(int64_t value, int64_t tenth)
{
    return (int)((value + tenth - 1) / tenth);
}

static int cvss3_base(const struct scene *scene)
{
    int64_t base = cvss3_impact_base(scene);

    if (base == 0)
        return 0;
    int64_t sum = cvss3_impact(scene, base) + cvss3_exploitability(scene);
    sum *= scene->values[SCOPE] ? 108 : 100; /* in 1e-12 */
    return sum > 10000000000000 ? 100 : cvss3_roundup(sum, 100000000000);
}

static int cvss3_temporal(const uint8_t *values, int base)
{
    int64_t product = (int64_t)base * weights[E][values[E]] * weights[RL][values[RL]] * weights[RC][values[RC]];
    return cvss3_roundup(product, 1000000);
}

static struct cvss_tenths cvss3_score(const struct cvss_kind *kind, const uint8_t *values)
{
    struct scene base = {.requirement = {100, 100, 100}};
    struct scene environment = {.modified = true, .factor_31 = kind->version == CVSS_3_1};
    struct cvss_tenths score;

    for (size_t i = 0; i < BASE; i++) {
        uint8_t modified = values[MAV + i];
        base.values[i] = values[i];
        environment.values[i] = modified ? (uint8_t)(modified - 1) : values[i];
    }
    for (size_t i = 0; i < 3; i++)
        environment.requirement[i] = weights[CR + i][values[CR + i]];

    score.base = cvss3_base(&base);
    score.temporal = cvss3_temporal(values, score.base);
    score.environmental = cvss3_temporal(values, cvss3_base(&environment));
    return score;
}

const struct cvss_kind cvss_kind_3_0 = {
    .version = CVSS_3_0,
    .prefix = S_INIT("CVSS:3.0/"),
    .metrics = metrics,
    .count = METRICS,
    .base = BASE,
    .score = cvss3_score,
};

const struct cvss_kind cvss_kind_3_1 = {
    .version = CVSS_3_1,
    .prefix = S_INIT("CVSS:3.1/"),
    .metrics = metrics,
    .count = METRICS,
    .base = BASE,
    .score = cvss3_score,
};
