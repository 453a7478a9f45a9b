/*
 * npm's ranges: comparators joined by blanks, "^ ~ x - ||". Two rows: npm lets a pre-release through only where a
 * comparator has one of the same three numbers; with includePrerelease it is a version like others.
 * Source: node-semver classes/range.js, classes/comparator.js, internal/re.js.
 */
#include "version/range.h"
#include "version/triple.h"

enum { NPM_TILDE = 8, NPM_CARET = 16 };
static const struct slice npm_most = S_INIT("9007199254740991");

static const struct range_operator npm_operators[] = {
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
    {S_INIT("="), RANGE_EQUAL},
    {S_INIT("~"), NPM_TILDE},
    {S_INIT("^"), NPM_CARET},
};

/* A version with holes: "1.2", "1.x", "1.2.3-rc.1". */
struct npm_partial {
    struct triple triple;
    size_t numbers;    /* before the first hole */
    bool disordered;   /* a number stands behind a hole */
    bool marked;       /* 'v' before it */
    bool equals;       /* '=' before it */
    bool other_prefix; /* more than that */
};

/* One set of comparators, worked out for one version. */
struct npm_set {
    struct triple version;
    bool include; /* pre-releases are versions like others */
    bool holds;   /* all comparators so far */
    bool any;     /* each of them lets everything through */
    bool lets;    /* one has a pre-release of the same numbers */
    bool nothing; /* one lets nothing through */
};

static bool npm_is_prefix(uint8_t byte)
{
    return byte == 'v' || byte == '=';
}

static bool npm_take_hole(struct slice *rest)
{
    uint8_t byte = run_first(*rest);
    bool hole = byte == 'x' || byte == 'X' || byte == '*';
    *rest = slice_skip(*rest, hole);
    return hole;
}

static bool npm_take_number(struct slice *rest, struct slice *number)
{
    *number = run_take(rest, run_is_digit);
    return number->len && !run_has_leading_zero(*number) && run_compare_numbers(*number, npm_most) <= 0;
}

static bool npm_take_partial(struct slice *rest, struct npm_partial *partial)
{
    bool hole = false;
    int part = 0;

    *partial = (struct npm_partial){0};
    struct slice prefix = run_take(rest, npm_is_prefix);
    partial->equals = run_first(prefix) == '=';
    prefix = slice_skip(prefix, partial->equals);
    partial->marked = run_first(prefix) == 'v';
    partial->other_prefix = prefix.len > partial->marked;
    for (; part < 3 && (part == 0 || run_first(*rest) == '.'); part++) {
        *rest = slice_skip(*rest, part > 0);
        if (npm_take_hole(rest))
            hole = true;
        else if (!npm_take_number(rest, &partial->triple.number[part]))
            return false;
        else if (hole)
            partial->disordered = true;
        else
            partial->numbers++;
    }
    partial->triple.has_prerelease = part == 3 && run_first(*rest) == '-';
    if (partial->triple.has_prerelease) {
        *rest = slice_skip(*rest, 1);
        if (!triple_take_identifiers(rest, false, &partial->triple.prerelease))
            return false;
    }
    if (run_first(*rest) != '+')
        return true;
    *rest = slice_skip(*rest, 1);
    return triple_take_identifiers(rest, true, &partial->triple.build);
}

/* Order of the first `numbers` numbers. */
static int npm_order(const struct triple *version, const struct triple *bound, size_t numbers)
{
    int order = 0;
    for (size_t part = 0; part < numbers && !order; part++)
        order = run_compare_numbers(version->number[part], bound->number[part]);
    return order;
}

/*
 * "<" the bound with its number `last` counted up, zeros behind, and "-0", the least pre-release: the first numbers are
 * not larger. A number that npm cannot hold makes the range invalid.
 */
static bool npm_add_below(struct npm_set *set, const struct npm_partial *partial, size_t numbers)
{
    set->any = false;
    set->holds = set->holds && npm_order(&set->version, &partial->triple, numbers) <= 0;
    return run_compare_numbers(partial->triple.number[numbers - 1], npm_most) < 0;
}

