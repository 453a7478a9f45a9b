/*
 * Conan's ranges: comparisons joined by blanks, alternatives by "||", options behind ','. Pre-releases match only with
 * the option include_prerelease.
 * Source: conan 2.34 conan/internal/model/version_range.py.
 */
#include "version/conan.h"
#include "version/range.h"

enum { CONAN_TILDE = 8, CONAN_CARET = 16, CONAN_BOUND = 256 /* room for a version counted up */ };

static const struct range_operator conan_operators[] = {
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT("~"), CONAN_TILDE},
    {S_INIT("^"), CONAN_CARET},
    {S_INIT("="), RANGE_EQUAL},
};

static bool conan_is_not_blank(uint8_t byte)
{
    return !range_is_blank(byte);
}

/* '>=' and '<' mean all pre-releases of a bound that names none; `bare`: the bound as it stands has no dash and no
 * build. */
static bool conan_compare_bound(const struct conan *version, struct slice text, unsigned accepts)
{
    struct conan bound = conan_split(text);
    bool bare = slice_find_byte(text, '-') == text.len && !bound.has_build;

    if (bare && (accepts == (RANGE_GREATER | RANGE_EQUAL) || accepts == RANGE_LESS))
        bound.has_prerelease = true;
    return range_holds(accepts, conan_compare_split(version, &bound));
}

static bool conan_is_zero(struct slice item)
{
    struct slice digits;
    bool minus;
    return conan_number(item, &digits, &minus) && run_compare_numbers(digits, S("0")) == 0;
}

/* Whether `version` is less than the items before `item`, that one plus one, and any pre-release of it. */
static enum version_answer conan_below(const struct conan *version, struct slice before, struct slice item)
{
    uint8_t buffer[CONAN_BOUND];
    struct slice digits;
    bool minus;

    if (!conan_number(item, &digits, &minus) || minus || !run_is_number(digits) || before.len >= CONAN_BOUND)
        return VERSION_INVALID;
    if (before.len)
        memcpy(buffer, before.at, before.len);
    struct slice next = range_next_number(digits, buffer + before.len, CONAN_BOUND - before.len);
    struct conan bound = {.main = slice_of(buffer, before.len + next.len), .has_prerelease = true};
    return next.len ? range_answer(conan_compare_split(version, &bound) < 0) : VERSION_INVALID;
}

/*
 * '~' holds the first two items fast, '^' all up to the first that is not 0. Both begin with the pre-releases of a
 * bound that has no dash: '~' as if one stood at the end of the text, which may be in its build.
 */
static enum version_answer conan_about(const struct conan *version, struct slice text, bool caret)
{
    uint8_t buffer[CONAN_BOUND];
    bool dash = slice_find_byte(text, '-') < text.len;

    if (!caret && !dash && text.len < CONAN_BOUND) {
        memcpy(buffer, text.at, text.len);
        buffer[text.len] = '-';
        text = slice_of(buffer, text.len + 1);
    }
    struct conan bound = conan_split(text);
    bound.has_prerelease = bound.has_prerelease || (!dash && !bound.has_build);
    struct slice rest = bound.main, item;
    bool more = slice_cut(rest, '.', &item, &rest);
    while (more && (caret ? conan_is_zero(item) : item.at == bound.main.at))
        more = slice_cut(rest, '.', &item, &rest);
    if (caret && conan_is_zero(item))
        return VERSION_INVALID; /* nothing to count up */
    enum version_answer below = conan_below(version, slice_head(bound.main, (size_t)(item.at - bound.main.at)), item);
    return range_and(range_answer(conan_compare_split(version, &bound) >= 0), below);
}

static enum version_answer conan_one(struct slice text, struct slice whole, const struct conan *version)
{
    if (text.len == 0 || slice_equal(text, S("*")))
        return range_answer(conan_compare_bound(version, S("0.0.0"), RANGE_GREATER | RANGE_EQUAL));
    if (text.len == 1)
        return VERSION_INVALID;
    const struct range_operator *op =
        range_take_operator(&text, conan_operators, sizeof(conan_operators) / sizeof(*conan_operators));
    unsigned accepts = op ? op->accepts : RANGE_EQUAL;
    if (text.len == 0)
        return VERSION_INVALID;
    if (!op && slice_ends(text, S("*")))
        return range_answer(slice_starts(whole, slice_head(text, text.len - 1)));
    bool single = accepts == CONAN_TILDE || accepts == CONAN_CARET || accepts == RANGE_EQUAL;
    if (op && single && text.at[0] == '=')
        return VERSION_INVALID;
    if (accepts == CONAN_TILDE || accepts == CONAN_CARET)
        return conan_about(version, text, accepts == CONAN_CARET);
    return range_answer(conan_compare_bound(version, text, accepts));
}

/* Comparisons that must all hold. */
static enum version_answer conan_set(struct slice set, struct slice whole, const struct conan *version)
{
    enum version_answer answer = VERSION_YES;

    run_take(&set, range_is_blank);
    do {
        answer = range_and(answer, conan_one(run_take(&set, conan_is_not_blank), whole, version));
        run_take(&set, range_is_blank);
    } while (set.len);
    return answer;
}

/* What stands behind the first ','. Options that conan does not know are passed over, if they look like some. */
static bool conan_options(struct slice options, bool *prereleases)
{
    struct slice option;

    *prereleases = false;
    for (bool more = true; more && !*prereleases;) {
        more = slice_cut(options, ',', &option, &options);
        *prereleases = slice_find(option, S("include_prerelease")) != SIZE_MAX;
        if (!*prereleases && !run_is_letter(run_first(range_trim(option))))
            return false;
    }
    return true;
}

static enum version_answer conan_contains(struct slice range, struct slice text)
{
    struct conan version = conan_split(text);
    enum version_answer answer = VERSION_NO;
    struct slice options;
    bool prereleases = false, more = true;

    if (range.len == 0 || text.len == 0)
        return VERSION_INVALID;
    if (slice_cut(range, ',', &range, &options) && !conan_options(options, &prereleases))
        return VERSION_INVALID;
    while (more) {
        size_t bar = slice_find(range, S("||"));
        struct slice set = slice_head(range, bar);
        more = bar != SIZE_MAX;
        range = more ? slice_skip(range, bar + 2) : range;
        answer = range_or(answer, conan_set(set, text, &version));
    }
    if (answer == VERSION_YES && version.has_prerelease && !prereleases)
        return VERSION_NO;
    return answer;
}

const struct version_language language_conan = {.name = "conan", .contains = conan_contains};
