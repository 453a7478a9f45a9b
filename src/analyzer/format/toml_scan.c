#include "analyzer/format/toml_scan.h"

#include "base/text.h"

bool toml_fail(struct toml_scan *scan, const char *what)
{
    return fail(scan->error, ERROR_MALFORMED, "line %zu: %s", scan->line, what);
}

uint8_t toml_peek(const struct toml_scan *scan)
{
    return scan->left.len ? scan->left.at[0] : 0;
}

bool toml_take(struct toml_scan *scan, uint8_t byte)
{
    if (scan->left.len == 0 || scan->left.at[0] != byte)
        return false;
    scan->left = slice_skip(scan->left, 1);
    return true;
}

void toml_blanks(struct toml_scan *scan)
{
    while (toml_take(scan, ' ') || toml_take(scan, '\t'))
        continue;
}

/* Control characters other than the tab stand nowhere, not even in comments. */
static bool is_control(uint8_t c)
{
    return (c < ' ' && c != '\t') || c == 0x7f;
}

/* LF or CRLF. */
static bool newline(struct toml_scan *scan)
{
    if (!slice_starts(scan->left, S("\n")) && !slice_starts(scan->left, S("\r\n")))
        return false;
    toml_take(scan, '\r');
    toml_take(scan, '\n');
    scan->line++;
    return true;
}

bool toml_line_end(struct toml_scan *scan)
{
    toml_blanks(scan);
    if (toml_take(scan, '#'))
        while (scan->left.len && !is_control(scan->left.at[0]))
            scan->left = slice_skip(scan->left, 1);
    return scan->left.len == 0 || newline(scan) || toml_fail(scan, "something else than the end of the line");
}

bool toml_space(struct toml_scan *scan)
{
    for (;;) {
        toml_blanks(scan);
        if (toml_peek(scan) == '#') {
            if (!toml_line_end(scan))
                return false;
        } else if (!newline(scan)) {
            return true;
        }
    }
}

/* ---- strings ---- */

struct quoted {
    uint8_t quote; /* '"' has escapes, '\'' has none */
    bool lines;    /* three quotes: it may hold line ends */
};

static bool escape_code(struct toml_scan *scan, size_t digits, uint8_t *out, size_t *len)
{
    uint64_t code;

    if (scan->left.len < digits || !slice_hexadecimal(slice_head(scan->left, digits), &code))
        return toml_fail(scan, "an escape without its digits");
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return toml_fail(scan, "an escape of what is no character");
    scan->left = slice_skip(scan->left, digits);
    *len += utf8_put((uint32_t)code, out + *len);
    return true;
}

/* Behind the backslash. What it stands for takes no more bytes than it does. */
static bool escape(struct toml_scan *scan, uint8_t *out, size_t *len)
{
    static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
    uint8_t c = toml_peek(scan);

    for (size_t i = 0; from[i]; i++)
        if (toml_take(scan, (uint8_t)from[i])) {
            out[(*len)++] = (uint8_t)to[i];
            return true;
        }
    if (toml_take(scan, 'u') || toml_take(scan, 'U'))
        return escape_code(scan, c == 'u' ? 4 : 8, out, len);
    return toml_fail(scan, "an escape that TOML does not know");
}

/* A backslash at the end of a line: all blanks and line ends behind it are no part of the string. */
static bool folded_line(struct toml_scan *scan)
{
    struct toml_scan ahead = *scan;

    toml_blanks(&ahead);
    if (!newline(&ahead))
        return false;
    do {
        toml_blanks(&ahead);
    } while (newline(&ahead));
    *scan = ahead;
    return true;
}

/*
 * How many quotes end the string here, those that are its last bytes included: a string of lines may have two just
 * before its three.
 */
static size_t closing(const struct toml_scan *scan, struct quoted quoted)
{
    size_t count = 0, most = quoted.lines ? 5 : 1, least = quoted.lines ? 3 : 1;

    while (count < most && count < scan->left.len && scan->left.at[count] == quoted.quote)
        count++;
    return count >= least ? count : 0;
}

/* Where the string, whose quotes are behind us, ends in the file: the position of its closing quotes, or further. */
static size_t string_span(const struct toml_scan *scan, struct quoted quoted)
{
    struct toml_scan ahead = *scan;
    size_t at = 0;

    while (at < scan->left.len) {
        ahead.left = slice_skip(scan->left, at);
        if (closing(&ahead, quoted) || (!quoted.lines && ahead.left.at[0] == '\n'))
            break;
        at += quoted.quote == '"' && ahead.left.at[0] == '\\' ? 2 : 1;
    }
    return at < scan->left.len ? at : scan->left.len;
}