/* A comparison with a whole version. */
static void npm_add(struct npm_set *set, const struct triple *bound, unsigned accepts)
{
    bool zero = !bound->has_prerelease && triple_compare_numbers(bound, &(struct triple){0}) == 0;
    bool zero_included = bound->has_prerelease && slice_equal(bound->prerelease, S("0")) &&
                         triple_compare_numbers(bound, &(struct triple){0}) == 0;

    if (accepts == (RANGE_GREATER | RANGE_EQUAL) && (set->include ? zero_included : zero))
        return; /* ">=0.0.0" is "*" */
    if (accepts == RANGE_LESS && zero_included)
        set->nothing = true;
    set->any = false;
    set->holds = set->holds && range_holds(accepts, triple_compare(&set->version, bound));
    if (bound->has_prerelease && triple_compare_numbers(bound, &set->version) == 0)
        set->lets = true;
}

/* ">=" the bound with zeros for its holes; they are those of a pre-release too where pre-releases count. */
static void npm_add_least(struct npm_set *set, const struct npm_partial *partial)
{
    struct triple bound = {0};

    for (size_t part = 0; part < 3; part++)
        bound.number[part] = part < partial->numbers ? partial->triple.number[part] : S("0");
    bound.has_prerelease = set->include;
    bound.prerelease = S("0");
    npm_add(set, &bound, RANGE_GREATER | RANGE_EQUAL);
}

/* ">" of a version with holes: ">=" it counted up. */
static bool npm_add_above(struct npm_set *set, const struct npm_partial *partial)
{
    uint8_t buffer[sizeof("9007199254740992")];
    struct npm_partial next = *partial;
    struct slice *last = &next.triple.number[partial->numbers - 1];

    *last = range_next_number(*last, buffer, sizeof(buffer));
    npm_add_least(set, &next);
    return run_compare_numbers(*last, npm_most) <= 0;
}

/* '~' holds two numbers fast, '^' all up to the first that is not 0. */
static bool npm_add_about(struct npm_set *set, const struct npm_partial *partial, bool caret)
{
    size_t fast = 2;

    if (partial->numbers == 0)
        return true;
    if (caret)
        for (fast = 1; fast < partial->numbers && slice_equal(partial->triple.number[fast - 1], S("0")); fast++)
            ;
    if (fast > partial->numbers)
        fast = partial->numbers;
    if (partial->numbers == 3)
        npm_add(set, &partial->triple, RANGE_GREATER | RANGE_EQUAL);
    else
        npm_add_least(set, partial);
    return npm_add_below(set, partial, fast);
}

/* A version with holes behind one of the other operators. */
static bool npm_add_holes(struct npm_set *set, const struct npm_partial *partial, unsigned accepts)
{
    if (partial->disordered)
        return false;
    if (partial->numbers == 0) {
        set->nothing = set->nothing || accepts == RANGE_LESS || accepts == RANGE_GREATER;
        set->any = set->any && !set->nothing;
        return true;
    }
    switch (accepts) {
    case RANGE_GREATER: return npm_add_above(set, partial);
    case RANGE_GREATER | RANGE_EQUAL: npm_add_least(set, partial); return true;
    case RANGE_LESS | RANGE_EQUAL: return npm_add_below(set, partial, partial->numbers);
    case RANGE_LESS: {
        struct triple bound = {.has_prerelease = true, .prerelease = S("0")};
        for (size_t part = 0; part < 3; part++)
            bound.number[part] = part < partial->numbers ? partial->triple.number[part] : S("0");
        npm_add(set, &bound, RANGE_LESS);
        return true;
    }
    default: npm_add_least(set, partial); return npm_add_below(set, partial, partial->numbers);
    }
}

