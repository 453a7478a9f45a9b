/*
 * PHP: up to four numbers or a date, a stability, "-dev"; or a numeric branch ("1.x-dev"). The order is that of PHP's
 * version_compare() over the normalised form.
 * Source: composer/semver src/VersionParser.php normalize() and normalizeBranch(); php-src ext/standard/versioning.c.
 *
 * Branches ("dev-main", "main") have no place in the order: no range of versions ever matches one.
 */
#include "version/composer.h"
#include "version/version.h"

/* As the pattern tries them. */
static const struct {
    struct slice spelling;
    enum composer_word word;
} composer_words[] = {
    {S_INIT("stable"), COMPOSER_NONE}, {S_INIT("beta"), COMPOSER_BETA},   {S_INIT("b"), COMPOSER_BETA},
    {S_INIT("rc"), COMPOSER_RC},       {S_INIT("alpha"), COMPOSER_ALPHA}, {S_INIT("a"), COMPOSER_ALPHA},
    {S_INIT("patch"), COMPOSER_PATCH}, {S_INIT("pl"), COMPOSER_PATCH},    {S_INIT("p"), COMPOSER_PATCH},
};

bool composer_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* As PHP's trim(): without the form feed, with NUL. */
static bool composer_is_trimmed(uint8_t byte)
{
    return (composer_is_blank(byte) && byte != '\f') || byte == '\0';
}

struct slice composer_trim(struct slice text)
{
    run_take(&text, composer_is_trimmed);
    while (text.len && composer_is_trimmed(text.at[text.len - 1]))
        text.len--;
    return text;
}

static bool composer_is_dash(uint8_t byte)
{
    return byte == '.' || byte == '-';
}

static bool composer_ends(struct slice s, struct slice word)
{
    return s.len >= word.len && run_compare_nocase(slice_skip(s, s.len - word.len), word) == 0;
}

static bool composer_starts(struct slice s, struct slice word)
{
    return s.len >= word.len && run_compare_nocase(slice_head(s, word.len), word) == 0;
}

/* ([.-]?dev)? and nothing behind it */
static bool composer_take_dev(struct slice rest, struct composer *version)
{
    version->dev = rest.len > 0;
    if (rest.len && composer_is_dash(rest.at[0]))
        rest = slice_skip(rest, 1);
    return !version->dev || run_compare_nocase(rest, S("dev")) == 0;
}

/* (word(?:[.-]?\d+)*)?([.-]?dev)? and nothing behind it */
static bool composer_take_words(struct slice rest, struct composer *version)
{
    for (size_t i = 0; i < sizeof(composer_words) / sizeof(*composer_words); i++) {
        if (!composer_starts(rest, composer_words[i].spelling))
            continue;
        struct slice s = slice_skip(rest, composer_words[i].spelling.len), numbers = s;
        for (;;) {
            struct slice next = s;
            if (next.len && composer_is_dash(next.at[0]))
                next = slice_skip(next, 1);
            if (run_take(&next, run_is_digit).len == 0)
                break;
            s = next;
        }
        numbers = slice_head(numbers, numbers.len - s.len);
        run_take(&numbers, composer_is_dash);
        if (!composer_take_dev(s, version))
            continue;
        version->stability = composer_words[i].word;
        version->stability_numbers = numbers;
        if (version->stability == COMPOSER_NONE && slice_starts(rest, S("stable"))) {
            version->stability_numbers.len = 0; /* says nothing, and "-dev" behind it neither */
            version->dev = false;
        } else if (version->stability == COMPOSER_NONE) {
            version->stability = COMPOSER_UNNAMED;
        }
        return true;
    }
    version->stability = COMPOSER_NONE;
    version->stability_numbers.len = 0;
    return composer_take_dev(rest, version);
}

bool composer_take_modifier(struct slice rest, struct composer *version)
{
    uint8_t mark = run_first(rest);

    if ((mark == '.' || mark == '_' || mark == '-') && composer_take_words(slice_skip(rest, 1), version))
        return true;
    return composer_take_words(rest, version);
}

/* Up to four numbers, the first of at most five digits. */
static bool composer_classical(struct slice rest, struct composer *version)
{
    struct slice all = rest;
    size_t count = 1;

    if (run_first(rest) == 'v' || run_first(rest) == 'V')
        all = rest = slice_skip(rest, 1);
    size_t first = run_take(&rest, run_is_digit).len;
    if (first == 0 || first > 5)
        return false;
    for (; count < 4 && run_first(rest) == '.' && run_is_digit(run_first(slice_skip(rest, 1))); count++) {
        rest = slice_skip(rest, 1);
        run_take(&rest, run_is_digit);
    }
    version->numbers = slice_head(all, all.len - rest.len);
    version->padding = 4 - count;
    version->pad = S("0");
    return composer_take_modifier(rest, version);
}

