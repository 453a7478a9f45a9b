/*
 * CVSS 2.0. Source: FIRST, A Complete Guide to the Common Vulnerability Scoring System Version 2.0, section 3.2.
 * round_to_1_decimal rounds halves up, on exact values.
 */
#include "match/cvss_metric.h"

enum metric { AV, AC, AU, C, I, A, BASE, E = BASE, RL, RC, TEMPORAL, CDP = TEMPORAL, TD, CR, IR, AR, METRICS };

static const struct cvss_metric metrics[METRICS] = {
    [AV] = {"AV", {"L", "A", "N"}},
    [AC] = {"AC", {"H", "M", "L"}},
    [AU] = {"Au", {"M", "S", "N"}},
    [C] = {"C", {"N", "P", "C"}},
    [I] = {"I", {"N", "P", "C"}},
    [A] = {"A", {"N", "P", "C"}},
    [E] = {"E", {"ND", "U", "POC", "F", "H"}},
    [RL] = {"RL", {"ND", "OF", "TF", "W", "U"}},
    [RC] = {"RC", {"ND", "UC", "UR", "C"}},
    [CDP] = {"CDP", {"ND", "N", "L", "LM", "MH", "H"}},
    [TD] = {"TD", {"ND", "N", "L", "M", "H"}},
    [CR] = {"CR", {"ND", "L", "M", "H"}},
    [IR] = {"IR", {"ND", "L", "M", "H"}},
    [AR] = {"AR", {"ND", "L", "M", "H"}},
};

/* AV, AU and impacts in thousandths, CDP in tenths, all others in hundredths. */
static const int weights[METRICS][CVSS_VALUES_MAX] = {
    [AV] = {395, 646, 1000},    [AC] = {35, 61, 71},        [AU] = {450, 560, 704},       [C] = {0, 275, 660},
    [I] = {0, 275, 660},        [A] = {0, 275, 660},        [E] = {100, 85, 90, 95, 100}, [RL] = {100, 87, 90, 95, 100},
    [RC] = {100, 90, 95, 100},  [CDP] = {0, 0, 1, 3, 4, 5}, [TD] = {100, 0, 25, 75, 100}, [CR] = {100, 50, 100, 151},
    [IR] = {100, 50, 100, 151}, [AR] = {100, 50, 100, 151},
};

static int64_t cvss2_weight(const uint8_t *values, enum metric metric)
{
    return weights[metric][values[metric]];
}

/* What is left of the target, in 1e-15: the product of 1 - impact × requirement. */
static int64_t cvss2_left(const uint8_t *values, bool adjusted)
{
    int64_t left = 1;
    for (unsigned i = 0; i < 3; i++) {
        int64_t requirement = adjusted ? cvss2_weight(values, CR + i) : 100;
        left *= 100000 - cvss2_weight(values, C + i) * requirement;
    }
    return left;
}

/*
 * ((0.6 × Impact) + (0.4 × Exploitability) − 1.5) × f(Impact), in tenths; may be less than 0 when adjusted.
 * The sum is exact in 1e-18 and stays below 9.2; so that × 1.176 stays exact too it is done in two halves of digits.
 */
static int cvss2_base(const uint8_t *values, bool adjusted)
{
    const int64_t unit = 1000000000000000000, half = 1000000000;
    int64_t impact = 1041 * (1000000000000000 - cvss2_left(values, adjusted)); /* in 1e-17 */
    int64_t exploitability =
        8 * cvss2_weight(values, AV) * cvss2_weight(values, AC) * cvss2_weight(values, AU); /* × 0.4, in 1e-8 */

    if (impact == 0)
        return 0;
    if (adjusted && impact > unit)
        impact = unit;
    int64_t sum = impact * 6 - unit / 2 * 3 + exploitability * 10000000000;
    bool negative = sum < 0;
    if (negative)
        sum = -sum;
    int64_t product = sum / half * 1176 + sum % half * 1176 / half; /* in 1e-12, the rest cut off */
    int tenths = (int)((product + 50000000000) / 100000000000);
    return negative ? -tenths : tenths;
}

/* × Exploitability × RemediationLevel × ReportConfidence; halves go away from 0. */
static int cvss2_temporal(const uint8_t *values, int base)
{
    int64_t product =
        (base < 0 ? -base : base) * cvss2_weight(values, E) * cvss2_weight(values, RL) * cvss2_weight(values, RC);
    int tenths = (int)((product + 500000) / 1000000);
    return base < 0 ? -tenths : tenths;
}

/* (AdjustedTemporal + (10 − AdjustedTemporal) × CollateralDamagePotential) × TargetDistribution */
static int cvss2_environmental(const uint8_t *values)
{
    int64_t temporal = cvss2_temporal(values, cvss2_base(values, true));
    int64_t damage = temporal * 10 + (100 - temporal) * cvss2_weight(values, CDP);
    int64_t product = damage * cvss2_weight(values, TD);
    return product < 0 ? 0 : (int)((product + 500) / 1000);
}

static struct cvss_tenths cvss2_score(const struct cvss_kind *kind, const uint8_t *values)
{
    struct cvss_tenths score = {.base = cvss2_base(values, false)};
    bool environmental = false;

    score.temporal = cvss2_temporal(values, score.base);
    for (size_t i = TEMPORAL; i < kind->count; i++)
        environmental |= values[i] != 0;
    score.environmental = environmental ? cvss2_environmental(values) : score.temporal;
    return score;
}

const struct cvss_kind cvss_kind_2_0 = {
    .version = CVSS_2_0,
    .prefix = S_INIT("CVSS:2.0/"),
    .metrics = metrics,
    .count = METRICS,
    .base = BASE,
    .score = cvss2_score,
};