/* Takes one comparator; blanks between operator and version do not matter. */
static bool npm_take_comparator(struct slice *rest, struct npm_set *set)
{
    const struct range_operator *op =
        range_take_operator(rest, npm_operators, sizeof(npm_operators) / sizeof(*npm_operators));
    unsigned accepts = op ? op->accepts : 0;
    struct npm_partial partial;

    run_take(rest, range_is_blank);
    if (accepts == NPM_TILDE && run_first(*rest) == '>') {
        *rest = slice_skip(*rest, 1);
        run_take(rest, range_is_blank);
    }
    if (!npm_take_partial(rest, &partial) || (rest->len && !range_is_blank(rest->at[0])))
        return false;
    if (accepts == NPM_TILDE || accepts == NPM_CARET)
        return npm_add_about(set, &partial, accepts == NPM_CARET);
    if (partial.equals && (accepts == RANGE_GREATER || accepts == RANGE_LESS)) {
        accepts |= RANGE_EQUAL;
        partial.equals = false;
    }
    if (partial.numbers < 3)
        return npm_add_holes(set, &partial, accepts);
    if (partial.other_prefix || (partial.equals && accepts))
        return false;
    npm_add(set, &partial.triple, accepts ? accepts : RANGE_EQUAL);
    return true;
}

/* "1.2 - 2.3": returns false when the set is none; `*valid` whether such a one can be. */
static bool npm_hyphen(struct slice text, struct npm_set *set, bool *valid)
{
    struct npm_partial from, to;

    if (!npm_take_partial(&text, &from) || run_take(&text, range_is_blank).len == 0 || run_first(text) != '-')
        return false;
    text = slice_skip(text, 1);
    if (run_take(&text, range_is_blank).len == 0 || !npm_take_partial(&text, &to) || text.len)
        return false;
    *valid = !((from.numbers == 3 && (from.equals || from.other_prefix)) ||
               (to.numbers == 3 && !to.triple.has_prerelease && !set->include && (to.equals || to.other_prefix)));
    if (from.numbers == 3 && (from.triple.has_prerelease || !set->include))
        npm_add(set, &from.triple, RANGE_GREATER | RANGE_EQUAL);
    else if (from.numbers)
        npm_add_least(set, &from);
    if (to.numbers == 3 && (to.triple.has_prerelease || !set->include))
        npm_add(set, &to.triple, RANGE_LESS | RANGE_EQUAL);
    else if (to.numbers)
        *valid = npm_add_below(set, &to, to.numbers) && *valid;
    return true;
}

/* returns  false when it is none */
static bool npm_read_set(struct slice text, struct npm_set *set)
{
    bool valid;

    text = range_trim(text);
    if (npm_hyphen(text, set, &valid))
        return valid;
    while (text.len) {
        if (!npm_take_comparator(&text, set))
            return false;
        run_take(&text, range_is_blank);
    }
    return true;
}

static enum version_answer npm_match(struct slice range, struct slice text, bool include)
{
    struct triple version;
    bool yes = false, any = false, more = true;

    text = range_trim(text);
    if (!version_npm.valid(text) ||
        !triple_split(run_first(text) == 'v' ? slice_skip(text, 1) : text, TRIPLE_STRICT, &version))
        return VERSION_INVALID;
    while (more) {
        struct npm_set set = {.version = version, .include = include, .holds = true, .any = true};
        size_t bar = slice_find(range, S("||"));
        more = bar != SIZE_MAX;
        if (!npm_read_set(slice_head(range, bar), &set))
            return VERSION_INVALID;
        range = more ? slice_skip(range, bar + 2) : range;
        any = any || (set.any && !set.nothing);
        yes = yes || (set.holds && !set.nothing && (include || set.lets || !version.has_prerelease));
    }
    /* A set that lets everything through is the whole range, but it lets no pre-release through. */
    return range_answer(any ? include || !version.has_prerelease : yes);
}

static enum version_answer npm_contains(struct slice range, struct slice version)
{
    return npm_match(range, version, false);
}

static enum version_answer npm_includeprerelease_contains(struct slice range, struct slice version)
{
    return npm_match(range, version, true);
}

const struct version_language language_npm = {.name = "npm", .contains = npm_contains};
const struct version_language language_npm_includeprerelease = {.name = "npm-includeprerelease",
                                                                .contains = npm_includeprerelease_contains};
