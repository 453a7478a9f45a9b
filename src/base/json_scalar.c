#include "base/json_scalar.h"

#include <endian.h>

#include "base/text.h"

/* Whether a string or number at hand, with what was put together before, may be read. */
static bool short_enough(struct json *json, size_t len)
{
    if (len <= JSON_STRING_MAX - json->text_len)
        return true;
    json_stop(json, ERROR_LIMIT, "a string or number is longer than %d bytes", JSON_STRING_MAX);
    return false;
}

bool json_append(struct json *json, struct slice bytes)
{
    if (!short_enough(json, bytes.len))
        return false;
    if (bytes.len > json->text_room - json->text_len)
        json->text = arena_buffer(json->arena, json->text, &json->text_room, json->text_len + bytes.len);
    if (bytes.len)
        memcpy(json->text + json->text_len, bytes.at, bytes.len);
    json->text_len += bytes.len;
    return true;
}

/* Strings. */

static bool is_special(uint8_t c)
{
    return c == '"' || c == '\\' || c < 0x20;
}

typedef uint8_t lanes __attribute__((vector_size(16)));

/* How many bytes come before the next quote, backslash or control character. */
static size_t plain_run(struct slice s)
{
    size_t at = 0;

    while (s.len - at >= sizeof(lanes)) {
        lanes bytes;
        uint64_t hits[2];
        memcpy(&bytes, s.at + at, sizeof(bytes));
        bytes = (lanes)((bytes == '"') | (bytes == '\\') | (bytes < 0x20));
        memcpy(hits, &bytes, sizeof(hits));
        if (hits[0])
            return at + (size_t)__builtin_ctzll(le64toh(hits[0])) / 8;
        if (hits[1])
            return at + 8 + (size_t)__builtin_ctzll(le64toh(hits[1])) / 8;
        at += sizeof(lanes);
    }
    while (at < s.len && !is_special(s.at[at]))
        at++;
    return at;
}

/* A string that is put together piece by piece, or only passed over. */
struct string {
    struct json *json;
    bool keep;
    uint32_t high; /* the first half of a surrogate pair that waits for its second, or 0 */
};

static bool put_code(struct string *string, uint32_t code)
{
    uint8_t bytes[4];
    return !string->keep || json_append(string->json, slice_of(bytes, utf8_put(code, bytes)));
}

/* A half that came without its other half. */
static bool put_lone(struct string *string)
{
    if (string->high == 0)
        return true;
    string->high = 0;
    return put_code(string, 0xfffd);
}

static bool put_unit(struct string *string, uint32_t unit)
{
    bool low = unit >= 0xdc00 && unit < 0xe000;

    if (low && string->high) {
        uint32_t code = 0x10000 + ((string->high - 0xd800) << 10) + (unit - 0xdc00);
        string->high = 0;
        return put_code(string, code);
    }
    if (!put_lone(string))
        return false;
    if (unit >= 0xd800 && unit < 0xdc00) {
        string->high = unit;
        return true;
    }
    return put_code(string, low ? 0xfffd : unit);
}

static bool put_escape(struct string *string)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    struct json *json = string->json;
    uint64_t unit;

    struct slice escape = reader_peek(json->reader, 2);
    if (escape.len < 2) {
        json_more(json);
        json_stop_early(json);
        return false;
    }
    const char *letter = memchr(letters, escape.at[1], sizeof(letters) - 1);
    if (letter) {
        reader_advance(json->reader, 2);
        return put_lone(string) && put_code(string, (uint8_t)meanings[letter - letters]);
    }
    if (escape.at[1] != 'u')
        return json_fail(json, "unknown escape in a string");
    escape = reader_peek(json->reader, 6);
    if (escape.len < 6) {
        json_more(json);
        json_stop_early(json);
        return false;
    }
    if (!slice_hexadecimal(slice_skip(escape, 2), &unit))
        return json_fail(json, "not four hexadecimal digits behind \\u");
    reader_advance(json->reader, 6);
    return put_unit(string, (uint32_t)unit);
}

