/*
 * Composer's constraints: "^1.2 || ~2.3", ">=1.0 <1.5", "1.0 - 2.0", "1.*", with stability flags ("@beta").
 * Source: composer/semver src/VersionParser.php parseConstraints(), parseConstraint(); Constraint/Constraint.php.
 */
#include "version/composer.h"
#include "version/range.h"

enum { COMPOSER_NUMBERS = 4, COMPOSER_ROOM = 128 /* for a version counted up */ };

static const struct range_operator composer_operators[] = {
    {S_INIT("<>"), RANGE_LESS | RANGE_GREATER},
    {S_INIT("!="), RANGE_LESS | RANGE_GREATER},
    {S_INIT(">="), RANGE_GREATER | RANGE_EQUAL},
    {S_INIT("<="), RANGE_LESS | RANGE_EQUAL},
    {S_INIT("=="), RANGE_EQUAL},
    {S_INIT("="), RANGE_EQUAL},
    {S_INIT(">"), RANGE_GREATER},
    {S_INIT("<"), RANGE_LESS},
};

/* A bound as it is written: "1.2-beta", "1.x-dev". */
struct composer_bound {
    struct slice number[COMPOSER_NUMBERS];
    size_t numbers;
    bool suffixed; /* by a stability, "-dev" or ".x-dev" */
    bool build;
    struct composer version; /* as composer normalises it */
};

static bool composer_is_hole(uint8_t byte)
{
    return byte == 'x' || byte == 'X' || byte == '*';
}

/* v?1.2.3.4 and a suffix, all of `text`. */
static bool composer_read_bound(struct slice text, struct composer_bound *bound)
{
    struct slice rest = text, build;
    struct composer suffix = {0};

    *bound = (struct composer_bound){0};
    if (run_lower(run_first(rest)) == 'v')
        rest = slice_skip(rest, 1);
    while (bound->numbers < COMPOSER_NUMBERS) {
        bool dot = run_first(rest) == '.' && run_is_digit(run_first(slice_skip(rest, 1)));
        if (bound->numbers && !dot)
            break;
        rest = slice_skip(rest, dot);
        bound->number[bound->numbers] = run_take(&rest, run_is_digit);
        if (bound->number[bound->numbers++].len == 0)
            return false;
    }
    bound->build = slice_cut(rest, '+', &rest, &build);
    if (bound->build && build.len == 0)
        return false;
    if (run_first(rest) == '.' && composer_is_hole(run_first(slice_skip(rest, 1)))) {
        struct slice dev = slice_skip(rest, 2);
        if (run_first(dev) == '.' || run_first(dev) == '-')
            dev = slice_skip(dev, 1);
        bound->suffixed = run_compare_nocase(dev, S("dev")) == 0;
        if (!bound->suffixed)
            return false;
    } else if (!composer_take_modifier(rest, &suffix)) {
        return false;
    } else {
        struct slice mark = rest;
        while (mark.len && (mark.at[0] == '.' || mark.at[0] == '-' || mark.at[0] == '_'))
            mark = slice_skip(mark, 1);
        bound->suffixed = mark.len > 0;
    }
    return composer_split(text, &bound->version) && !bound->version.is_branch;
}

/*
 * Whether `version` is older than "-dev" of the bound's first numbers with the last of them counted up.
 * returns  VERSION_INVALID when that is too long for anything that anybody writes
 */
static enum version_answer composer_below(const struct composer *version, const struct composer_bound *bound,
                                          size_t numbers)
{
    struct composer limit = {.stability = COMPOSER_NONE, .dev = true, .pad = S("0")};
    uint8_t buffer[COMPOSER_ROOM];
    size_t len = 0;

    for (size_t i = 0; i + 1 < numbers; i++) {
        struct slice number = bound->number[i].len ? bound->number[i] : S("0");
        if (number.len + 1 >= COMPOSER_ROOM - len)
            return VERSION_INVALID;
        memcpy(buffer + len, number.at, number.len);
        len += number.len;
        buffer[len++] = '.';
    }
    struct slice next = range_next_number(bound->number[numbers - 1], buffer + len, COMPOSER_ROOM - len);
    limit.numbers = slice_of(buffer, len + next.len);
    limit.padding = COMPOSER_NUMBERS - numbers;
    return next.len ? range_answer(composer_compare_split(version, &limit) < 0) : VERSION_INVALID;
}

static enum version_answer composer_from(const struct composer *version, const struct composer *low)
{
    return range_answer(composer_compare_split(version, low) >= 0);
}

/* "~1.2.3": that or newer, below 1.3. */
static enum version_answer composer_tilde(struct slice text, const struct composer *version)
{
    struct composer_bound bound;

