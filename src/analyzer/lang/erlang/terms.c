#include "analyzer/lang/erlang/terms.h"

void terms_init(struct terms *terms, struct arena *arena, struct slice content, uint8_t comment)
{
    *terms = (struct terms){.arena = arena, .left = content, .comment = comment};
}

static bool is_word(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@';
}

/* Blanks, comments, and the marks that only say that a string is a binary. */
static void skip_blanks(struct terms *terms)
{
    while (terms->left.len > 0) {
        uint8_t c = terms->left.at[0];
        if (c == terms->comment)
            terms->left = slice_skip(terms->left, slice_find_byte(terms->left, '\n'));
        else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            terms->left = slice_skip(terms->left, 1);
        else if (slice_starts(terms->left, S("<<")) || slice_starts(terms->left, S(">>")))
            terms->left = slice_skip(terms->left, 2);
        else
            return;
    }
}

/* Up to the closing quote, which is taken; what has none goes to the end of the file. */
static struct slice take_quoted(struct terms *terms, uint8_t quote)
{
    struct slice rest = slice_skip(terms->left, 1);
    size_t len = 0;
    bool escapes = false;

    while (len < rest.len && rest.at[len] != quote) {
        escapes |= rest.at[len] == '\\';
        len += rest.at[len] == '\\' && len + 1 < rest.len ? 2 : 1;
    }
    struct slice text = slice_head(rest, len);
    terms->left = slice_skip(rest, len + 1);
    if (!escapes)
        return text;
    uint8_t *plain = arena_array(terms->arena, uint8_t, text.len);
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        i += text.at[i] == '\\' && i + 1 < text.len;
        plain[count++] = text.at[i];
    }
    return slice_of(plain, count);
}

struct term terms_next(struct terms *terms)
{
    size_t len = 0;

    skip_blanks(terms);
    if (terms->left.len == 0)
        return (struct term){.kind = TERM_END};
    uint8_t c = terms->left.at[0];
    if (c == '"' || c == '\'')
        return (struct term){.kind = c == '"' ? TERM_STRING : TERM_ATOM, .text = take_quoted(terms, c)};
    while (len < terms->left.len && is_word(terms->left.at[len]))
        len++;
    struct slice text = slice_head(terms->left, len ? len : 1);
    terms->left = slice_skip(terms->left, text.len);
    return len ? (struct term){.kind = TERM_ATOM, .text = text} : (struct term){.kind = TERM_SIGN, .sign = c};
}

bool terms_take(struct terms *terms, uint8_t sign)
{
    struct terms before = *terms;
    struct term term = terms_next(terms);

    if (term.kind == TERM_SIGN && term.sign == sign)
        return true;
    *terms = before;
    return false;
}

bool terms_leave(struct terms *terms, size_t depth)
{
    while (depth > 0) {
        struct term term = terms_next(terms);
        if (term.kind == TERM_END)
            return false;
        if (term.kind != TERM_SIGN)
            continue;
        if (term.sign == '{' || term.sign == '[' || term.sign == '(')
            depth++;
        else if (term.sign == '}' || term.sign == ']' || term.sign == ')')
            depth--;
    }
    return true;
}
