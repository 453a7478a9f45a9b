/*
 * Packages that were made to do harm: https://github.com/ossf/malicious-packages, as OSV records in a folder, or as
 * JSON lines {"id", "aliases", "affected": [{"ecosystem", "name", "versions", "ranges": [[{"introduced": "0"}]]}]}
 * derived from them. A name may come back with an honest owner, and an honest package may have had bad releases: where
 * versions are listed they count, and not a range that says "all".
 */
#include "advisory/feed/osv_language.h"

static void take_events(struct json *json, struct osv_range *range)
{
    static const struct {
        struct slice name;
        enum osv_event_kind kind;
    } kinds[] = {{S_INIT("introduced"), OSV_INTRODUCED},
                 {S_INIT("fixed"), OSV_FIXED},
                 {S_INIT("last_affected"), OSV_LAST_AFFECTED}};
    struct slice key, version;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            size_t i = 0;
            while (i < sizeof kinds / sizeof kinds[0] && !slice_equal(key, kinds[i].name))
                i++;
            if (json_string(json, &version) && i < sizeof kinds / sizeof kinds[0])
                *ARENA_PUSH(json->arena, &range->events) = (struct osv_event){kinds[i].kind, version};
        }
    }
}

static void take_affected(struct json *json, struct osv_record *record)
{
    struct osv_affected *affected;
    struct slice key;

    if (!json_object(json))
        return;
    affected = ARENA_PUSH(json->arena, &record->affected);
    *affected = (struct osv_affected){0};
    while (json_member(json, &key)) {
        if (slice_equal(key, S("ecosystem"))) {
            json_string(json, &affected->ecosystem);
        } else if (slice_equal(key, S("name"))) {
            json_string(json, &affected->name);
        } else if (slice_equal(key, S("versions"))) {
            json_strings(json, &affected->versions);
        } else if (slice_equal(key, S("ranges"))) {
            if (json_array(json))
                while (json_item(json)) {
                    struct osv_range *range = ARENA_PUSH(json->arena, &affected->ranges);
                    *range = (struct osv_range){0};
                    take_events(json, range);
                }
        } else {
            json_skip(json);
        }
    }
}

static bool malicious_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    struct osv_record record = {0};
    struct slice key;

    if (!json_object(json))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(json, &key)) {
        if (slice_equal(key, S("id")))
            json_string(json, &record.id);
        else if (slice_equal(key, S("modified")))
            json_string(json, &record.modified);
        else if (slice_equal(key, S("published")))
            json_string(json, &record.published);
        else if (slice_equal(key, S("withdrawn")))
            json_string(json, &record.withdrawn);
        else if (slice_equal(key, S("aliases")))
            json_strings(json, &record.aliases);
        else if (slice_equal(key, S("affected")) && json_peek(json) == JSON_ARRAY)
            for (json_array(json); json_item(json);)
                take_affected(json, &record);
        else
            json_skip(json);
    }
    if (!json_ok(json, error))
        return false;
    if (!slice_starts(record.id, S("MAL-")))
        return fail(error, ERROR_MALFORMED, "a report without an id");
    osv_language_emit(file->arena, &record, emit);
    return true;
}

static bool malicious_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    return slice_ends(file->path, S(".json")) ? osv_language_read(file, emit, error)
                                              : feed_json_lines(file, emit, malicious_line, error);
}

const struct feed feed_malicious = {
    .name = "malicious",
    .path = "malicious/*",
    .licence = "Apache-2.0",
    .facts_allowed = true,
    .read = malicious_read,
};