    if (!composer_read_bound(text, &bound))
        return VERSION_INVALID;
    bool hole = bound.suffixed && bound.version.padding && slice_equal(bound.version.pad, S("x"));
    size_t position = bound.numbers + (hole || slice_find_byte(bound.version.numbers, 'x') < bound.version.numbers.len);
    if (!bound.suffixed && !bound.build)
        bound.version.dev = true;
    return range_and(composer_from(version, &bound.version),
                     composer_below(version, &bound, position > 2 ? position - 1 : 1));
}

/* "^1.2.3": that or newer, as long as the first number that is not 0 stays. */
static enum version_answer composer_caret(struct slice text, const struct composer *version)
{
    struct composer_bound bound;
    size_t position = 1;

    if (!composer_read_bound(text, &bound))
        return VERSION_INVALID;
    while (position < 3 && position < bound.numbers && slice_equal(bound.number[position - 1], S("0")))
        position++;
    if (!bound.suffixed && !bound.build)
        bound.version.dev = true;
    return range_and(composer_from(version, &bound.version), composer_below(version, &bound, position));
}

/* "1.2.*", holes at the end only; returns false when it is none. */
static bool composer_wildcard(struct slice text, const struct composer *version, enum version_answer *answer)
{
    struct composer_bound bound = {0};
    struct composer low = {.stability = COMPOSER_NONE, .dev = true, .pad = S("0")};
    size_t holes = 0;

    if (run_first(text) == 'v')
        text = slice_skip(text, 1);
    low.numbers = text;
    while (bound.numbers < 3 && run_is_digit(run_first(text))) {
        bound.number[bound.numbers++] = run_take(&text, run_is_digit);
        if (run_first(text) != '.')
            return false;
        text = slice_skip(text, 1);
    }
    low.numbers.len -= text.len;
    while (composer_is_hole(run_first(text))) {
        holes++;
        text = slice_skip(text, 1);
        if (run_first(text) == '.' && text.len > 1)
            text = slice_skip(text, 1);
    }
    if (!bound.numbers || !holes || text.len)
        return false;
    low.numbers.len--; /* the dot */
    low.padding = COMPOSER_NUMBERS - bound.numbers;
    *answer = range_and(composer_from(version, &low), composer_below(version, &bound, bound.numbers));
    return true;
}

/* "1.0 - 2.0"; returns false when it is none. */
static bool composer_hyphen(struct slice text, const struct composer *version, enum version_answer *answer)
{
    struct composer_bound from, to;
    size_t dash = slice_find(text, S(" - "));

    if (dash == SIZE_MAX || !composer_read_bound(range_trim(slice_head(text, dash)), &from) ||
        !composer_read_bound(range_trim(slice_skip(text, dash + 3)), &to))
        return false;
    if (!from.suffixed)
        from.version.dev = true;
    *answer = composer_from(version, &from.version);
    if (to.numbers > 2 || to.suffixed)
        *answer = range_and(*answer, range_answer(composer_compare_split(version, &to.version) <= 0));
    else
        *answer = range_and(*answer, composer_below(version, &to, to.numbers));
    return true;
}

/* Whether a suffix behind a dash ends the text; composer does not know "rc" here, as it looks for "RC" in small
 * letters. */
static bool composer_has_suffix(struct slice text)
{
    struct composer suffix;

    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '-' && composer_take_modifier(slice_skip(text, i + 1), &suffix) &&
            suffix.stability != COMPOSER_RC)
            return true;
    return false;
}

static enum version_answer composer_compare_bound(const struct composer *version, const struct composer *bound,
                                                  unsigned accepts)
{
    if (!version->is_branch && !bound->is_branch)
        return range_answer(range_holds(accepts, composer_compare_split(version, bound)));
    /* Branches are equal by name or not; no other comparison holds for one. */
    bool equal = version->is_branch && bound->is_branch && slice_equal(version->branch, bound->branch);
    return range_answer((accepts == RANGE_EQUAL && equal) || (accepts == (RANGE_LESS | RANGE_GREATER) && !equal));
}

static enum version_answer composer_basic(struct slice text, const struct composer *version,
                                          enum composer_word stability)
{
    const struct range_operator *op =
        range_take_operator(&text, composer_operators, sizeof(composer_operators) / sizeof(*composer_operators));
    unsigned accepts = op ? op->accepts : RANGE_EQUAL;
    struct composer bound;

