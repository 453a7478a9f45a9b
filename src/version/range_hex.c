/*
 * Elixir's requirements: comparisons joined by " and " and " or ", worked out from the left. Two rows: what matches,
 * and what Hex resolves to, where "~>", ">" and ">=" let a pre-release through only if they have one themselves.
 * Source: elixir lib/version.ex: Version.Parser.lexer(), match_lexed?(), match_op?().
 */
#include "version/range.h"
#include "version/triple.h"

enum { HEX_ABOUT = 8 };

static const struct range_operator hex_operators[] = {
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("~>"), HEX_ABOUT},
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT("!"), RANGE_LESS | RANGE_GREATER},
};

static bool hex_is_space(uint8_t byte)
{
    return byte == ' ';
}

static bool hex_is_version(uint8_t byte)
{
    return triple_is_identifier(byte) || byte == '.' || byte == '+';
}

/* "1.2", with a pre-release or build too: what '~>' takes besides a version. */
static bool hex_split_short(struct slice text, struct triple *bound)
{
    struct triple found = {0};

    found.number[0] = run_take(&text, run_is_digit);
    if (run_first(text) != '.')
        return false;
    text = slice_skip(text, 1);
    found.number[1] = run_take(&text, run_is_digit);
    if (!found.number[0].len || !found.number[1].len || run_has_leading_zero(found.number[0]) ||
        run_has_leading_zero(found.number[1]))
        return false;
    found.has_prerelease = run_first(text) == '-';
    text = slice_skip(text, found.has_prerelease);
    if (found.has_prerelease && !triple_take_identifiers(&text, false, &found.prerelease))
        return false;
    bool build = run_first(text) == '+';
    text = slice_skip(text, build);
    if (build && !triple_take_identifiers(&text, true, &found.build))
        return false;
    *bound = found;
    return text.len == 0;
}

static bool hex_about(const struct triple *version, const struct triple *bound, bool brief)
{
    int order = run_compare_numbers(version->number[0], bound->number[0]);

    if (!order && !brief)
        order = run_compare_numbers(version->number[1], bound->number[1]);
    return order <= 0 && triple_compare(version, bound) >= 0;
}

/* Takes one comparison. */
static enum version_answer hex_one(struct slice *rest, const struct triple *version, bool prereleases)
{
    const struct range_operator *op =
        range_take_operator(rest, hex_operators, sizeof(hex_operators) / sizeof(*hex_operators));
    unsigned accepts = op ? op->accepts : RANGE_EQUAL;
    struct triple bound;

    run_take(rest, hex_is_space);
    struct slice text = run_take(rest, hex_is_version);
    bool brief = !triple_split(text, TRIPLE_STRICT, &bound);
    if (brief && (accepts != HEX_ABOUT || !hex_split_short(text, &bound)))
        return VERSION_INVALID;
    int order = triple_compare(version, &bound);
    bool holds = accepts == HEX_ABOUT ? hex_about(version, &bound, brief) : range_holds(accepts, order);
    bool upward = accepts == HEX_ABOUT || (accepts & RANGE_GREATER && accepts != (RANGE_LESS | RANGE_GREATER));
    return range_answer(holds && (prereleases || !upward || bound.has_prerelease || !version->has_prerelease));
}

static enum version_answer hex_match(struct slice range, struct slice text, bool prereleases)
{
    static const struct range_operator joints[] = {{S_INIT("and "), 0}, {S_INIT("or "), 1}};
    struct triple version;

    if (!triple_split(text, TRIPLE_STRICT, &version))
        return VERSION_INVALID;
    run_take(&range, hex_is_space);
    enum version_answer answer = hex_one(&range, &version, prereleases);
    for (;;) {
        bool space = run_take(&range, hex_is_space).len > 0;
        if (range.len == 0)
            return answer;
        const struct range_operator *joint = space ? range_take_operator(&range, joints, 2) : NULL;
        if (!joint)
            return VERSION_INVALID;
        run_take(&range, hex_is_space);
        enum version_answer one = hex_one(&range, &version, prereleases);
        answer = joint->accepts ? range_or(answer, one) : range_and(answer, one);
    }
}

static enum version_answer hex_contains(struct slice range, struct slice version)
{
    return hex_match(range, version, true);
}

static enum version_answer hex_nopre_contains(struct slice range, struct slice version)
{
    return hex_match(range, version, false);
}

const struct version_language language_hex = {.name = "hex", .contains = hex_contains};
const struct version_language language_hex_nopre = {.name = "hex-nopre", .contains = hex_nopre_contains};