static bool composer_is_date_mark(uint8_t byte)
{
    return byte == '.' || byte == ':' || byte == '-';
}

/*
 * Whether the digits of a date fall into groups: `pairs` more of two digits at most, then `small` more of one to three.
 * Each of the few levels of the call uses up one group.
 */
static bool composer_date_groups(struct slice rest, int pairs, int small)
{
    if (rest.len == 0)
        return pairs < 6;
    if (composer_is_date_mark(rest.at[0]))
        rest = slice_skip(rest, 1);
    struct slice ahead = rest;
    size_t digits = run_take(&ahead, run_is_digit).len;

    if (pairs && digits >= 2 && composer_date_groups(slice_skip(rest, 2), pairs - 1, small))
        return true;
    for (size_t len = 1; len <= 3 && len <= digits && pairs < 6 && small; len++)
        if (composer_date_groups(slice_skip(rest, len), 0, small - 1))
            return true;
    return false;
}

/* A date, and maybe a time: four digits and then groups, with or without marks between them. */
static bool composer_date(struct slice rest, struct composer *version)
{
    if (run_first(rest) == 'v' || run_first(rest) == 'V')
        rest = slice_skip(rest, 1);
    struct slice all = rest;

    if (run_take(&rest, run_is_digit).len < 4)
        return false;
    while (rest.len && composer_is_date_mark(rest.at[0]) && run_is_digit(run_first(slice_skip(rest, 1)))) {
        rest = slice_skip(rest, 1);
        run_take(&rest, run_is_digit);
    }
    version->numbers = slice_head(all, all.len - rest.len);
    version->padding = 0;
    enum { DATE_DIGITS = 4, DATE_PAIRS = 6, DATE_SMALL = 2, DATE_LENGTH = 4 + 6 * 3 + 2 * 4 };
    return version->numbers.len <= DATE_LENGTH &&
           composer_date_groups(slice_skip(version->numbers, DATE_DIGITS), DATE_PAIRS, DATE_SMALL) &&
           composer_take_modifier(rest, version);
}

/* "1.x-dev": up to four numbers or x; what is missing is x too, which is a number larger than others. */
static bool composer_numeric_branch(struct slice rest, struct composer *version)
{
    size_t count = 1;

    if (!composer_ends(rest, S("dev")))
        return false;
    rest.len -= 3;
    if (rest.len && composer_is_dash(rest.at[rest.len - 1]))
        rest.len--;
    rest = composer_trim(rest);
    if (run_first(rest) == 'v' || run_first(rest) == 'V')
        rest = slice_skip(rest, 1);
    version->numbers = rest;
    if (run_take(&rest, run_is_digit).len == 0)
        return false;
    for (; count < 4 && run_first(rest) == '.'; count++) {
        rest = slice_skip(rest, 1);
        uint8_t wild = run_lower(run_first(rest));
        if (wild == 'x' || wild == '*')
            rest = slice_skip(rest, 1);
        else if (run_take(&rest, run_is_digit).len == 0)
            return false;
    }
    version->padding = 4 - count;
    version->pad = S("x");
    version->stability = COMPOSER_NONE;
    version->stability_numbers.len = 0;
    version->dev = true;
    return rest.len == 0;
}

struct slice composer_without_alias(struct slice text)
{
    struct slice rest = text;
    size_t len = 0;

    while (len < text.len && !composer_is_blank(text.at[len]) && text.at[len] != ',')
        len++;
    rest = slice_skip(text, len);
    if (len == 0 || run_first(rest) != ' ')
        return text;
    while (run_first(rest) == ' ')
        rest = slice_skip(rest, 1);
    if (!slice_starts(rest, S("as ")))
        return text;
    rest = slice_skip(rest, 2);
    while (run_first(rest) == ' ')
        rest = slice_skip(rest, 1);
    for (size_t i = 0; i < rest.len; i++)
        if (composer_is_blank(rest.at[i]) || rest.at[i] == ',')
            return text;
    return rest.len ? slice_head(text, len) : text;
}

static struct slice composer_without_flag(struct slice text)
{
    static const struct slice flags[] = {S_INIT("@stable"), S_INIT("@rc"), S_INIT("@beta"), S_INIT("@alpha"),
                                         S_INIT("@dev")};

    for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
        if (composer_ends(text, flags[i]))
            return slice_head(text, text.len - flags[i].len);
    return text;
}

