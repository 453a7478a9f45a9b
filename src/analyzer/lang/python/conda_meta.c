/*
 * conda-meta/NAME-VERSION-BUILD.json: the record of an installed conda package (conda, PrefixRecord in
 * conda/models/records.py), of any language.
 */
#include "analyzer/lang/lock_graph.h"
#include "base/json.h"

enum { CONDA_NEEDS_MAX = 1000 };

struct record {
    struct slice name, version, licence, channel;
    struct lock_names needs;
};

/* "python >=3.9,<3.10.0a0" needs python. */
static void needs_read(struct json *json, struct record *record)
{
    struct slice need, rest;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        if (record->needs.count == CONDA_NEEDS_MAX || !json_string_borrow(json, &need))
            continue;
        slice_cut(need, ' ', &need, &rest);
        *ARENA_PUSH(json->arena, &record->needs) = arena_copy(json->arena, need);
    }
}

static void member_read(struct json *json, struct slice key, struct record *record)
{
    const struct {
        struct slice key;
        struct slice *value;
    } texts[] = {
        {S("name"), &record->name},
        {S("version"), &record->version},
        {S("license"), &record->licence},
        {S("channel"), &record->channel},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_equal(key, texts[i].key) && texts[i].value->len == 0) {
            json_string(json, texts[i].value);
            return;
        }
    if (slice_equal(key, S("depends")))
        needs_read(json, record);
    else
        json_skip(json);
}

static bool conda_meta_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct record record = {0};
    struct slice key;
    struct json json;

    if (!slice_ends(entry->path, S(".json"))) /* 'history' lies there too */
        return true;
    json_init(&json, &entry->reader, facts->arena);
    if (json_peek(&json) != JSON_OBJECT) {
        json_skip(&json);
        return json_ok(&json, error) && fail(error, ERROR_MALFORMED, "not an object");
    }
    json_object(&json);
    while (json_member(&json, &key))
        member_read(&json, key, &record);
    if (!json_end(&json, error))
        return false;
    if (record.name.len == 0 || record.version.len == 0)
        return fail(error, ERROR_MALFORMED, "a package without a %s", record.name.len == 0 ? "name" : "version");
    struct package package = {
        .type = S("conda"),
        .name = record.name,
        .epoch = EPOCH_ABSENT,
        .version = record.version,
        .licences = {&record.licence, record.licence.len > 0},
        .state = S("installed"),
        .channels = {&record.channel, record.channel.len > 0},
        .depends_on = {record.needs.at, record.needs.count},
    };
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_conda_meta = {
    .name = "conda_meta",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PARENT, "conda-meta"}, {0}},
    .read = conda_meta_read,
    .ownable = true,
};
