/*
 * Packages that were made to do harm: https://github.com/ossf/malicious-packages, as OSV records in a folder, or as
 * JSON lines {"id", "aliases", "affected": [{"ecosystem", "name", "versions", "ranges": [[{"introduced": "0"}]]}]}
 * derived from them. A name may come back with an honest owner, and an honest package may have had bad releases: where
 * versions are listed they count, and not a range that says "all".
 */
#include "advisory/feed/osv_language.h"
#include "base/json_fields.h"

/* A range is the list of its events. */
static void take_ranges(struct json *json, void *object)
{
    struct osv_affected *affected = object;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct osv_range *range = ARENA_PUSH(json->arena, &affected->ranges);
        *range = (struct osv_range){0};
        if (json_array(json))
            while (json_item(json))
                osv_take_event(json, range);
    }
}

static void take_affected(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("ecosystem", struct osv_affected, ecosystem),
        JSON_FIELD("name", struct osv_affected, name),
        JSON_FIELD("versions", struct osv_affected, versions),
        JSON_TAKE("ranges", take_ranges),
    };
    struct osv_record *record = object;
    struct osv_affected affected = {.ecosystem = {0}};

    if (JSON_FIELDS(json, fields, &affected))
        *ARENA_PUSH(json->arena, &record->affected) = affected;
}

static bool malicious_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("id", struct osv_record, id),
        JSON_FIELD("modified", struct osv_record, modified),
        JSON_FIELD("published", struct osv_record, published),
        JSON_FIELD("withdrawn", struct osv_record, withdrawn),
        JSON_FIELD("aliases", struct osv_record, aliases),
        JSON_EACH("affected", take_affected),
    };
    struct osv_record record = {.id = {0}};

    if (!JSON_FIELDS(json, fields, &record))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
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
