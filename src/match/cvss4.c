/*
 * CVSS 4.0. Source: FIRST, CVSS v4.0 Specification Document, section 8, and its calculator (cvss_score.js).
 *
 * A vector has the score of its macro vector less the mean, over the classes that have a less severe macro vector, of
 * how far it is on the way there. All distances are fractions of small whole numbers, so the mean is exact and halves
 * round up, as the specification means it; the calculator's floating point puts some exact halves below.
 */
#include "match/cvss4_table.h"
#include "match/cvss_metric.h"

enum metric {
    AV,
    AC,
    AT,
    PR,
    UI,
    VC,
    VI,
    VA,
    SC,
    SI,
    SA,
    BASE,
    E = BASE,
    CR,
    IR,
    AR,
    MAV,
    MAC,
    MAT,
    MPR,
    MUI,
    MVC,
    MVI,
    MVA,
    MSC,
    MSI,
    MSA,
    SUPPLEMENTAL,
    S_ = SUPPLEMENTAL,
    AU,
    R,
    V,
    RE,
    U,
    METRICS
};

static const struct cvss_metric metrics[METRICS] = {
    [AV] = {"AV", {"N", "A", "L", "P"}},
    [AC] = {"AC", {"L", "H"}},
    [AT] = {"AT", {"N", "P"}},
    [PR] = {"PR", {"N", "L", "H"}},
    [UI] = {"UI", {"N", "P", "A"}},
    [VC] = {"VC", {"H", "L", "N"}},
    [VI] = {"VI", {"H", "L", "N"}},
    [VA] = {"VA", {"H", "L", "N"}},
    [SC] = {"SC", {"H", "L", "N"}},
    [SI] = {"SI", {"H", "L", "N"}},
    [SA] = {"SA", {"H", "L", "N"}},
    [E] = {"E", {"X", "A", "P", "U"}},
    [CR] = {"CR", {"X", "H", "M", "L"}},
    [IR] = {"IR", {"X", "H", "M", "L"}},
    [AR] = {"AR", {"X", "H", "M", "L"}},
    [MAV] = {"MAV", {"X", "N", "A", "L", "P"}},
    [MAC] = {"MAC", {"X", "L", "H"}},
    [MAT] = {"MAT", {"X", "N", "P"}},
    [MPR] = {"MPR", {"X", "N", "L", "H"}},
    [MUI] = {"MUI", {"X", "N", "P", "A"}},
    [MVC] = {"MVC", {"X", "H", "L", "N"}},
    [MVI] = {"MVI", {"X", "H", "L", "N"}},
    [MVA] = {"MVA", {"X", "H", "L", "N"}},
    [MSC] = {"MSC", {"X", "H", "L", "N"}},
    [MSI] = {"MSI", {"X", "H", "L", "N", "S"}},
    [MSA] = {"MSA", {"X", "H", "L", "N", "S"}},
    [S_] = {"S", {"X", "N", "P"}},
    [AU] = {"AU", {"X", "N", "Y"}},
    [R] = {"R", {"X", "A", "U", "I"}},
    [V] = {"V", {"X", "D", "C"}},
    [RE] = {"RE", {"X", "L", "M", "H"}},
    [U] = {"U", {"X", "Clear", "Green", "Amber", "Red"}},
};

/*
 * A vector as it is scored, modified values and defaults (E:A, CR:H, IR:H, AR:H) applied: how many steps each metric
 * is below its most severe value. Those of SC, SI and SA count from "S", safety.
 */
struct steps {
    int at[MAV];
};

/*
 * One level of a class: its most severe vectors, as steps of the metrics of that class, and how many steps there are
 * to the next level. The first peak that is as severe as the vector in each metric is the one to measure from.
 */
struct level {
    int depth;
    unsigned peaks;
    int peak[5][6];
};

