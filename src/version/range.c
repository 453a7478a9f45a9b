#include "version/range.h"

#include "version/run.h"

#define LANGUAGE(name) extern const struct version_language language_##name;
#include "version/languages.h"
#undef LANGUAGE

static const struct version_language *const rows[] = {
#define LANGUAGE(name) &language_##name,
#include "version/languages.h"
#undef LANGUAGE
};

/* Parentheses deeper than this stand in no package: such a range is invalid. */
enum { RANGE_DEPTH = 32 };

const struct version_language *version_language_at(size_t index)
{
    return index < sizeof(rows) / sizeof(*rows) ? rows[index] : NULL;
}

const struct version_language *version_language(struct slice name)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (slice_equal(name, slice_text(rows[i]->name)))
            return rows[i];
    return NULL;
}

const struct range_operator *range_take_operator(struct slice *rest, const struct range_operator *operators,
                                                 size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_starts(*rest, operators[i].text)) {
            *rest = slice_skip(*rest, operators[i].text.len);
            return &operators[i];
        }
    return NULL;
}

bool range_is_blank(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

struct slice range_trim(struct slice text)
{
    run_take(&text, range_is_blank);
    while (text.len && range_is_blank(text.at[text.len - 1]))
        text.len--;
    return text;
}

enum version_answer range_and(enum version_answer a, enum version_answer b)
{
    if (a == VERSION_INVALID || b == VERSION_INVALID)
        return VERSION_INVALID;
    return range_answer(a == VERSION_YES && b == VERSION_YES);
}

enum version_answer range_or(enum version_answer a, enum version_answer b)
{
    if (a == VERSION_INVALID || b == VERSION_INVALID)
        return VERSION_INVALID;
    return range_answer(a == VERSION_YES || b == VERSION_YES);
}

static bool range_take_word(struct slice *rest, struct slice word)
{
    run_take(rest, range_is_blank);
    if (!slice_starts(*rest, word))
        return false;
    *rest = slice_skip(*rest, word.len);
    run_take(rest, range_is_blank);
    return true;
}

static enum version_answer range_disjunction(const struct range_grammar *grammar, struct slice *rest,
                                             struct slice version, int depth);

static enum version_answer range_factor(const struct range_grammar *grammar, struct slice *rest, struct slice version,
                                        int depth)
{
    if (!range_take_word(rest, S("(")))
        return grammar->atom(rest, version);
    if (depth == RANGE_DEPTH)
        return VERSION_INVALID;
    enum version_answer answer = range_disjunction(grammar, rest, version, depth + 1);
    return range_take_word(rest, S(")")) ? answer : VERSION_INVALID;
}

static enum version_answer range_conjunction(const struct range_grammar *grammar, struct slice *rest,
                                             struct slice version, int depth)
{
    enum version_answer answer = range_factor(grammar, rest, version, depth);
    while (answer != VERSION_INVALID && range_take_word(rest, grammar->conjunction))
        answer = range_and(answer, range_factor(grammar, rest, version, depth));
    return answer;
}

static enum version_answer range_disjunction(const struct range_grammar *grammar, struct slice *rest,
                                             struct slice version, int depth)
{
    enum version_answer answer = range_conjunction(grammar, rest, version, depth);
    while (answer != VERSION_INVALID && range_take_word(rest, grammar->disjunction))
        answer = range_or(answer, range_conjunction(grammar, rest, version, depth));
    return answer;
}

enum version_answer range_expression(const struct range_grammar *grammar, struct slice range, struct slice version)
{
    struct slice rest = range_trim(range);
    enum version_answer answer = range_disjunction(grammar, &rest, version, 0);
    return rest.len ? VERSION_INVALID : answer;
}

struct slice range_next_number(struct slice digits, uint8_t *buffer, size_t room)
{
    size_t nines = 0;

    while (run_first(digits) == '0')
        digits = slice_skip(digits, 1);
    while (nines < digits.len && digits.at[digits.len - 1 - nines] == '9')
        nines++;
    bool longer = nines == digits.len;
    size_t len = digits.len + longer;
    if (len > room)
        return (struct slice){0};
    if (longer)
        buffer[0] = '1';
    else
        memcpy(buffer, digits.at, digits.len - nines);
    if (!longer)
        buffer[digits.len - nines - 1]++;
    memset(buffer + (len - nines), '0', nines);
    return slice_of(buffer, len);
}
