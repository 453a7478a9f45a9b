/*
 * RubyGems' requirements, joined by ',': "~> 1.2, != 1.3". None at all holds for every version.
 * Source: rubygems lib/rubygems/requirement.rb: PATTERN, OPS; version.rb bump() and release().
 */
#include "version/range.h"
#include "version/run.h"

enum { GEM_PESSIMISTIC = 8 };

static const struct range_operator gem_operators[] = {
    {S_INIT("~>"), GEM_PESSIMISTIC},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("="), RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT(""), RANGE_EQUAL},
};

/* The numbers of a version before its first letters or dash. */
static struct slice gem_numbers(struct slice version, size_t *count)
{
    struct slice rest = version;

    *count = 1;
    run_take(&rest, run_is_digit);
    while (run_first(rest) == '.' && run_is_digit(run_first(slice_skip(rest, 1)))) {
        rest = slice_skip(rest, 1);
        run_take(&rest, run_is_digit);
        *count += 1;
    }
    return slice_head(version, version.len - rest.len);
}

/* Whether the first numbers of `version`, one fewer than `bound` has, are not larger than those. */
static bool gem_below_bump(struct slice version, struct slice bound)
{
    size_t count, ignored;
    struct slice numbers = gem_numbers(bound, &count), mine = gem_numbers(version, &ignored);

    for (size_t i = 0; i < count - (count > 1); i++) {
        int order = run_compare_numbers(run_take(&mine, run_is_digit), run_take(&numbers, run_is_digit));
        if (order)
            return order < 0;
        mine = slice_skip(mine, 1);
        numbers = slice_skip(numbers, 1);
    }
    return true;
}

static enum version_answer gem_one(struct slice text, struct slice version)
{
    text = range_trim(text);
    const struct range_operator *op =
        range_take_operator(&text, gem_operators, sizeof(gem_operators) / sizeof(*gem_operators));
    struct slice bound = range_trim(text);

    if (!version_placed(&version_gem, bound))
        return VERSION_INVALID;
    int order = version_gem.compare(version, bound);
    if (op->accepts == GEM_PESSIMISTIC)
        return range_answer(order >= 0 && gem_below_bump(range_trim(version), bound));
    return range_answer(range_holds(op->accepts, order));
}

static enum version_answer gem_contains(struct slice range, struct slice version)
{
    enum version_answer answer = version_placed(&version_gem, version) ? VERSION_YES : VERSION_INVALID;
    struct slice one;

    while (slice_next(&range, ',', &one))
        answer = range_and(answer, gem_one(one, version));
    return answer;
}

const struct version_language language_gem = {.name = "gem", .contains = gem_contains};
