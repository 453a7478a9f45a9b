/* Values: where what a name stands before begins and ends. */
#include "base/mask.h"

/* NAME= stands at `at`. */
bool mask_name_follows(const struct mask *m, size_t at)
{
    size_t end = at;

    if (mask_byte(m, at) >= '0' && mask_byte(m, at) <= '9')
        return false;
    while (end - at < MASK_NAME_MAX && mask_in_name(mask_byte(m, end)))
        end++;
    return end > at && mask_byte(m, at) != '-' && mask_byte(m, end) == '=';
}

/* Whether an unquoted value ends at `at`: shells end it there, and so do lists of NAME=value with these signs between.
 */
static bool value_ends(const struct mask *m, size_t at)
{
    uint8_t c = m->text.at[at], next = mask_byte(m, at + 1);

    switch (c) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case ';':
    case '`': return true;
    case '\\': return m->quote && (next == 'n' || next == 'r');
    case '&': return next == '&' || next == 0 || mask_is_blank(next) || mask_name_follows(m, at + 1);
    case '|': return next == '|' || next == 0 || mask_is_blank(next);
    case ')': return next == ')' || next == ';' || next == 0 || mask_is_blank(next) || mask_is_quote(next);
    case ',': return mask_name_follows(m, at + 1);
    case '}':
    case ']': return next == 0 || mask_is_blank(next) || next == ',' || next == '}' || next == ']';
    default: return mask_is_quote(c) && c == m->quote;
    }
}

/* The last '}' of "${name}" or "${{ name }}", or where it stands when none comes soon. */
static size_t reference_end(const struct mask *m, size_t at)
{
    struct slice reference = slice_head(mask_rest(m, at), MASK_NAME_MAX);
    bool twice = slice_starts(reference, S("${{"));
    size_t end = slice_find(reference, twice ? S("}}") : S("}"));

    return end == SIZE_MAX ? at : at + end + twice;
}

static size_t plain_end(const struct mask *m, size_t at)
{
    while (at < m->text.len && !value_ends(m, at)) {
        uint8_t c = m->text.at[at];
        if (c == '$' && mask_byte(m, at + 1) == '{') /* a reference, which may hold blanks */
            at = reference_end(m, at);
        if (mask_is_quote(c)) { /* a part of the word in quotes, when they close on this line */
            struct slice inside = mask_rest(m, at + 1);
            size_t len = slice_find_byte(inside, c);
            if (len < inside.len && slice_find_byte(slice_head(inside, len), '\n') == len)
                at += 1 + len;
        } else if (c == '\\' && at + 1 < m->text.len) {
            at++;
        }
        at++;
    }
    return at;
}

struct mask_value mask_plain_value(const struct mask *m, size_t at)
{
    struct mask_value value = {at, plain_end(m, at), 0};

    value.end = value.to;
    while (value.to > at + 1 && (mask_is_quote(mask_byte(m, value.to - 1)) || mask_byte(m, value.to - 1) == '\\'))
        value.to--; /* quotes of what is around it */
    return value;
}

/* Whether a quote, perhaps behind backslashes, stands at `at`. quote  its place */
bool mask_quote_at(const struct mask *m, size_t at, size_t *quote)
{
    size_t i = at;

    while (mask_byte(m, i) == '\\' && i - at < MASK_BLANKS_MAX)
        i++;
    *quote = i;
    return mask_is_quote(mask_byte(m, i));
}

/* A value in quotes, which may be escaped as a whole: \"value\". It ends at a quote with as many backslashes. */
struct mask_value mask_quoted_value(const struct mask *m, size_t at)
{
    size_t quote = 0, slashes = 0;

    mask_quote_at(m, at, &quote);
    for (size_t i = quote + 1; i < m->text.len; i++) {
        uint8_t c = m->text.at[i];
        if (c == '\\') {
            slashes++;
            continue;
        }
        bool escaped = quote > at ? slashes != quote - at : mask_byte(m, quote) == '"' && slashes % 2;
        if (c == mask_byte(m, quote) && !escaped)
            return (struct mask_value){quote + 1, i - (quote - at), i + 1};
        slashes = 0;
    }
    return (struct mask_value){quote + 1, m->text.len, m->text.len};
}

struct mask_value mask_value_at(const struct mask *m, size_t at)
{
    size_t quote;

    if (!mask_quote_at(m, at, &quote) || (quote == at && mask_byte(m, at) == m->quote))
        return mask_plain_value(m, at);
    struct mask_value value = mask_quoted_value(m, at);
    uint8_t next = mask_byte(m, value.end);
    if (quote == at &&
        (mask_in_name(next) || (mask_is_quote(next) && next != m->quote))) { /* a word of several parts */
        value.from = at;
        value.to = value.end = plain_end(m, value.end);
    }
    return value;
}

/* The rest of what is in quotes, or of the line: headers and lines of YAML hold blanks. */
struct mask_value mask_rest_of_quotes(const struct mask *m, size_t at)
{
    size_t end = at;

    while (end < m->text.len && m->text.at[end] != m->quote && m->text.at[end] != '\n' &&
           !(m->text.at[end] == '\\' && (mask_byte(m, end + 1) == 'n' || mask_byte(m, end + 1) == m->quote)))
        end++;
    return (struct mask_value){at, end, end};
}

/* An entry of ENV, ARG, LABEL: it goes on to the next one, or to the shell of RUN. */
struct mask_value mask_entry_value(const struct mask *m, size_t at)
{
    size_t end = at;

    if (mask_is_quote(mask_byte(m, at))) {
        struct mask_value value = mask_quoted_value(m, at);
        if (value.end == m->entries_end || mask_is_blank(mask_byte(m, value.end)))
            return value;
    }
    if (m->single)
        return (struct mask_value){at, m->text.len, m->text.len};
    while (end < m->entries_end && !(mask_is_blank(m->text.at[end]) && mask_name_follows(m, end + 1)))
        end++;
    return (struct mask_value){at, end, end};
}

/* Behind the name of the scheme in "Bearer abc" (RFC 9110, 11.4), so that one sees what kind it was. */
static size_t skip_scheme(const struct mask *m, size_t at)
{
    static const struct slice schemes[] = {S_INIT("bearer"), S_INIT("basic"),     S_INIT("token"), S_INIT("digest"),
                                           S_INIT("apikey"), S_INIT("negotiate"), S_INIT("jwt"),   S_INIT("key")};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
        size_t end = at + schemes[i].len;
        if (mask_byte(m, end) == ' ' && slice_equal_nocase(mask_part(m, at, end), schemes[i]))
            return mask_skip_blanks(m, end);
    }
    return at;
}

size_t mask_hide_value(struct mask *m, struct mask_value value)
{
    size_t from = skip_scheme(m, value.from);

    if (from > value.to) /* the scheme was all of a word, its value is the next one */
        value = mask_plain_value(m, from);
    mask_hide(m, from, value.to);
    return value.end;
}