static bool string_byte(struct toml_scan *scan, struct quoted quoted, uint8_t *out, size_t *len)
{
    struct slice before = scan->left;

    if (quoted.lines && newline(scan)) {
        memcpy(out + *len, before.at, before.len - scan->left.len);
        *len += before.len - scan->left.len;
        return true;
    }
    if (quoted.quote == '"' && toml_take(scan, '\\'))
        return (quoted.lines && folded_line(scan)) || escape(scan, out, len);
    if (is_control(toml_peek(scan)))
        return toml_fail(scan, "a control character in a string");
    out[(*len)++] = toml_peek(scan);
    scan->left = slice_skip(scan->left, 1);
    return true;
}

/* The content as it stands in the file when it is what it says: most strings have no escapes. */
static bool borrow(struct toml_scan *scan, struct quoted quoted, size_t span, struct slice *text)
{
    struct slice content = slice_head(scan->left, span);

    if (quoted.lines || slice_find_byte(content, '\\') < content.len)
        return false;
    for (size_t i = 0; i < content.len; i++)
        if (is_control(content.at[i]))
            return false;
    *text = content;
    scan->left = slice_skip(scan->left, span);
    return true;
}

static bool string(struct toml_scan *scan, struct slice *text)
{
    struct quoted quoted = {.quote = toml_peek(scan)};
    size_t len = 0, end;

    quoted.lines = slice_starts(scan->left, quoted.quote == '"' ? S("\"\"\"") : S("'''"));
    scan->left = slice_skip(scan->left, quoted.lines ? 3 : 1);
    if (quoted.lines)
        newline(scan); /* right behind the quotes: no part of it */
    size_t span = string_span(scan, quoted);
    if (span == scan->left.len)
        return toml_fail(scan, "a string without an end");
    if (borrow(scan, quoted, span, text))
        return toml_take(scan, quoted.quote) || toml_fail(scan, "a string without an end");
    uint8_t *out = arena_array(scan->arena, uint8_t, span + 5);
    while ((end = closing(scan, quoted)) == 0)
        if (!string_byte(scan, quoted, out, &len))
            return false;
    for (size_t i = quoted.lines ? 3 : 1; i < end; i++)
        out[len++] = quoted.quote;
    scan->left = slice_skip(scan->left, end);
    *text = slice_of(out, len);
    return true;
}

static bool is_bare(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool toml_key(struct toml_scan *scan, struct slice *key)
{
    size_t len = 0;

    if (slice_starts(scan->left, S("\"\"\"")) || slice_starts(scan->left, S("'''")))
        return toml_fail(scan, "a key in three quotes");
    if (toml_peek(scan) == '"' || toml_peek(scan) == '\'')
        return string(scan, key);
    while (len < scan->left.len && is_bare(scan->left.at[len]))
        len++;
    if (len == 0)
        return toml_fail(scan, "a key is missing");
    *key = slice_head(scan->left, len);
    scan->left = slice_skip(scan->left, len);
    return true;
}

/* ---- numbers and dates ---- */

/* Digits of a base; an underscore stands between two of them. returns  false unless that is all of `text` */
static bool is_digits(struct slice text, const char *allowed)
{
    bool digit = false;

    for (size_t i = 0; i < text.len; i++) {
        bool is_digit = text.at[i] != 0 && strchr(allowed, text.at[i]) != NULL;
        if (!is_digit && !(text.at[i] == '_' && digit))
            return false;
        digit = is_digit;
    }
    return digit;
}

#define DECIMAL "0123456789"

static struct slice without_sign(struct slice text)
{
    return slice_starts(text, S("-")) || slice_starts(text, S("+")) ? slice_skip(text, 1) : text;
}

static bool is_number(struct slice text)
{
    struct slice mantissa, exponent, whole, fraction;

    if (slice_starts(text, S("0x")))
        return is_digits(slice_skip(text, 2), DECIMAL "abcdefABCDEF");
    if (slice_starts(text, S("0o")))
        return is_digits(slice_skip(text, 2), "01234567");
    if (slice_starts(text, S("0b")))
        return is_digits(slice_skip(text, 2), "01");
    text = without_sign(text);
    if (slice_equal(text, S("inf")) || slice_equal(text, S("nan")))
        return true;
    bool has_exponent = slice_cut(text, 'e', &mantissa, &exponent) || slice_cut(text, 'E', &mantissa, &exponent);
    bool has_fraction = slice_cut(mantissa, '.', &whole, &fraction);
    return is_digits(whole, DECIMAL) && (whole.len == 1 || whole.at[0] != '0') &&
           (!has_fraction || is_digits(fraction, DECIMAL)) &&
           (!has_exponent || is_digits(without_sign(exponent), DECIMAL));
}

/* Two or four digits within a range. */
static bool field(struct slice *text, size_t digits, uint64_t least, uint64_t most, uint64_t *value)
{
    struct slice head = slice_head(*text, digits);

    *text = slice_skip(*text, digits);
    return head.len == digits && slice_decimal(head, value) && *value >= least && *value <= most;
}

static bool separator(struct slice *text, char byte)
{
    bool is = text->len && text->at[0] == (uint8_t)byte;

    *text = slice_skip(*text, 1);
    return is;
}

static bool take_day(struct slice *text)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t year, month, day;

    if (!field(text, 4, 0, 9999, &year) || !separator(text, '-') || !field(text, 2, 1, 12, &month) ||
        !separator(text, '-') || !field(text, 2, 1, 31, &day))
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (uint64_t)(month == 2 && leap);
}