/* What stands behind '+' goes, if there is something and no blank in it. */
static struct slice composer_without_build(struct slice text)
{
    size_t plus = slice_find_byte(text, '+');

    for (size_t i = 0; i < text.len; i++)
        if (composer_is_blank(text.at[i]) || (i < plus && text.at[i] == ','))
            return text;
    return plus > 0 && plus + 1 < text.len ? slice_head(text, plus) : text;
}

bool composer_split(struct slice text, struct composer *version)
{
    struct composer found = {.stability = COMPOSER_NONE};

    text = composer_without_flag(composer_without_alias(composer_trim(text)));
    found.is_branch = composer_starts(text, S("dev-"));
    found.branch = found.is_branch ? slice_skip(text, 4) : text;
    found.is_branch |=
        slice_equal(text, S("master")) || slice_equal(text, S("trunk")) || slice_equal(text, S("default"));
    text = composer_without_build(text);
    if (!found.is_branch && !composer_classical(text, &found) && !composer_date(text, &found) &&
        !composer_numeric_branch(text, &found))
        return false;
    *version = found;
    return true;
}

/* A place among the words and numbers of the normalised form. */
struct composer_place {
    struct slice numbers, pad, stability_numbers;
    size_t padding;
    enum composer_word stability;
    bool dev;
};

struct composer_part {
    enum composer_word word; /* COMPOSER_NONE: the end */
    struct slice number;
};

static struct slice composer_next_number(struct slice *numbers)
{
    struct slice number = run_take(numbers, run_is_digit);

    if (number.len == 0) {
        number = S("9999999");
        *numbers = slice_skip(*numbers, 1);
    }
    *numbers = slice_skip(*numbers, 1);
    return number;
}

static struct composer_part composer_next(struct composer_place *place)
{
    struct composer_part part = {.word = COMPOSER_NUMBER};

    if (place->numbers.len) {
        part.number = composer_next_number(&place->numbers);
    } else if (place->padding) {
        struct slice pad = place->pad;
        place->padding--;
        part.number = composer_next_number(&pad);
    } else if (place->stability != COMPOSER_NONE) {
        part.word = place->stability;
        place->stability = COMPOSER_NONE;
    } else if (place->stability_numbers.len) {
        part.number = composer_next_number(&place->stability_numbers);
    } else {
        part.word = place->dev ? COMPOSER_DEV : COMPOSER_NONE;
        place->dev = false;
    }
    return part;
}

static struct composer_place composer_start(const struct composer *version)
{
    return (struct composer_place){.numbers = version->numbers,
                                   .pad = version->pad,
                                   .stability_numbers = version->stability_numbers,
                                   .padding = version->padding,
                                   .stability = version->stability,
                                   .dev = version->dev};
}

/* PHP reads numbers with strtol(), whose largest is this. */
static struct slice composer_clamp(struct slice number)
{
    struct slice most = S("9223372036854775807");
    return run_compare_numbers(number, most) > 0 ? most : number;
}

/* Against nothing any number is newer, and a word as if a number stood there. */
static int composer_compare_end(const struct composer_part *part)
{
    if (part->word == COMPOSER_NUMBER)
        return 1;
    return part->word == COMPOSER_NONE ? 0 : part->word < COMPOSER_NUMBER ? -1 : 1;
}

int composer_compare_split(const struct composer *a, const struct composer *b)
{
    struct composer_place left = composer_start(a), right = composer_start(b);

    for (;;) {
        struct composer_part l = composer_next(&left), r = composer_next(&right);
        int order = 0;
        if (l.word == COMPOSER_NONE && r.word == COMPOSER_NONE)
            return 0;
        if (l.word == COMPOSER_NONE)
            return -composer_compare_end(&r);
        if (r.word == COMPOSER_NONE)
            return composer_compare_end(&l);
        if (l.word == COMPOSER_NUMBER && r.word == COMPOSER_NUMBER)
            order = run_compare_numbers(composer_clamp(l.number), composer_clamp(r.number));
        else
            order = (int)l.word - (int)r.word;
        if (order)
            return order;
    }
}

static bool composer_valid(struct slice version)
{
    struct composer split;
    return composer_split(version, &split) && !split.is_branch;
}

static int composer_compare(struct slice a, struct slice b)
{
    struct composer left, right;
    return composer_split(a, &left) && composer_split(b, &right) ? composer_compare_split(&left, &right) : 0;
}

const struct version_scheme version_composer = {
    .name = "composer",
    .also = (const char *const[]){"packagist", NULL},
    .valid = composer_valid,
    .compare = composer_compare,
};
