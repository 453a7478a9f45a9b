#include "base/json.h"

#include <endian.h>

#include "base/text.h"

/* How far the container at hand was read; stack[0] stands for the document itself. */
enum {
    IN_OBJECT = 1,
    IN_ARRAY = 2,
    HAD = 4,     /* a value came before: a comma must come before the next */
    WAITING = 8, /* a value comes next */
};

void json_init(struct json *json, struct reader *reader, struct arena *arena)
{
    json->reader = reader;
    json->arena = arena;
    json->text = NULL;
    json->text_len = json->text_room = 0;
    json->depth = 0;
    json->depth_max = JSON_DEPTH_MAX;
    json->stack[0] = WAITING;
    json->started = false;
    json->failed = false;
}

static void release(struct json *json)
{
    arena_buffer_release(json->arena, json->text);
    json->text = NULL;
    json->text_len = json->text_room = 0;
}

static void __attribute__((format(printf, 3, 4)))
json_stop(struct json *json, enum error_code code, const char *format, ...)
{
    va_list arguments;

    if (json->failed)
        return;
    json->failed = true;
    va_start(arguments, format);
    fail_list(&json->error, code, format, arguments);
    va_end(arguments);
    fail_within(&json->error, "byte %llu", (unsigned long long)json->reader->position);
}

bool json_fail(struct json *json, const char *format, ...)
{
    va_list arguments;

    if (json->failed)
        return false;
    json->failed = true;
    va_start(arguments, format);
    fail_list(&json->error, ERROR_MALFORMED, format, arguments);
    va_end(arguments);
    return fail_within(&json->error, "byte %llu", (unsigned long long)json->reader->position);
}

/* Makes a byte be at hand. returns  false at the end of the input, which is a failure only when it is damaged */
static bool more(struct json *json)
{
    struct reader *r = json->reader;

    if (r->left.len || reader_peek(r, 1).len)
        return true;
    if (r->failed && !json->failed) {
        json->failed = true;
        json->error = r->error;
    }
    return false;
}

static void stop_early(struct json *json)
{
    if (!json->failed)
        json_stop(json, ERROR_TRUNCATED, "JSON ends within a value");
}

static void stop_unexpected(struct json *json, int c)
{
    if (c < 0)
        stop_early(json);
    else if (c > ' ' && c < 0x7f)
        json_fail(json, "unexpected '%c'", c);
    else
        json_fail(json, "unexpected byte 0x%02x", (unsigned)c);
}

static bool is_space(uint8_t c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_bom(struct json *json)
{
    json->started = true;
    if (slice_equal(reader_peek(json->reader, 3), S("\xef\xbb\xbf")))
        reader_advance(json->reader, 3);
}

/* The next byte behind white space, which is not consumed; -1 at the end or after a failure. */
static int look(struct json *json)
{
    struct reader *r = json->reader;

    if (json->failed)
        return -1;
    if (!json->started)
        skip_bom(json);
    do {
        const uint8_t *at = r->left.at, *end = at + r->left.len;
        while (at < end && is_space(*at))
            at++;
        reader_advance(r, (size_t)(at - r->left.at));
        if (at < end)
            return *at;
    } while (more(json));
    return -1;
}

static uint8_t *top(struct json *json)
{
    return &json->stack[json->depth];
}

/* The value that waited is read; the document may be followed by another. */
static void value_done(struct json *json)
{
    if (json->depth)
        *top(json) = (uint8_t)((*top(json) & ~WAITING) | HAD);
}

static enum json_kind kind_of(int c)
{
    switch (c) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_STRING;
    case 't': return JSON_TRUE;
    case 'f': return JSON_FALSE;
    case 'n': return JSON_NULL;
    case '-': return JSON_NUMBER;
    default: return c >= '0' && c <= '9' ? JSON_NUMBER : JSON_NONE;
    }
}

enum json_kind json_peek(struct json *json)
{
    if (json->failed || !(*top(json) & WAITING))
        return JSON_NONE;
    int c = look(json);
    enum json_kind kind = kind_of(c);
    if (kind == JSON_NONE && (c >= 0 || json->depth))
        stop_unexpected(json, c);
    return kind;
}

