/*
 * CISA's catalogue of known exploited vulnerabilities:
 * https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json
 */
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

struct entry {
    struct slice cve, added, due, ransomware;
};

static void take_entry(struct json *json, void *emit)
{
    static const struct json_field fields[] = {
        JSON_FIELD("cveID", struct entry, cve),
        JSON_FIELD("dateAdded", struct entry, added),
        JSON_FIELD("dueDate", struct entry, due),
        JSON_FIELD("knownRansomwareCampaignUse", struct entry, ransomware),
    };
    struct arena_mark mark = arena_mark(json->arena);
    struct entry entry = {.cve = {0}};

    if (JSON_FIELDS(json, fields, &entry) && !json->failed) {
        emit_day(emit, entry.added);
        emit_kev(emit, slice_trim(entry.cve), entry.added, entry.due, slice_equal(entry.ransomware, S("Known")));
    }
    arena_reset(json->arena, mark);
}

static void take_released(struct json *json, void *emit)
{
    struct slice day;

    if (json_string_borrow(json, &day))
        emit_day(emit, day);
}

static bool kev_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_TAKE("dateReleased", take_released),
        JSON_EACH("vulnerabilities", take_entry),
    };
    struct json json;

    if (!slice_ends(file->path, S(".json")) || slice_ends(file->path, S("schema.json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, fields, emit))
        return json_ok(&json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    return json_ok(&json, error) && json_end(&json, error);
}

const struct feed feed_kev = {
    .name = "kev",
    .path = "kev/cisa-kev",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = kev_read,
};