/* The rest of a string that has escapes or spans chunks. */
static bool string_slow(struct json *json, bool keep, struct slice *value)
{
    struct string string = {json, keep, 0};
    struct reader *r = json->reader;

    while (json_more(json)) {
        size_t run = plain_run(r->left);
        if (run && !put_lone(&string))
            return false;
        if (keep && !json_append(json, slice_head(r->left, run)))
            return false;
        reader_advance(r, run);
        if (r->left.len == 0)
            continue;
        if (r->left.at[0] == '"') {
            reader_advance(r, 1);
            if (!put_lone(&string))
                return false;
            *value = slice_of(json->text ? (const void *)json->text : "", json->text_len);
            return true;
        }
        if (r->left.at[0] != '\\')
            return json_fail(json, "control character 0x%02x in a string", r->left.at[0]);
        if (!put_escape(&string))
            return false;
    }
    json_stop_early(json);
    return false;
}

bool json_string_take(struct json *json, bool keep, struct slice *value)
{
    struct reader *r = json->reader;

    json->text_len = 0;
    reader_advance(r, 1);
    size_t run = plain_run(r->left);
    if (run == r->left.len || r->left.at[run] != '"')
        return string_slow(json, keep, value);
    *value = slice_head(r->left, run);
    reader_advance(r, run + 1);
    return !keep || short_enough(json, run);
}

/* Numbers: RFC 8259 section 6 as a table of states. */

enum number_state { START, MINUS, ZERO, WHOLE, POINT, FRACTION, LETTER_E, SIGN, EXPONENT, OVER };

static enum number_state number_next(enum number_state state, uint8_t c)
{
    enum { NIL, DIGIT, PLUS_SIGN, MINUS_SIGN, DOT, E, OTHER, CLASSES };
    static const uint8_t next[OVER][CLASSES] = {
        [START] = {ZERO, WHOLE, OVER, MINUS, OVER, OVER, OVER},
        [MINUS] = {ZERO, WHOLE, OVER, OVER, OVER, OVER, OVER},
        [ZERO] = {OVER, OVER, OVER, OVER, POINT, LETTER_E, OVER},
        [WHOLE] = {WHOLE, WHOLE, OVER, OVER, POINT, LETTER_E, OVER},
        [POINT] = {FRACTION, FRACTION, OVER, OVER, OVER, OVER, OVER},
        [FRACTION] = {FRACTION, FRACTION, OVER, OVER, OVER, LETTER_E, OVER},
        [LETTER_E] = {EXPONENT, EXPONENT, SIGN, SIGN, OVER, OVER, OVER},
        [SIGN] = {EXPONENT, EXPONENT, OVER, OVER, OVER, OVER, OVER},
        [EXPONENT] = {EXPONENT, EXPONENT, OVER, OVER, OVER, OVER, OVER},
    };
    unsigned class = c == '0'               ? NIL
                     : c >= '1' && c <= '9' ? DIGIT
                     : c == '+'             ? PLUS_SIGN
                     : c == '-'             ? MINUS_SIGN
                     : c == '.'             ? DOT
                     : c == 'e' || c == 'E' ? E
                                            : OTHER;
    return (enum number_state)next[state][class];
}

bool json_number_take(struct json *json, bool keep, struct slice *value)
{
    struct reader *r = json->reader;
    enum number_state state = START;
    bool over = false;

    json->text_len = 0;
    *value = S("");
    while (!over && json_more(json)) {
        size_t at = 0;
        for (; at < r->left.len; at++) {
            enum number_state next = number_next(state, r->left.at[at]);
            over = next == OVER;
            if (over)
                break;
            state = next;
        }
        *value = slice_head(r->left, at);
        if (keep && over && json->text_len == 0) {
            if (!short_enough(json, at))
                return false;
        } else if (keep) { /* it may go on in the next chunk */
            if (!json_append(json, *value))
                return false;
            *value = slice_of(json->text, json->text_len);
        }
        reader_advance(r, at);
    }
    if (json->failed)
        return false;
    if (state == ZERO || state == WHOLE || state == FRACTION || state == EXPONENT)
        return true;
    if (!over)
        json_stop_early(json);
    return json_fail(json, "not a number");
}

bool json_word_take(struct json *json, struct slice word)
{
    struct slice found = reader_peek(json->reader, word.len);

    if (slice_equal(found, word)) {
        reader_advance(json->reader, word.len);
        return true;
    }
    if (found.len < word.len && slice_starts(word, found)) {
        json_more(json);
        json_stop_early(json);
    }
    return json_fail(json, "neither true, false nor null");
}