/* Like json_peek, but that nothing comes is a failure too. */
static enum json_kind value_kind(struct json *json)
{
    enum json_kind kind = json_peek(json);
    if (kind == JSON_NONE && *top(json) & WAITING)
        stop_early(json);
    return kind;
}

/* Whether a string or number at hand, with what was put together before, may be read. */
static bool short_enough(struct json *json, size_t len)
{
    if (len <= JSON_STRING_MAX - json->text_len)
        return true;
    json_stop(json, ERROR_LIMIT, "a string or number is longer than %d bytes", JSON_STRING_MAX);
    return false;
}

static bool append(struct json *json, struct slice bytes)
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
    return !string->keep || append(string->json, slice_of(bytes, utf8_put(code, bytes)));
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
        more(json);
        stop_early(json);
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
        more(json);
        stop_early(json);
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

    while (more(json)) {
        size_t run = plain_run(r->left);
        if (run && !put_lone(&string))
            return false;
        if (keep && !append(json, slice_head(r->left, run)))
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
    stop_early(json);
    return false;
}

/* A string whose opening quote is at hand. value  borrowed; undefined when it is not kept */
static bool string_take(struct json *json, bool keep, struct slice *value)
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

static bool number_take(struct json *json, bool keep, struct slice *value)
{
    struct reader *r = json->reader;
    enum number_state state = START;
    bool over = false;

    json->text_len = 0;
    *value = S("");
    while (!over && more(json)) {
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
            if (!append(json, *value))
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
        stop_early(json);
    return json_fail(json, "not a number");
}

static bool word_take(struct json *json, struct slice word)
{
    struct slice found = reader_peek(json->reader, word.len);

    if (slice_equal(found, word)) {
        reader_advance(json->reader, word.len);
        return true;
    }
    if (found.len < word.len && slice_starts(word, found)) {
        more(json);
        stop_early(json);
    }
    return json_fail(json, "neither true, false nor null");
}

/* Containers. */

static bool enter(struct json *json, uint8_t container)
{
    if (json->depth >= json->depth_max || json->depth >= JSON_DEPTH_MAX) {
        json_stop(json, ERROR_LIMIT, "nested deeper than %u", json->depth);
        return false;
    }
    reader_advance(json->reader, 1);
    value_done(json);
    json->depth++;
    *top(json) = container;
    return true;
}

/*
 * Goes to the next member or item of the container at hand, past one that was not read and a comma.
 * returns  its first byte; -1 when the container was left, or after a failure
 */
static int next_in(struct json *json, uint8_t container, uint8_t end)
{
    if (json->failed || !(*top(json) & container))
        return -1;
    if (*top(json) & WAITING)
        json_skip(json);
    int c = look(json);
    if (c == end) {
        reader_advance(json->reader, 1);
        json->depth--;
        return -1;
    }
    if (c >= 0 && *top(json) & HAD) {
        if (c != ',') {
            stop_unexpected(json, c);
            return -1;
        }
        reader_advance(json->reader, 1);
        c = look(json);
    }
    if (c < 0)
        stop_early(json);
    return c;
}

/* Whether the colon behind a key and the first byte of its value are at hand, so that no further chunk is needed. */
static bool colon_at_hand(const struct json *json)
{
    struct slice left = json->reader->left;

    while (left.len && is_space(left.at[0]))
        left = slice_skip(left, 1);
    left = slice_skip(left, 1);
    while (left.len && is_space(left.at[0]))
        left = slice_skip(left, 1);
    return left.len > 0;
}

/* key  NULL: it is of no interest */
static bool member_next(struct json *json, struct slice *key)
{
    struct slice name;

    int c = next_in(json, IN_OBJECT, '}');
    if (c < 0)
        return false;
    if (c != '"') {
        stop_unexpected(json, c);
        return false;
    }
    if (!string_take(json, key != NULL, &name))
        return false;
    if (key) {
        if (json->text_len == 0 && name.len && !colon_at_hand(json)) {
            if (!append(json, name))
                return false;
            name = slice_of(json->text, json->text_len);
        }
        *key = name;
    }
    c = look(json);
    if (c != ':') {
        stop_unexpected(json, c);
        return false;
    }
    reader_advance(json->reader, 1);
    look(json); /* now, so that json_peek touches the key no more */
    *top(json) |= WAITING;
    return !json->failed;
}

bool json_member(struct json *json, struct slice *key)
{
    *key = S("");
    return member_next(json, key);
}

bool json_item(struct json *json)
{
    if (next_in(json, IN_ARRAY, ']') < 0)
        return false;
    *top(json) |= WAITING;
    return true;
}

/* Passes over a value, but for what is within it when it is a container: that is entered. */
static void skip_or_enter(struct json *json)
{
    struct slice ignored;

    switch (value_kind(json)) {
    case JSON_NONE: return;
    case JSON_OBJECT: enter(json, IN_OBJECT); return;
    case JSON_ARRAY: enter(json, IN_ARRAY); return;
    case JSON_STRING: string_take(json, false, &ignored); break;
    case JSON_NUMBER: number_take(json, false, &ignored); break;
    case JSON_TRUE: word_take(json, S("true")); break;
    case JSON_FALSE: word_take(json, S("false")); break;
    case JSON_NULL: word_take(json, S("null")); break;
    }
    value_done(json);
}

void json_skip(struct json *json)
{
    unsigned outside = json->depth;

    if (json->failed || !(*top(json) & WAITING))
        return;
    skip_or_enter(json);
    while (!json->failed && json->depth > outside)
        if (*top(json) & IN_OBJECT ? member_next(json, NULL) : json_item(json))
            skip_or_enter(json);
}

/* Whether a value of this kind comes; another is skipped. */
static bool wanted(struct json *json, enum json_kind kind)
{
    enum json_kind found = value_kind(json);

    if (found == kind)
        return true;
    if (found != JSON_NONE)
        json_skip(json);
    return false;
}

bool json_object(struct json *json)
{
    return wanted(json, JSON_OBJECT) && enter(json, IN_OBJECT);
}

bool json_array(struct json *json)
{
    return wanted(json, JSON_ARRAY) && enter(json, IN_ARRAY);
}

bool json_string_borrow(struct json *json, struct slice *value)
{
    if (!wanted(json, JSON_STRING) || !string_take(json, true, value)) {
        *value = S("");
        return false;
    }
    value_done(json);
    return true;
}

bool json_string(struct json *json, struct slice *value)
{
    if (!json_string_borrow(json, value))
        return false;
    *value = arena_copy(json->arena, *value);
    return true;
}

bool json_number_text(struct json *json, struct slice *value)
{
    if (!wanted(json, JSON_NUMBER) || !number_take(json, true, value)) {
        *value = S("");
        return false;
    }
    value_done(json);
    return true;
}

bool json_integer(struct json *json, int64_t *value)
{
    struct slice text;
    uint64_t size;

    *value = 0;
    if (!json_number_text(json, &text))
        return false;
    bool negative = text.at[0] == '-';
    if (!slice_decimal(slice_skip(text, negative), &size) || size > (uint64_t)INT64_MAX + negative)
        return false;
    *value = negative ? (int64_t)-size : (int64_t)size;
    return true;
}

bool json_bool(struct json *json, bool *value)
{
    enum json_kind kind = value_kind(json);

    *value = false;
    if (kind == JSON_NONE)
        return false;
    json_skip(json);
    if (json->failed || (kind != JSON_TRUE && kind != JSON_FALSE))
        return false;
    *value = kind == JSON_TRUE;
    return true;
}

bool json_strings(struct json *json, struct slices *values)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};
    struct slice value;

    *values = (struct slices){0};
    if (json_peek(json) == JSON_STRING) {
        if (!json_string(json, &value))
            return false;
        *ARENA_PUSH(json->arena, &list) = value;
    } else {
        if (!json_array(json))
            return false;
        while (json_item(json))
            if (json_string(json, &value))
                *ARENA_PUSH(json->arena, &list) = value;
    }
    *values = (struct slices){list.at, list.count};
    return !json->failed;
}

bool json_ok(struct json *json, struct error *error)
{
    release(json);
    if (json->failed)
        *error = json->error;
    return !json->failed;
}

bool json_end(struct json *json, struct error *error)
{
    while (!json->failed && json->depth)
        if (*top(json) & IN_OBJECT)
            member_next(json, NULL);
        else
            json_item(json);
    int c = look(json);
    if (c >= 0)
        stop_unexpected(json, c);
    return json_ok(json, error);
}