    run_take(&text, composer_is_blank);
    if (!composer_split(text, &bound)) {
        /* "foo-dev" is the branch "foo", but not behind an operator that compares. */
        if (!slice_ends(text, S("-dev")) || op)
            return VERSION_INVALID;
        bound = (struct composer){.is_branch = true, .branch = slice_head(text, text.len - 4)};
    }
    if (accepts != RANGE_EQUAL && stability != COMPOSER_NONE && bound.stability == COMPOSER_NONE && !bound.dev &&
        !bound.is_branch) {
        bound.stability = stability == COMPOSER_DEV ? COMPOSER_NONE : stability;
        bound.dev = stability == COMPOSER_DEV;
    } else if ((accepts == RANGE_LESS || accepts == (RANGE_GREATER | RANGE_EQUAL)) && !bound.is_branch &&
               !composer_has_suffix(text)) {
        bound.dev = true;
    }
    return composer_compare_bound(version, &bound, accepts);
}

/* Takes "@beta" off the end; "@stable" says nothing. */
static struct slice composer_take_flag(struct slice text, enum composer_word *stability)
{
    static const struct {
        struct slice flag;
        enum composer_word word;
    } flags[] = {{S_INIT("@stable"), COMPOSER_NONE},
                 {S_INIT("@rc"), COMPOSER_RC},
                 {S_INIT("@beta"), COMPOSER_BETA},
                 {S_INIT("@alpha"), COMPOSER_ALPHA},
                 {S_INIT("@dev"), COMPOSER_DEV}};

    *stability = COMPOSER_NONE;
    for (size_t i = 0; i < text.len; i++)
        if (composer_is_blank(text.at[i]))
            return text;
    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
        size_t len = flags[i].flag.len;
        if (text.len < len || run_compare_nocase(slice_skip(text, text.len - len), flags[i].flag) != 0)
            continue;
        *stability = flags[i].word;
        return text.len > len ? slice_head(text, text.len - len) : S("*");
    }
    return text;
}

/* "*", "x.x": everything; what is more than a lone star begins with 0.0.0.0-dev. */
static bool composer_everything(struct slice text)
{
    if (run_lower(run_first(text)) == 'v')
        text = slice_skip(text, 1);
    while (composer_is_hole(run_first(text))) {
        text = slice_skip(text, 1);
        if (text.len == 0)
            return true;
        if (run_first(text) != '.')
            return false;
        text = slice_skip(text, 1);
    }
    return false;
}

static enum version_answer composer_one(struct slice text, const struct composer *version)
{
    enum composer_word stability;
    enum version_answer answer;

    text = composer_take_flag(composer_without_alias(text), &stability);
    if (composer_everything(text))
        return VERSION_YES;
    if (run_first(text) == '~')
        return composer_tilde(slice_skip(text, 1), version);
    if (run_first(text) == '^')
        return composer_caret(slice_skip(text, 1), version);
    if (composer_wildcard(text, version, &answer) || composer_hyphen(text, version, &answer))
        return answer;
    return composer_basic(text, version, stability);
}

static bool composer_is_separator(uint8_t byte)
{
    return byte == ' ' || byte == ',';
}

/* Whether blanks and commas between two texts divide them: not behind an operator, around a hyphen or around "as". */
static bool composer_divides(struct slice before, struct slice between, struct slice after)
{
    uint8_t last = before.len ? before.at[before.len - 1] : '=';
    size_t commas = 0;

    for (size_t i = 0; i < between.len; i++)
        commas += between.at[i] == ',';
    return commas <= 1 && after.len && last != '-' && last != '=' && last != '<' && last != '>' &&
           run_first(after) != '-' && !slice_starts(after, S("as")) && !slice_ends(before, S("as"));
}

static struct slice composer_take_one(struct slice *rest)
{
    struct slice all = *rest, s = all;

    while (s.len) {
        struct slice after = s;
        size_t len = run_take(&after, composer_is_separator).len;
        if (len && composer_divides(slice_head(all, all.len - s.len), slice_head(s, len), after)) {
            *rest = after;
            return slice_head(all, all.len - s.len);
        }
        s = len ? after : slice_skip(s, 1);
    }
    *rest = s;
    return all;
}

static enum version_answer composer_set(struct slice set, const struct composer *version)
{
    enum version_answer answer = VERSION_YES;

    do
        answer = range_and(answer, composer_one(composer_take_one(&set), version));
    while (set.len && answer != VERSION_INVALID);
    return answer;
}

static enum version_answer composer_contains(struct slice range, struct slice text)
{
    enum version_answer answer = VERSION_NO;
    struct composer version;
    struct slice set;
    bool more = true;

    if (!composer_split(text, &version))
        return VERSION_INVALID;
    range = composer_trim(range);
    while (more && answer != VERSION_INVALID) {
        more = slice_cut(range, '|', &set, &range);
        range = slice_skip(range, more && run_first(range) == '|');
        answer = range_or(answer, composer_set(range_trim(set), &version));
    }
    return answer;
}

const struct version_language language_composer = {.name = "composer", .contains = composer_contains};
