#include "advisory/index.h"

#include "advisory/bytes.h"
#include "base/digest.h"
#include "base/json_fields.h"

#define INDEX_SCHEMA S("seaworthy.database/1")

struct slice index_file(struct arena *arena, struct slice name, struct slice digest)
{
    struct slice hex = slice_skip(digest, slice_find_byte(digest, ':') + 1);
    return arena_format(arena, "segments/%.*s-%.*s.sqlite", SLICE_ARG(name), SLICE_ARG(hex));
}

struct sources {
    struct segment_source *at;
    size_t count, room;
};

static void take_source(struct json *json, void *sources)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct segment_source, name),
        JSON_FIELD("date", struct segment_source, date),
        JSON_FIELD("licence", struct segment_source, licence),
        JSON_FIELD("complete", struct segment_source, complete),
        JSON_FIELD("fixed_only", struct segment_source, fixed_only),
    };
    struct segment_source source = {.name = {0}};

    JSON_FIELDS(json, fields, &source);
    *ARENA_PUSH(json->arena, (struct sources *)sources) = source;
}

static void take_sources(struct json *json, void *object)
{
    struct segment_info *info = object;
    struct sources list = {0};

    if (!json_array(json))
        return;
    while (json_item(json))
        take_source(json, &list);
    info->sources = list.at;
    info->source_count = list.count;
}

static void take_size(struct json *json, void *field)
{
    uint64_t *size = field;
    int64_t value;

    if (json_integer(json, &value) && value >= 0)
        *size = (uint64_t)value;
}

struct reading {
    struct slice schema;
    struct index index;
    struct {
        struct segment_info *at;
        size_t count, room;
    } segments;
};

static void take_segment(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct segment_info, name),
        JSON_FIELD("digest", struct segment_info, digest),
        JSON_TAKE_INTO("size", struct segment_info, size, take_size),
        JSON_FIELD("built", struct segment_info, built),
        JSON_TAKE("sources", take_sources),
    };
    struct reading *reading = object;
    struct segment_info info = {.name = {0}};

    JSON_FIELDS(json, fields, &info);
    if (reading->segments.count == INDEX_SEGMENTS_MAX)
        json_fail(json, "more than %d segments", INDEX_SEGMENTS_MAX);
    else
        *ARENA_PUSH(json->arena, &reading->segments) = info;
}

/* What a file name is made of: it leads to nowhere but the folder of segments. */
static bool name_good(struct slice name)
{
    if (name.len == 0 || name.len > 200 || name.at[0] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.at[i] <= ' ' || name.at[i] == '/' || name.at[i] >= 0x7f)
            return false;
    return true;
}

static bool segments_check(struct arena *arena, struct index *index, struct error *error)
{
    for (size_t i = 0; i < index->segment_count; i++) {
        struct segment_info *info = &index->segments[i];
        struct digest digest;
        if (!name_good(info->name) || !digest_parse(info->digest, &digest) || digest.kind != DIGEST_SHA256)
            return fail(error, ERROR_DATABASE_UNREADABLE, "segment %zu has no good name or digest", i);
        if (i && slice_compare(index->segments[i - 1].name, info->name) >= 0)
            return fail(error, ERROR_DATABASE_UNREADABLE, "its segments are not in order");
        info->digest = digest_text(&digest, arena);
        info->file = index_file(arena, info->name, info->digest);
    }
    return true;
}

bool index_read(struct arena *arena, struct slice text, struct index *index, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("schema", struct reading, schema),
        JSON_FIELD("built", struct reading, index.built),
        JSON_EACH("segments", take_segment),
    };
    struct reader reader = reader_over(text);
    struct reading reading = {.schema = {0}};
    struct json json;

    *index = (struct index){0};
    json_init(&json, &reader, arena);
    JSON_FIELDS(&json, fields, &reading);
    if (!json_ok(&json, error) || !json_end(&json, error)) {
        error->code = ERROR_DATABASE_UNREADABLE;
        return false;
    }
    if (!slice_equal(reading.schema, INDEX_SCHEMA))
        return fail(error, ERROR_DATABASE_UNREADABLE, "not an index of this version of seaworthy");
    *index = reading.index;
    index->segments = reading.segments.at;
    index->segment_count = reading.segments.count;
    return segments_check(arena, index, error);
}

static void put(struct bytes *out, struct slice text)
{
    bytes_put(out, text);
}

/* RFC 8259, section 7; all but '"', '\' and controls stands as it is. */
static void put_string(struct bytes *out, struct slice text)
{
    static const char hex[] = "0123456789abcdef";

    bytes_put_u8(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < 0x20) {
            put(out, S("\\u00"));
            bytes_put_u8(out, (uint8_t)hex[text.at[i] >> 4]);
            bytes_put_u8(out, (uint8_t)hex[text.at[i] & 15]);
            continue;
        }
        if (text.at[i] == '"' || text.at[i] == '\\')
            bytes_put_u8(out, '\\');
        bytes_put_u8(out, text.at[i]);
    }
    bytes_put_u8(out, '"');
}

static void put_member(struct bytes *out, const char *before, struct slice value)
{
    put(out, slice_text(before));
    put_string(out, value);
}

static void put_source(struct bytes *out, const struct segment_source *source)
{
    put_member(out, "{\"name\":", source->name);
    if (source->date.len)
        put_member(out, ",\"date\":", source->date);
    put_member(out, ",\"licence\":", source->licence);
    put(out, source->complete ? S(",\"complete\":true") : S(",\"complete\":false"));
    put(out, source->fixed_only ? S(",\"fixed_only\":true}") : S(",\"fixed_only\":false}"));
}

struct slice index_write(struct arena *arena, const struct index *index)
{
    struct bytes out = {.arena = arena};

    put_member(&out, "{\"schema\":", INDEX_SCHEMA);
    if (index->built.len)
        put_member(&out, ",\"built\":", index->built);
    put(&out, S(",\"segments\":["));
    for (size_t i = 0; i < index->segment_count; i++) {
        const struct segment_info *info = &index->segments[i];
        put(&out, i ? S(",\n") : S("\n"));
        put_member(&out, "{\"name\":", info->name);
        put_member(&out, ",\"digest\":", info->digest);
        put(&out, arena_format(arena, ",\"size\":%llu", (unsigned long long)info->size));
        if (info->built.len)
            put_member(&out, ",\"built\":", info->built);
        put(&out, S(",\"sources\":["));
        for (size_t s = 0; s < info->source_count; s++) {
            put(&out, s ? S(",") : S(""));
            put_source(&out, &info->sources[s]);
        }
        put(&out, S("]}"));
    }
    put(&out, S("\n]}\n"));
    return bytes_slice(&out);
}