/* Source: max_composed.js and max_severity.js of FIRST's calculator. */
static const enum metric eq1_metrics[] = {AV, PR, UI};
static const struct level eq1_levels[] = {
    {1, 1, {{0, 0, 0}}},
    {4, 3, {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {5, 2, {{3, 0, 0}, {1, 1, 1}}},
};
static const enum metric eq2_metrics[] = {AC, AT};
static const struct level eq2_levels[] = {
    {1, 1, {{0, 0}}},
    {2, 2, {{1, 0}, {0, 1}}},
};
/* EQ3 and EQ6 depend on each other and are one class, [EQ3][EQ6]. */
static const enum metric eq36_metrics[] = {VC, VI, VA, CR, IR, AR};
static const struct level eq36_levels[3][2] = {
    {{7, 1, {{0, 0, 0, 0, 0, 0}}}, {6, 2, {{0, 0, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1}}}},
    {{8, 2, {{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}}},
     {8, 5, {{1, 0, 1, 0, 1, 0}, {1, 0, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {0, 1, 1, 1, 0, 0}, {1, 1, 0, 0, 0, 1}}}},
    {{0}, {10, 1, {{1, 1, 1, 0, 0, 0}}}},
};
static const enum metric eq4_metrics[] = {SC, SI, SA};
static const struct level eq4_levels[] = {
    {6, 1, {{1, 0, 0}}},
    {5, 1, {{1, 1, 1}}},
    {4, 1, {{2, 2, 2}}},
};

/* All depths divide it. */
enum { SHARES = 840 };

static struct steps cvss4_steps(const uint8_t *values)
{
    struct steps steps;

    for (size_t i = 0; i < BASE; i++) {
        uint8_t modified = values[MAV + i];
        steps.at[i] = modified ? modified - 1 : values[i];
    }
    for (size_t i = SC; i <= SA; i++)
        steps.at[i] = (steps.at[i] + 1) % 4; /* "S" is the last of the values */
    for (size_t i = E; i < MAV; i++)
        steps.at[i] = values[i] ? values[i] - 1 : 0;
    return steps;
}

static bool cvss4_no_impact(const struct steps *s)
{
    return s->at[VC] == 2 && s->at[VI] == 2 && s->at[VA] == 2 && s->at[SC] == 3 && s->at[SI] == 3 && s->at[SA] == 3;
}

static struct cvss4_macro cvss4_macro(const struct steps *s)
{
    bool network = s->at[AV] == 0, nobody = s->at[PR] == 0, passive = s->at[UI] == 0;
    bool secret = s->at[VC] == 0, intact = s->at[VI] == 0, available = s->at[VA] == 0;
    struct cvss4_macro macro = {0};

    if (s->at[AV] == 3 || !(network || nobody || passive))
        macro.eq1 = 2;
    else if (!(network && nobody && passive))
        macro.eq1 = 1;
    macro.eq2 = s->at[AC] || s->at[AT];
    if (!(secret && intact))
        macro.eq3 = secret || intact || available ? 1 : 2;
    if (s->at[SI] && s->at[SA])
        macro.eq4 = s->at[SC] == 1 || s->at[SI] == 1 || s->at[SA] == 1 ? 1 : 2;
    macro.eq5 = (unsigned)s->at[E];
    macro.eq6 = !((secret && s->at[CR] == 0) || (intact && s->at[IR] == 0) || (available && s->at[AR] == 0));
    return macro;
}

/* How far the vector is below the peak of its level, in shares of the way to the next. */
static int cvss4_distance(const struct steps *steps, const struct level *level, const enum metric *of, size_t count)
{
    for (unsigned peak = 0; peak < level->peaks; peak++) {
        int sum = 0;
        bool below = true;
        for (size_t i = 0; i < count; i++) {
            int distance = steps->at[of[i]] - level->peak[peak][i];
            below &= distance >= 0;
            sum += distance;
        }
        if (below)
            return sum * (SHARES / level->depth);
    }
    return 0; /* not reached: each vector of a level has a peak */
}

/* The less severe macro vector of EQ3 and EQ6; where there are two ways down, the better score counts. */
static int cvss4_lower_36(const struct cvss4_macro *macro)
{
    struct cvss4_macro down3 = *macro, down6 = *macro;

    down3.eq3++;
    down6.eq6++;
    if (macro->eq6 == 1)
        return cvss4_macro_score(&down3);
    if (macro->eq3 == 1)
        return cvss4_macro_score(&down6);
    int left = cvss4_macro_score(&down6), right = cvss4_macro_score(&down3);
    return left > right ? left : right;
}

/* Sums what the classes take off: nothing where there is no less severe macro vector. */
struct mean {
    int score; /* of the macro vector */
    int shares;
    int classes;
};

static void cvss4_take_off(struct mean *mean, int lower, int distance)
{
    if (lower == CVSS4_NO_SCORE)
        return;
    mean->classes++;
    mean->shares += (mean->score - lower) * distance;
}

static int cvss4_tenths(const uint8_t *values)
{
    struct steps steps = cvss4_steps(values);
    struct cvss4_macro macro = cvss4_macro(&steps), lower;
    struct mean mean = {.score = cvss4_macro_score(&macro)};

    if (cvss4_no_impact(&steps))
        return 0;
    lower = macro;
    lower.eq1++;
    cvss4_take_off(&mean, cvss4_macro_score(&lower), cvss4_distance(&steps, &eq1_levels[macro.eq1], eq1_metrics, 3));
    lower = macro;
    lower.eq2++;
    cvss4_take_off(&mean, cvss4_macro_score(&lower), cvss4_distance(&steps, &eq2_levels[macro.eq2], eq2_metrics, 2));
    cvss4_take_off(&mean, cvss4_lower_36(&macro),
                   cvss4_distance(&steps, &eq36_levels[macro.eq3][macro.eq6], eq36_metrics, 6));
    lower = macro;
    lower.eq4++;
    cvss4_take_off(&mean, cvss4_macro_score(&lower), cvss4_distance(&steps, &eq4_levels[macro.eq4], eq4_metrics, 3));
    lower = macro;
    lower.eq5++;
    cvss4_take_off(&mean, cvss4_macro_score(&lower), 0); /* exploit maturity is its level: it has no way to go */
    if (mean.classes == 0)
        return mean.score;

    int unit = SHARES * mean.classes;
    int tenths = (2 * (mean.score * unit - mean.shares) + unit) / (2 * unit);
    return tenths < 0 ? 0 : tenths > 100 ? 100 : tenths;
}

/* The score of the first `count` metrics, the others not defined. */
static int cvss4_tenths_of(const uint8_t *values, size_t count)
{
    uint8_t first[METRICS] = {0};

    memcpy(first, values, count);
    return cvss4_tenths(first);
}

static struct cvss_tenths cvss4_score(const struct cvss_kind *kind, const uint8_t *values)
{
    return (struct cvss_tenths){
        .base = cvss4_tenths_of(values, BASE),
        .temporal = cvss4_tenths_of(values, E + 1),
        .environmental = cvss4_tenths_of(values, kind->count),
    };
}

const struct cvss_kind cvss_kind_4_0 = {
    .version = CVSS_4_0,
    .prefix = S_INIT("CVSS:4.0/"),
    .metrics = metrics,
    .count = METRICS,
    .base = BASE,
    .score = cvss4_score,
};
