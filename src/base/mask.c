/*
 * One pass over the text from left to right. Where a sign stands that can come before a credential ('=', ':', '-',
 * "://", a word, a pipe) what is around it is looked at, and what must not be seen becomes a span. Every look forth or
 * back is bounded, or the pass goes on behind it, so the time is linear.
 */
#include "base/mask.h"

#include "base/sort.h"
#include "base/text.h"

/* Letters and digits without blanks, 16 or more. */
static bool looks_drawn(struct slice s)
{
    bool digit = false, letter = false;

    for (size_t i = 0; i < s.len; i++) {
        if (!mask_in_name(s.at[i]))
            return false;
        digit |= s.at[i] >= '0' && s.at[i] <= '9';
        letter |= (s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z';
    }
    return s.len >= 16 && digit && letter;
}

bool mask_all_digits(struct slice s)
{
    uint64_t ignored;
    return slice_decimal(s, &ignored);
}

size_t mask_skip_blanks(const struct mask *m, size_t at)
{
    for (size_t i = 0; i < MASK_BLANKS_MAX && (mask_byte(m, at) == ' ' || mask_byte(m, at) == '\t'); i++)
        at++;
    return at;
}

void mask_hide(struct mask *m, size_t from, size_t to)
{
    if (from < to && !mask_value_harmless(mask_part(m, from, to)))
        *ARENA_PUSH(m->arena, &m->spans) = (struct mask_span){from, to};
}

/* Names. */

struct name {
    struct slice text;
    size_t start;
    bool quoted, spaced; /* "name": or name = */
};

/* The name whose end is at `end`, behind blanks and a quote. */
static struct name name_before(const struct mask *m, size_t end)
{
    struct name name = {0};
    size_t at = end;

    while (at > 0 && end - at < MASK_BLANKS_MAX && (m->text.at[at - 1] == ' ' || m->text.at[at - 1] == '\t'))
        at--;
    name.spaced = at < end;
    if (at > 0 && mask_is_quote(m->text.at[at - 1])) {
        name.quoted = true;
        at--;
        while (at > 0 && m->text.at[at - 1] == '\\' && end - at < 2 * MASK_BLANKS_MAX)
            at--;
    }
    name.start = at;
    while (name.start > 0 && at - name.start < MASK_NAME_MAX && mask_in_name(m->text.at[name.start - 1]))
        name.start--;
    name.text = mask_part(m, name.start, at);
    return name;
}

/* Names that are common words, and secret in the query of a URL alone (signed URLs). */
static bool secret_in_query(const struct mask *m, const struct name *name)
{
    static const struct slice names[] = {S_INIT("sig"),  S_INIT("signature"),       S_INIT("key"),
                                         S_INIT("code"), S_INIT("X-Amz-Signature"), S_INIT("X-Goog-Signature")};

    if (name->start == 0 || !(m->text.at[name->start - 1] == '?' || m->text.at[name->start - 1] == '&'))
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (slice_equal_nocase(name->text, names[i]))
            return true;
    return false;
}

static bool drawn_key(const struct mask *m, const struct name *name, size_t at)
{
    if (!mask_name_key(name->text))
        return false;
    struct mask_value value = mask_value_at(m, at);
    return looks_drawn(mask_part(m, value.from, value.to));
}

/* NAME=value, name = "value", 'name' => 'value' */
static size_t on_equals(struct mask *m, size_t at)
{
    size_t end = at, start = at + 1;

    if (end > 0 && (mask_byte(m, end - 1) == ':' || mask_byte(m, end - 1) == '+' || mask_byte(m, end - 1) == '?'))
        end--;
    struct name name = name_before(m, end);
    if (name.text.len == 0 || mask_byte(m, start) == '=')
        return at + 1;
    if (!mask_name_secret(name.text) && !secret_in_query(m, &name) && !drawn_key(m, &name, start))
        return at + 1;
    if (mask_byte(m, start) == '>')
        start++;
    bool entry = at < m->entries_end && !name.spaced && !name.quoted &&
                 (name.start == m->entries ||
                  (!m->single && name.start > m->entries && mask_is_blank(m->text.at[name.start - 1])));
    if (entry)
        return mask_hide_value(m, mask_entry_value(m, start));
    if (name.spaced || mask_byte(m, start - 1) == '>') {
        if (name.start > 0 && mask_byte(m, name.start - 1) == '$')
            return at + 1; /* a comparison in a shell */
        start = mask_skip_blanks(m, start);
    }
    return mask_hide_value(m, mask_value_at(m, start));
}

/*
 * Whether name: stands where a header, a member or a line of YAML starts, and not within prose. Names with '-' are of
 * headers and no prose.
 */
static bool starts_field(const struct mask *m, const struct name *name)
{
    size_t at = name->start;

    if (slice_equal_nocase(name->text, S("authorization")) || slice_find_byte(name->text, '-') < name->text.len)
        return true;
    while (at > 0 && m->text.at[at - 1] == ' ')
        at--;
    if (at == 0 || (at > 1 && m->text.at[at - 1] == 'n' && m->text.at[at - 2] == '\\'))
        return true;
    uint8_t before = m->text.at[at - 1];
    return mask_is_quote(before) || before == '{' || before == ',' || before == '\n' || before == '(' || before == '-';
}

/* "name": value, Name: value */
static size_t on_colon(struct mask *m, size_t at)
{
    struct name name = name_before(m, at);
    size_t start = mask_skip_blanks(m, at + 1), quote;

    if (name.text.len == 0 || (name.spaced && !name.quoted) || !mask_name_secret(name.text))
        return at + 1;
    if (!name.quoted && !(start > at + 1 || slice_equal_nocase(name.text, S("authorization"))))
        return at + 1;
    if (!name.quoted && !starts_field(m, &name))
        return at + 1;
    if (mask_byte(m, start) == '{')
        return at + 1;
    if (mask_byte(m, start) == '[') {
        size_t end = start + slice_find_byte(mask_rest(m, start), ']');
        return mask_hide_value(m, (struct mask_value){start + 1, end, end});
    }
    if (mask_quote_at(m, start, &quote) && (name.quoted || mask_byte(m, quote) != m->quote))
        return mask_hide_value(m, mask_quoted_value(m, start));
    return mask_hide_value(m, m->quote && !name.quoted ? mask_rest_of_quotes(m, start) : mask_plain_value(m, start));
}

/* <password>value</password> */
static size_t on_tag(struct mask *m, size_t at)
{
    struct name name = name_before(m, at);

    if (name.text.len == 0 || name.start == 0 || mask_byte(m, name.start - 1) != '<' || !mask_name_secret(name.text))
        return at + 1;
    size_t end = at + 1 + slice_find_byte(mask_rest(m, at + 1), '<');
    mask_hide(m, at + 1, end);
    return end;
}

/* URLs: RFC 3986, 3.2.1. */

enum { URL_USER_MAX = 2048 }; /* user and password */

/*
 * Where the '@' behind the user stands. Passwords should have '/', '?' and '#' escaped, but many a driver takes them as
 * they are: then what stands behind the first ':' is no port, and an '@' comes later.
 */
static size_t url_at_sign(const struct mask *m, size_t start)
{
    size_t end = start, authority_end;

    while (end < m->text.len && end - start < URL_USER_MAX && m->text.at[end] > ' ' &&
           !mask_is_quote(m->text.at[end]) && m->text.at[end] != '<' && m->text.at[end] != '>')
        end++;
    for (authority_end = start; authority_end < end; authority_end++)
        if (strchr("/?#", m->text.at[authority_end]))
            break;
    size_t at = start + slice_find_last(mask_part(m, start, authority_end), '@');
    if (at < authority_end)
        return at;
    size_t colon = start + slice_find_byte(mask_part(m, start, authority_end), ':');
    if (colon >= authority_end || mask_byte(m, start) == '[' || mask_byte(m, colon + 1) == '$' ||
        mask_all_digits(mask_part(m, colon + 1, authority_end)) || colon + 1 == authority_end)
        return SIZE_MAX;
    at = start + slice_find_last(mask_part(m, start, end), '@');
    return at < end ? at : SIZE_MAX;
}

static size_t on_url(struct mask *m, size_t at)
{
    size_t start = at + 3, sign = url_at_sign(m, start);

    if (sign == SIZE_MAX)
        return start;
    size_t colon = start + slice_find_byte(mask_part(m, start, sign), ':');
    struct slice user = mask_part(m, start, colon), password = mask_part(m, colon + 1, sign);
    mask_hide(m, colon + 1, sign);
    /* The token may be the user: https://TOKEN@host, https://TOKEN:x-oauth-basic@host */
    if (looks_drawn(user) || (colon < sign && (password.len == 0 || slice_equal(password, S("x-oauth-basic")))))
        mask_hide(m, start, colon);
    return sign + 1;
}

static size_t on_private_key(struct mask *m, size_t at)
{
    struct slice head = mask_part(m, at + 11, at + 11 + 64);
    size_t dashes = slice_find(head, S("-----"));

    if (dashes == SIZE_MAX || slice_find(slice_head(head, dashes), S("PRIVATE KEY")) == SIZE_MAX)
        return at + 1;
    size_t from = at + 11 + dashes + 5, end = slice_find(mask_rest(m, from), S("-----END"));
    size_t to = end == SIZE_MAX ? m->text.len : from + end;
    mask_hide(m, from, to);
    return to;
}

/* Keeps track of quotes. An apostrophe within a word opens none. */
static void track(struct mask *m, size_t at)
{
    uint8_t c = m->text.at[at], before = at ? m->text.at[at - 1] : 0;

    if (c == m->quote && (c == '\'' || before != '\\'))
        m->quote = 0;
    else if (m->quote == 0 && before != '\\' && (c == '"' || (c == '\'' && !mask_is_alnum(before))))
        m->quote = c;
}

/* Looks at one place. returns  where to go on, at least the next byte */
static size_t step(struct mask *m, size_t at)
{
    uint8_t c = m->text.at[at], before = at ? m->text.at[at - 1] : ' ';
    size_t keep, next;

    size_t token = mask_token(&m->forms, mask_rest(m, at), mask_is_alnum(before), &keep);
    if (token) {
        mask_hide(m, at + keep, at + token);
        return at + token;
    }
    if ((mask_is_blank(before) || mask_is_quote(before)) && (next = mask_on_word(m, at)) > at)
        return next;
    switch (c) {
    case '=': return on_equals(m, at);
    case ':': return slice_starts(mask_part(m, at, at + 3), S("://")) ? on_url(m, at) : on_colon(m, at);
    case '-':
        if (slice_starts(mask_rest(m, at), S("-----BEGIN ")))
            return on_private_key(m, at);
        return mask_on_dash(m, at);
    case '>': return on_tag(m, at);
    case '"':
    case '\'': track(m, at); return at + 1;
    case '|':
        if (before != '|' && mask_byte(m, at + 1) != '|')
            mask_on_pipe(m, at);
        m->command = at + 1;
        return at + 1;
    case ';':
    case '&':
    case '\n':
    case '(': m->command = at + 1; return at + 1;
    default: return at + 1;
    }
}

/* Finds the entries of an instruction as histories write it: "ENV A=b C=d", "RUN |1 A=b /bin/sh -c …", or one "A=b". */
static void find_entries(struct mask *m)
{
    static const struct slice instructions[] = {S_INIT("ENV "), S_INIT("ARG "), S_INIT("LABEL ")};
    size_t at = 0;

    if (mask_name_follows(m, 0)) {
        m->single = true;
        m->entries_end = m->text.len;
        return;
    }
    if (slice_starts(m->text, S("/bin/sh -c #(nop)")))
        at = mask_skip_blanks(m, 17);
    for (size_t i = 0; i < sizeof(instructions) / sizeof(*instructions); i++)
        if (slice_starts(mask_rest(m, at), instructions[i])) {
            m->entries = mask_skip_blanks(m, at + instructions[i].len - 1);
            m->entries_end = m->text.len;
            return;
        }
    if (slice_starts(m->text, S("RUN ")))
        at = mask_skip_blanks(m, 4);
    if (mask_byte(m, at) != '|')
        return;
    while (at < m->text.len && m->text.at[at] != ' ')
        at++;
    m->entries = at + 1;
    size_t shell = slice_find(mask_rest(m, at), S(" /bin/"));
    if (shell == SIZE_MAX)
        shell = slice_find(mask_rest(m, at), S(" /"));
    m->entries_end = shell == SIZE_MAX ? m->text.len : at + shell;
}

static int compare_spans(const void *a, const void *b, void *context)
{
    const struct mask_span *x = a, *y = b;
    (void)context;
    return (x->from > y->from) - (x->from < y->from);
}

static struct slice rewrite(struct mask *m)
{
    static const struct slice stars = S_INIT("***");
    size_t at = 0, len = 0;

    sort_items(m->spans.at, m->spans.count, sizeof(*m->spans.at), compare_spans, NULL);
    uint8_t *out = arena_take(m->arena, m->text.len + stars.len * m->spans.count, 1, 1);
    for (size_t i = 0; i < m->spans.count; i++) {
        const struct mask_span *span = &m->spans.at[i];
        if (span->from >= at) {
            memcpy(out + len, m->text.at + at, span->from - at);
            len += span->from - at;
            memcpy(out + len, stars.at, stars.len);
            len += stars.len;
        }
        at = span->to > at ? span->to : at;
    }
    memcpy(out + len, m->text.at + at, m->text.len - at);
    return slice_of(out, len + m->text.len - at);
}

struct slice text_mask_urls(struct arena *arena, struct slice s)
{
    struct mask m = {.arena = arena, .text = s};

    for (size_t at = 0, found; (found = slice_find(mask_rest(&m, at), S("://"))) != SIZE_MAX;)
        at = on_url(&m, at + found);
    return m.spans.count ? rewrite(&m) : s;
}

struct slice text_mask(struct arena *arena, struct slice s)
{
    struct mask m = {.arena = arena, .text = s};

    mask_forms_index(&m.forms);
    find_entries(&m);
    for (size_t at = 0; at < s.len;) {
        size_t next = step(&m, at);
        at = next > at ? next : at + 1;
    }
    return m.spans.count ? rewrite(&m) : s;
}
