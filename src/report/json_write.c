#include "report/json_write.h"

#include <assert.h>

#include "base/digest.h"
#include "report/moment.h"

void json_write_init(struct json_write *json, struct sink *sink, struct arena *arena)
{
    *json = (struct json_write){.sink = sink, .arena = arena};
}

/* What stands before every value: a comma, a line with its indentation, the key. */
static void begin(struct json_write *json, const char *key)
{
    bool compact = json->compact[json->depth];

    if (json->filled[json->depth])
        sink_constant(json->sink, compact ? ", " : ",");
    json->filled[json->depth] = true;
    if (json->depth && !compact) {
        sink_constant(json->sink, "\n");
        sink_spaces(json->sink, 2 * (size_t)json->depth);
    }
    if (key) {
        sink_constant(json->sink, "\"");
        sink_constant(json->sink, key);
        sink_constant(json->sink, "\": ");
    }
}

static void open(struct json_write *json, const char *key, const char *bracket, bool compact)
{
    begin(json, key);
    sink_constant(json->sink, bracket);
    assert(json->depth + 1 < JSON_WRITE_DEPTH);
    compact = compact || json->compact[json->depth];
    json->depth++;
    json->filled[json->depth] = false;
    json->compact[json->depth] = compact;
}

static void close_with(struct json_write *json, const char *bracket)
{
    bool filled = json->filled[json->depth], compact = json->compact[json->depth];

    assert(json->depth);
    json->depth--;
    if (filled && !compact) {
        sink_constant(json->sink, "\n");
        sink_spaces(json->sink, 2 * (size_t)json->depth);
    }
    sink_constant(json->sink, bracket);
}

void json_open_object(struct json_write *json, const char *key)
{
    open(json, key, "{", false);
}

void json_open_line(struct json_write *json, const char *key)
{
    open(json, key, "{", true);
}

void json_open_array(struct json_write *json, const char *key)
{
    open(json, key, "[", false);
}

void json_close_object(struct json_write *json)
{
    close_with(json, "}");
}

void json_close_array(struct json_write *json)
{
    close_with(json, "]");
}

void json_text_always(struct json_write *json, const char *key, struct slice text)
{
    begin(json, key);
    sink_constant(json->sink, "\"");
    sink_json_text(json->sink, text);
    sink_constant(json->sink, "\"");
}

void json_text(struct json_write *json, const char *key, struct slice text)
{
    if (text.len)
        json_text_always(json, key, text);
}

void json_constant(struct json_write *json, const char *key, const char *text)
{
    json_text_always(json, key, slice_text(text));
}

void json_digest(struct json_write *json, const char *key, struct slice text)
{
    struct digest digest;

    if (digest_parse(text, &digest))
        json_text(json, key, text);
}

void json_day(struct json_write *json, const char *key, struct slice text)
{
    json_text(json, key, moment_day(text));
}

void json_moment(struct json_write *json, const char *key, struct slice text)
{
    struct arena_mark mark = arena_mark(json->arena);

    json_text(json, key, moment_utc(json->arena, text));
    arena_reset(json->arena, mark);
}

static void put_number(struct sink *sink, int64_t number)
{
    if (number < 0)
        sink_constant(sink, "-");
    sink_number(sink, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void json_number(struct json_write *json, const char *key, int64_t number)
{
    begin(json, key);
    put_number(json->sink, number);
}

void json_decimal(struct json_write *json, const char *key, double number, unsigned places)
{
    int64_t scale = 1, scaled;

    for (unsigned i = 0; i < places; i++)
        scale *= 10;
    scaled = (int64_t)(number * (double)scale + (number < 0 ? -0.5 : 0.5));
    begin(json, key);
    if (scaled < 0)
        sink_constant(json->sink, "-");
    uint64_t value = scaled < 0 ? 0 - (uint64_t)scaled : (uint64_t)scaled;
    sink_number(json->sink, value / (uint64_t)scale);
    uint64_t part = value % (uint64_t)scale;
    if (!part)
        return;
    char digits[24] = ".";
    size_t len = 1;
    for (uint64_t unit = (uint64_t)scale / 10; part; unit /= 10) {
        digits[len++] = (char)('0' + part / unit);
        part %= unit;
    }
    digits[len] = 0;
    sink_constant(json->sink, digits);
}

void json_boolean(struct json_write *json, const char *key, bool value)
{
    begin(json, key);
    sink_constant(json->sink, value ? "true" : "false");
}

void json_texts(struct json_write *json, const char *key, struct slices texts)
{
    if (!texts.count)
        return;
    open(json, key, "[", true);
    for (size_t i = 0; i < texts.count; i++)
        json_text_always(json, NULL, texts.at[i]);
    json_close_array(json);
}

void json_write_end(struct json_write *json)
{
    sink_constant(json->sink, "\n");
}
