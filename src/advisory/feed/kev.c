/*
 * CISA's catalogue of known exploited vulnerabilities:
 * https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json
 */
#include "advisory/feed/feed.h"

static void take_entry(struct json *json, struct feed_emit *emit)
{
    struct slice key, cve = {0}, added = {0}, due = {0}, ransomware = {0};

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("cveID")))
            json_string(json, &cve);
        else if (slice_equal(key, S("dateAdded")))
            json_string(json, &added);
        else if (slice_equal(key, S("dueDate")))
            json_string(json, &due);
        else if (slice_equal(key, S("knownRansomwareCampaignUse")))
            json_string(json, &ransomware);
        else
            json_skip(json);
    }
    if (json->failed)
        return;
    emit_day(emit, added);
    emit_kev(emit, slice_trim(cve), added, due, slice_equal(ransomware, S("Known")));
}

static bool kev_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice key, released;
    struct json json;

    if (!slice_ends(file->path, S(".json")) || slice_ends(file->path, S("schema.json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!json_object(&json))
        return json_ok(&json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(&json, &key)) {
        if (slice_equal(key, S("dateReleased"))) {
            if (json_string(&json, &released))
                emit_day(emit, released);
        } else if (slice_equal(key, S("vulnerabilities"))) {
            if (!json_array(&json))
                continue;
            while (json_item(&json)) {
                struct arena_mark mark = arena_mark(file->arena);
                take_entry(&json, emit);
                arena_reset(file->arena, mark);
            }
        } else {
            json_skip(&json);
        }
    }
    return json_ok(&json, error) && json_end(&json, error);
}

const struct feed feed_kev = {
    .name = "kev",
    .path = "kev/cisa-kev",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = kev_read,
};
