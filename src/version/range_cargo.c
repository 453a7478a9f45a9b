/*
 * Cargo's requirements, joined by ',': "^1.2", "1.2.*", ">=1, <2"; no operator means '^'. A pre-release is let through
 * only by a comparison with one of the same three numbers.
 * Source: the semver crate (dtolnay/semver): src/parse.rs (VersionReq), src/eval.rs.
 */
#include "version/range.h"
#include "version/triple.h"

enum {
    CARGO_TILDE = 8,
    CARGO_CARET = 16,
    CARGO_COMPARATORS = 32 /* MAX_COMPARATORS */
};
static const struct slice cargo_most = S_INIT("18446744073709551615");

static const struct range_operator cargo_operators[] = {
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("="), RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT("~"), CARGO_TILDE},
    {S_INIT("^"), CARGO_CARET},
};

struct cargo_comparator {
    unsigned accepts;
    struct triple bound;
    size_t numbers; /* how many of the three there are */
};

static bool cargo_is_space(uint8_t byte)
{
    return byte == ' ';
}

static bool cargo_take_wildcard(struct slice *rest)
{
    uint8_t byte = run_first(*rest);
    bool wild = byte == '*' || byte == 'x' || byte == 'X';
    *rest = slice_skip(*rest, wild);
    return wild;
}

static bool cargo_take_number(struct slice *rest, struct slice *number)
{
    *number = run_take(rest, run_is_digit);
    return number->len && !run_has_leading_zero(*number) && run_compare_numbers(*number, cargo_most) <= 0;
}

/* Takes "1", "1.2", "1.2.3" or one of them with wildcards at the end. */
static bool cargo_take_numbers(struct slice *rest, struct cargo_comparator *comparator, bool *wild)
{
    *wild = false;
    if (!cargo_take_number(rest, &comparator->bound.number[0]))
        return false;
    comparator->numbers = 1;
    for (int part = 1; part < 3 && run_first(*rest) == '.'; part++) {
        *rest = slice_skip(*rest, 1);
        if (cargo_take_wildcard(rest))
            *wild = true;
        else if (*wild || !cargo_take_number(rest, &comparator->bound.number[part]))
            return false;
        else
            comparator->numbers++;
    }
    return true;
}

static bool cargo_take_comparator(struct slice *rest, struct cargo_comparator *comparator)
{
    const struct range_operator *op =
        range_take_operator(rest, cargo_operators, sizeof(cargo_operators) / sizeof(*cargo_operators));
    bool wild;

    *comparator = (struct cargo_comparator){0};
    run_take(rest, cargo_is_space);
    if (!cargo_take_numbers(rest, comparator, &wild))
        return false;
    comparator->accepts = op ? op->accepts : wild ? RANGE_EQUAL : CARGO_CARET;
    struct triple *bound = &comparator->bound;
    bound->has_prerelease = comparator->numbers == 3 && run_first(*rest) == '-';
    if (bound->has_prerelease) {
        *rest = slice_skip(*rest, 1);
        if (!triple_take_identifiers(rest, false, &bound->prerelease))
            return false;
    }
    if (comparator->numbers == 3 && run_first(*rest) == '+') {
        *rest = slice_skip(*rest, 1);
        if (!triple_take_identifiers(rest, true, &bound->build))
            return false;
    }
    run_take(rest, cargo_is_space);
    return true;
}

/* Order of as many numbers as the comparator has, and of the pre-release when it has all. */
static int cargo_order(const struct cargo_comparator *comparator, const struct triple *version)
{
    for (size_t part = 0; part < comparator->numbers; part++) {
        int order = run_compare_numbers(version->number[part], comparator->bound.number[part]);
        if (order)
            return order;
    }
    return comparator->numbers == 3 ? triple_compare(version, &comparator->bound) : 0;
}

/* How many leading numbers a tilde or caret holds fast. */
static size_t cargo_fast(const struct cargo_comparator *comparator)
{
    size_t fast = comparator->accepts == CARGO_TILDE ? 2 : 1;

    while (comparator->accepts == CARGO_CARET && fast < comparator->numbers &&
           run_compare_numbers(comparator->bound.number[fast - 1], S("0")) == 0)
        fast++;
    return fast < comparator->numbers ? fast : comparator->numbers;
}

static bool cargo_holds(const struct cargo_comparator *comparator, const struct triple *version)
{
    int order = cargo_order(comparator, version);

    /* Fewer than three numbers are those of a release, but behind '^' they say nothing of it. */
    if (order == 0 && comparator->numbers < 3 && version->has_prerelease && comparator->accepts != CARGO_CARET)
        return false;
    if (comparator->accepts != CARGO_TILDE && comparator->accepts != CARGO_CARET)
        return range_holds(comparator->accepts, order);
    for (size_t part = 0; part < cargo_fast(comparator); part++)
        if (run_compare_numbers(version->number[part], comparator->bound.number[part]) != 0)
            return false;
    return order >= 0;
}

static bool cargo_lets_prerelease(const struct cargo_comparator *comparator, const struct triple *version)
{
    return comparator->bound.has_prerelease && triple_compare_numbers(&comparator->bound, version) == 0;
}

static enum version_answer cargo_contains(struct slice range, struct slice text)
{
    struct cargo_comparator comparator;
    struct triple version;
    bool holds = true, lets = false;

    if (!version_cargo.valid(text) || !triple_split(text, TRIPLE_STRICT, &version))
        return VERSION_INVALID;
    run_take(&range, cargo_is_space);
    if (cargo_take_wildcard(&range)) {
        run_take(&range, cargo_is_space);
        return range.len ? VERSION_INVALID : range_answer(!version.has_prerelease);
    }
    for (int count = 0; count < CARGO_COMPARATORS; count++) {
        if (!cargo_take_comparator(&range, &comparator))
            return VERSION_INVALID;
        holds = holds && cargo_holds(&comparator, &version);
        lets = lets || cargo_lets_prerelease(&comparator, &version);
        if (range.len == 0)
            return range_answer(holds && (lets || !version.has_prerelease));
        if (run_first(range) != ',')
            return VERSION_INVALID;
        range = slice_skip(range, 1);
        run_take(&range, cargo_is_space);
    }
    return VERSION_INVALID;
}

const struct version_language language_cargo = {.name = "cargo", .contains = cargo_contains};