/* 60 seconds are a leap second's (RFC 3339, 5.6). */
static bool take_time(struct slice *text)
{
    uint64_t number;
    size_t digits = 0;

    if (!field(text, 2, 0, 23, &number) || !separator(text, ':') || !field(text, 2, 0, 59, &number) ||
        !separator(text, ':') || !field(text, 2, 0, 60, &number))
        return false;
    if (!slice_starts(*text, S(".")))
        return true;
    *text = slice_skip(*text, 1);
    while (digits < text->len && text->at[digits] >= '0' && text->at[digits] <= '9')
        digits++;
    *text = slice_skip(*text, digits);
    return digits > 0;
}

static bool is_offset(struct slice text)
{
    uint64_t number;

    if (text.len == 1)
        return text.at[0] == 'Z' || text.at[0] == 'z';
    if (!slice_starts(text, S("+")) && !slice_starts(text, S("-")))
        return false;
    text = slice_skip(text, 1);
    return field(&text, 2, 0, 23, &number) && separator(&text, ':') && field(&text, 2, 0, 59, &number) && text.len == 0;
}

static bool is_date(struct slice text)
{
    if (text.len > 2 && text.at[2] == ':')
        return take_time(&text) && text.len == 0;
    if (!take_day(&text))
        return false;
    if (text.len == 0)
        return true;
    if (text.at[0] != 'T' && text.at[0] != 't' && text.at[0] != ' ')
        return false;
    text = slice_skip(text, 1);
    return take_time(&text) && (text.len == 0 || is_offset(text));
}

/* What stands up to a blank or a delimiter; between a day and a time one space may stand. */
static struct slice word(const struct toml_scan *scan)
{
    static const char ends[] = " \t\r\n,]}#=";
    struct slice left = scan->left;
    size_t len = 0;

    while (len < left.len && left.at[len] && !strchr(ends, left.at[len]))
        len++;
    bool day = len == 10 && left.at[4] == '-' && left.at[7] == '-';
    if (day && left.len > len + 1 && left.at[len] == ' ' && left.at[len + 1] >= '0' && left.at[len + 1] <= '9')
        for (len++; len < left.len && left.at[len] && !strchr(ends, left.at[len]);)
            len++;
    return slice_head(left, len);
}

bool toml_scalar(struct toml_scan *scan, enum tree_kind *kind, struct slice *text)
{
    if (toml_peek(scan) == '"' || toml_peek(scan) == '\'') {
        *kind = TREE_TEXT;
        return string(scan, text);
    }
    *text = word(scan);
    if (slice_equal(*text, S("true")) || slice_equal(*text, S("false")))
        *kind = TREE_BOOL;
    else if (is_number(*text))
        *kind = TREE_NUMBER;
    else if (is_date(*text))
        *kind = TREE_TEXT;
    else
        return toml_fail(scan, text->len ? "a value that TOML does not know" : "a value is missing");
    scan->left = slice_skip(scan->left, text->len);
    return true;
}
