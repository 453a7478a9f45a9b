/*
 * Cabal's ranges: comparisons, wildcards and sets joined by "&&" and "||", with parentheses.
 * Source: Cabal Distribution/Types/VersionRange/Internal.hs versionRangeParser, VersionInterval.
 */
#include "version/range.h"
#include "version/run.h"

enum { HACKAGE_MAJOR = 8 };

static const struct range_operator hackage_operators[] = {
    {S_INIT("^>="), HACKAGE_MAJOR},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
};

static bool hackage_is_version(uint8_t byte)
{
    return run_is_digit(byte) || run_is_letter(byte) || byte == '.' || byte == '-' || byte == '*';
}

static struct slice hackage_numbers(struct slice version)
{
    return slice_head(version, slice_find_byte(version, '-'));
}

/* Whether the numbers of `version` begin with those of `prefix`. */
static bool hackage_within(struct slice version, struct slice prefix)
{
    struct slice rest = hackage_numbers(version), numbers = hackage_numbers(prefix);

    while (numbers.len) {
        struct slice mine = run_take(&rest, run_is_digit);
        if (mine.len == 0 || run_compare_numbers(mine, run_take(&numbers, run_is_digit)) != 0)
            return false;
        rest = slice_skip(rest, 1);
        numbers = slice_skip(numbers, 1);
    }
    return true;
}

/* Whether `version` is below the next major version: its first two numbers are not larger. */
static bool hackage_below_major(struct slice version, struct slice bound)
{
    struct slice mine = hackage_numbers(version), limit = hackage_numbers(bound);

    for (int part = 0; part < 2; part++) {
        int order = run_compare_numbers(run_take(&mine, run_is_digit), run_take(&limit, run_is_digit));
        if (order)
            return order < 0;
        mine = slice_skip(mine, 1);
        limit = slice_skip(limit, 1);
    }
    return true;
}

/* Takes a version, or "1.2.*" where `wild` lets it be, and compares. */
static enum version_answer hackage_bound(struct slice *rest, struct slice version, unsigned accepts)
{
    struct slice bound = run_take(rest, hackage_is_version);
    bool wild = slice_ends(bound, S(".*"));

    if (wild)
        bound.len -= 2;
    if (!version_placed(&version_hackage, bound) ||
        (wild && (accepts != RANGE_EQUAL || slice_find_byte(bound, '-') != bound.len)))
        return VERSION_INVALID;
    if (wild)
        return range_answer(hackage_within(version, bound));
    int order = version_hackage.compare(version, bound);
    if (accepts == HACKAGE_MAJOR)
        return range_answer(order >= 0 && hackage_below_major(version, bound));
    return range_answer(range_holds(accepts, order));
}

/* Takes "{ 1.0, 1.2 }": one of them. */
static enum version_answer hackage_set(struct slice *rest, struct slice version, unsigned accepts)
{
    enum version_answer answer = VERSION_NO;

    if (accepts != RANGE_EQUAL && accepts != HACKAGE_MAJOR)
        return VERSION_INVALID;
    for (;;) {
        *rest = slice_skip(*rest, 1); /* '{' or ',' */
        run_take(rest, range_is_blank);
        answer = range_or(answer, hackage_bound(rest, version, accepts));
        run_take(rest, range_is_blank);
        if (answer == VERSION_INVALID || run_first(*rest) != ',')
            break;
    }
    if (run_first(*rest) != '}')
        return VERSION_INVALID;
    *rest = slice_skip(*rest, 1);
    return answer;
}

static enum version_answer hackage_atom(struct slice *rest, struct slice version)
{
    const struct range_operator *op =
        range_take_operator(rest, hackage_operators, sizeof(hackage_operators) / sizeof(*hackage_operators));

    if (!op)
        return VERSION_INVALID;
    run_take(rest, range_is_blank);
    if (run_first(*rest) == '{')
        return hackage_set(rest, version, op->accepts);
    return hackage_bound(rest, version, op->accepts);
}

static enum version_answer hackage_contains(struct slice range, struct slice version)
{
    static const struct range_grammar grammar = {
        .conjunction = S_INIT("&&"), .disjunction = S_INIT("||"), .atom = hackage_atom};

    return version_placed(&version_hackage, version) ? range_expression(&grammar, range, version) : VERSION_INVALID;
}

const struct version_language language_hackage = {.name = "hackage", .contains = hackage_contains};
