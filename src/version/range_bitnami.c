/*
 * Bitnami's constraints: comparisons joined by ',' or blanks, alternatives by "||"; what a bound leaves out is a
 * wildcard.
 * Source: github.com/bitnami/go-version pkg/version/constraint.go, version.go TildeBump() and CaretBump().
 */
#include "version/bitnami.h"
#include "version/range.h"

enum { BITNAMI_TILDE = 8, BITNAMI_CARET = 16 };

static const struct range_operator bitnami_operators[] = {
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("=>"), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("=<"), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("="), RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT("~"), BITNAMI_TILDE},
    {S_INIT("^"), BITNAMI_CARET},
};

/* Numbers, none (a wildcard) where a part is missing or a star. */
struct bitnami_bound {
    struct triple triple;
    size_t numbers; /* before the first wildcard */
};

static bool bitnami_is_separator(uint8_t byte)
{
    return range_is_blank(byte) || byte == ',';
}

static bool bitnami_take_part(struct slice *rest, struct slice *part, bool *wild)
{
    *part = run_take(rest, run_is_digit);
    *wild = part->len == 0;
    if (*wild && !bitnami_is_wild(slice_head(*rest, 1)))
        return false;
    *rest = slice_skip(*rest, *wild);
    return true;
}

static bool bitnami_take_bound(struct slice *rest, struct bitnami_bound *bound)
{
    bool wild = false, before = false;

    *bound = (struct bitnami_bound){0};
    if (run_first(*rest) == 'v')
        *rest = slice_skip(*rest, 1);
    for (int part = 0; part < 3; part++) {
        if (part && run_first(*rest) != '.')
            break;
        *rest = slice_skip(*rest, part > 0);
        if (!bitnami_take_part(rest, &bound->triple.number[part], &wild))
            return false;
        before = before || wild;
        bound->numbers += !before;
    }
    if (run_first(*rest) == '-') {
        *rest = slice_skip(*rest, 1);
        if (!triple_take_identifiers(rest, true, &bound->triple.prerelease))
            return false;
    }
    if (run_first(*rest) != '+')
        return true;
    *rest = slice_skip(*rest, 1);
    return triple_take_identifiers(rest, true, &bound->triple.build);
}

/* A wildcard equals everything, and what stands behind it does not count. */
static int bitnami_order(const struct triple *version, const struct bitnami_bound *bound, size_t numbers)
{
    for (size_t part = 0; part < numbers; part++) {
        int order = run_compare_numbers(version->number[part], bound->triple.number[part]);
        if (order)
            return order;
    }
    return numbers == 3 ? bitnami_compare_revisions(version->prerelease, bound->triple.prerelease) : 0;
}

/* Whether `version` is older than the bound with zeros for wildcards. */
static bool bitnami_less(const struct triple *version, const struct bitnami_bound *bound)
{
    struct bitnami_bound least = *bound;

    for (size_t part = bound->numbers; part < 3; part++)
        least.triple.number[part] = S("0");
    return bitnami_order(version, &least, 3) < 0;
}

/* How many numbers a tilde or caret holds fast; the one behind them may grow. */
static size_t bitnami_fast(const struct bitnami_bound *bound, bool caret)
{
    if (!caret)
        return bound->numbers < 2 ? bound->numbers : 2;
    size_t fast = bound->numbers ? 1 : 0;
    while (fast && fast < bound->numbers && run_compare_numbers(bound->triple.number[fast - 1], S("0")) == 0)
        fast++;
    return fast;
}

static bool bitnami_about(const struct triple *version, const struct bitnami_bound *bound, bool caret)
{
    if (bitnami_order(version, bound, bound->numbers) < 0)
        return false;
    for (size_t part = 0; part < bitnami_fast(bound, caret); part++) {
        int order = run_compare_numbers(version->number[part], bound->triple.number[part]);
        if (order)
            return order < 0;
    }
    return true;
}

static enum version_answer bitnami_one(struct slice *rest, const struct triple *version)
{
    const struct range_operator *op =
        range_take_operator(rest, bitnami_operators, sizeof(bitnami_operators) / sizeof(*bitnami_operators));
    unsigned accepts = op ? op->accepts : RANGE_EQUAL;
    struct bitnami_bound bound;

    run_take(rest, range_is_blank);
    if (!bitnami_take_bound(rest, &bound))
        return VERSION_INVALID;
    if (accepts == BITNAMI_TILDE || accepts == BITNAMI_CARET)
        return range_answer(bitnami_about(version, &bound, accepts == BITNAMI_CARET));
    if (accepts == RANGE_LESS)
        return range_answer(bitnami_less(version, &bound));
    return range_answer(range_holds(accepts, bitnami_order(version, &bound, bound.numbers)));
}

static enum version_answer bitnami_set(struct slice set, const struct triple *version)
{
    enum version_answer answer = VERSION_YES;

    run_take(&set, range_is_blank);
    while (set.len && answer != VERSION_INVALID) {
        answer = range_and(answer, bitnami_one(&set, version));
        run_take(&set, bitnami_is_separator);
    }
    return answer;
}

static enum version_answer bitnami_contains(struct slice range, struct slice text)
{
    enum version_answer answer = VERSION_NO;
    struct triple version;
    bool more = true;

    if (!version_bitnami.valid(text) || !triple_split(text, TRIPLE_STRICT, &version))
        return VERSION_INVALID;
    while (more) {
        size_t bar = slice_find(range, S("||"));
        struct slice set = slice_head(range, bar);
        more = bar != SIZE_MAX;
        range = more ? slice_skip(range, bar + 2) : range;
        answer = range_or(answer, bitnami_set(set, &version));
    }
    return answer;
}

const struct version_language language_bitnami = {.name = "bitnami", .contains = bitnami_contains};
