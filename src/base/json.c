#include "base/json_scalar.h"

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

void json_stop(struct json *json, enum error_code code, const char *format, ...)
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

bool json_more(struct json *json)
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

void json_stop_early(struct json *json)
{
    if (!json->failed)
        json_stop(json, ERROR_TRUNCATED, "JSON ends within a value");
}

static void stop_unexpected(struct json *json, int c)
{
    if (c < 0)
        json_stop_early(json);
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
    } while (json_more(json));
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
        json_stop_early(json);
    return kind;
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
        json_stop_early(json);
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
    if (!json_string_take(json, key != NULL, &name))
        return false;
    if (key) {
        if (json->text_len == 0 && name.len && !colon_at_hand(json)) {
            if (!json_append(json, name))
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
    case JSON_STRING: json_string_take(json, false, &ignored); break;
    case JSON_NUMBER: json_number_take(json, false, &ignored); break;
    case JSON_TRUE: json_word_take(json, S("true")); break;
    case JSON_FALSE: json_word_take(json, S("false")); break;
    case JSON_NULL: json_word_take(json, S("null")); break;
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
    if (!wanted(json, JSON_STRING) || !json_string_take(json, true, value)) {
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
    if (!wanted(json, JSON_NUMBER) || !json_number_take(json, true, value)) {
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
