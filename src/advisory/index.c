#include "advisory/index.h"

#include "advisory/bytes.h"
#include "base/digest.h"
#include "base/json.h"

#define INDEX_SCHEMA S("seaworthy.database/1")

struct slice index_file(struct arena *arena, struct slice name, struct slice digest)
{
    struct slice hex = slice_skip(digest, slice_find_byte(digest, ':') + 1);
    return arena_format(arena, "segments/%.*s-%.*s.sqlite", SLICE_ARG(name), SLICE_ARG(hex));
}

static void take_source(struct json *json, struct segment_source *source)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("name")))
            json_string(json, &source->name);
        else if (slice_equal(key, S("date")))
            json_string(json, &source->date);
        else if (slice_equal(key, S("licence")))
            json_string(json, &source->licence);
        else if (slice_equal(key, S("complete")))
            json_bool(json, &source->complete);
        else if (slice_equal(key, S("fixed_only")))
            json_bool(json, &source->fixed_only);
        else
            json_skip(json);
    }
}

static void take_sources(struct json *json, struct segment_info *info)
{
    struct {
        struct segment_source *at;
        size_t count, room;
    } list = {0};

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct segment_source source = {0};
        take_source(json, &source);
        *ARENA_PUSH(json->arena, &list) = source;
    }
    info->sources = list.at;
    info->source_count = list.count;
}

static void take_segment(struct json *json, struct segment_info *info)
{
    struct slice key;
    int64_t size;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("name"))) {
            json_string(json, &info->name);
        } else if (slice_equal(key, S("digest"))) {
            json_string(json, &info->digest);
        } else if (slice_equal(key, S("size"))) {
            if (json_integer(json, &size) && size >= 0)
                info->size = (uint64_t)size;
        } else if (slice_equal(key, S("built"))) {
            json_string(json, &info->built);
        } else if (slice_equal(key, S("sources"))) {
            take_sources(json, info);
        } else {
            json_skip(json);
        }
    }
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
    struct reader reader = reader_over(text);
    struct slice key, schema = {0};
    struct json json;
    struct {
        struct segment_info *at;
        size_t count, room;
    } list = {0};

    *index = (struct index){0};
    json_init(&json, &reader, arena);
    if (json_object(&json)) {
        while (json_member(&json, &key)) {
            if (slice_equal(key, S("schema"))) {
                json_string(&json, &schema);
            } else if (slice_equal(key, S("built"))) {
                json_string(&json, &index->built);
            } else if (slice_equal(key, S("segments")) && json_array(&json)) {
                while (json_item(&json) && list.count < INDEX_SEGMENTS_MAX) {
                    struct segment_info info = {0};
                    take_segment(&json, &info);
                    *ARENA_PUSH(arena, &list) = info;
                }
            }
        }
    }
    if (!json_ok(&json, error) || !json_end(&json, error)) {
        error->code = ERROR_DATABASE_UNREADABLE;
        return false;
    }
    if (!slice_equal(schema, INDEX_SCHEMA))
        return fail(error, ERROR_DATABASE_UNREADABLE, "not an index of this version of seaworthy");
    index->segments = list.at;
    index->segment_count = list.count;
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
