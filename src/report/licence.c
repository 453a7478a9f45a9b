/* SPDX 2.3, annex D: license expressions. Identifiers of documents ("LicenseRef-…") are none: we define none. */
#include "report/licence.h"
#include "base/sort.h"
#include "report/licence_ids.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static bool among(const char *const *table, size_t count, struct slice text)
{
    size_t first = SORTED_FIRST(count, i, slice_compare(slice_text(table[i]), text) >= 0);

    return first < count && slice_equal(slice_text(table[first]), text);
}

bool licence_is_id(struct slice text)
{
    return among(licence_ids, COUNT(licence_ids), text);
}

/* The next token: a parenthesis, or what stands between blanks and parentheses. Empty at the end. */
static struct slice take_token(struct slice *rest)
{
    size_t len = 0;

    while (rest->len && rest->at[0] == ' ')
        *rest = slice_skip(*rest, 1);
    if (rest->len && (rest->at[0] == '(' || rest->at[0] == ')'))
        len = 1;
    else
        while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '(' && rest->at[len] != ')')
            len++;
    struct slice token = slice_head(*rest, len);
    *rest = slice_skip(*rest, len);
    return token;
}

/* "GPL-2.0+": that version or a later one. */
static bool is_operand(struct slice token)
{
    return licence_is_id(token) || (slice_ends(token, S("+")) && licence_is_id(slice_head(token, token.len - 1)));
}

bool licence_is_expression(struct slice text)
{
    size_t depth = 0;
    bool operand = true; /* what must come next; after one "WITH" may come once, an operator, or ")" */
    bool with = false;

    for (struct slice token; (token = take_token(&text)).len;) {
        if (operand) {
            if (slice_equal(token, S("("))) {
                depth++;
                continue;
            }
            if (!is_operand(token))
                return false;
            operand = false;
            with = true;
        } else if (slice_equal(token, S("AND")) || slice_equal(token, S("OR"))) {
            operand = true;
        } else if (slice_equal(token, S(")")) && depth) {
            depth--;
            with = false;
        } else if (slice_equal(token, S("WITH")) && with) {
            if (!among(exception_ids, COUNT(exception_ids), take_token(&text)))
                return false;
            with = false;
        } else {
            return false;
        }
    }
    return !operand && depth == 0;
}
