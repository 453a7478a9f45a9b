/*
 * conda-meta/NAME-VERSION-BUILD.json: the record of an installed conda package (conda, PrefixRecord in
 * conda/models/records.py), of any language.
 */
#include "analyzer/analyzer.h"
#include "base/json.h"

enum { CONDA_NEEDS_MAX = 1000 };

struct record {
    struct slice name, version, build, subdir, licence, channel;
    struct slices depends;
};

static bool record_member(struct json *json, struct slice key, struct record *record)
{
    const struct {
        struct slice key;
        struct slice *value;
    } texts[] = {
        {S("name"), &record->name},     {S("version"), &record->version}, {S("build"), &record->build},
        {S("subdir"), &record->subdir}, {S("license"), &record->licence}, {S("channel"), &record->channel},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (slice_equal(key, texts[i].key))
            return json_string(json, texts[i].value);
    if (slice_equal(key, S("depends")))
        return json_strings(json, &record->depends);
    json_skip(json);
    return true;
}

/* "python >=3.9,<3.10.0a0" needs python. */
static void cut_to_names(struct slices *needs)
{
    struct slice rest;

    if (needs->count > CONDA_NEEDS_MAX)
        needs->count = CONDA_NEEDS_MAX;
    for (size_t i = 0; i < needs->count; i++)
        slice_cut(needs->at[i], ' ', &needs->at[i], &rest);
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
        record_member(&json, key, &record);
    if (!json_end(&json, error))
        return false;
    if (record.name.len == 0 || record.version.len == 0)
        return fail(error, ERROR_MALFORMED, "a package without a %s", record.name.len == 0 ? "name" : "version");
    cut_to_names(&record.depends);
    struct package package = {
        .type = S("conda"),
        .name = record.name,
        .epoch = EPOCH_ABSENT,
        .version = record.version,
        .licences = {&record.licence, record.licence.len > 0},
        .state = S("installed"),
        .channels = {&record.channel, record.channel.len > 0},
        .depends_on = record.depends,
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
