/*
 * FriendsOfPHP: https://github.com/FriendsOfPHP/security-advisories, a YAML file a flaw: VENDOR/PACKAGE/ID.yaml. A
 * branch holds comparisons that must all hold; one branch is enough.
 */
#include "advisory/feed/osv_language.h"
#include "advisory/feed/yaml.h"

struct php_record {
    struct slice cve, reference, time; /* time: of the newest branch */
    struct {
        struct slice *at;
        size_t count, room;
    } clauses, fixes;
};

/* "['>=1.0', '<1.2']" as one clause; what is below an upper bound that is left out is where the fix begins. */
static void take_versions(struct json *json, struct php_record *record)
{
    struct slices parts = {0};
    struct bytes clause = {.arena = json->arena};

    json_strings(json, &parts);
    for (size_t i = 0; i < parts.count; i++) {
        struct slice part = slice_trim(parts.at[i]);
        if (i)
            bytes_put_u8(&clause, ',');
        bytes_put(&clause, part);
        if (slice_starts(part, S("<")) && !slice_starts(part, S("<=")))
            *ARENA_PUSH(json->arena, &record->fixes) = slice_trim(slice_skip(part, 1));
    }
    if (parts.count)
        *ARENA_PUSH(json->arena, &record->clauses) = bytes_slice(&clause);
}

static void take_branch(struct json *json, struct php_record *record)
{
    struct slice key, time;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("versions"))) {
            take_versions(json, record);
        } else if (slice_equal(key, S("time"))) {
            if (json_string(json, &time) && slice_compare(time, record->time) > 0)
                record->time = time;
        } else {
            json_skip(json);
        }
    }
}

static void take_record(struct json *json, struct php_record *record)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("cve"))) {
            json_string(json, &record->cve);
        } else if (slice_equal(key, S("reference"))) {
            json_string(json, &record->reference);
        } else if (slice_equal(key, S("branches"))) {
            if (json_object(json))
                while (json_member(json, &key))
                    take_branch(json, record);
        } else {
            json_skip(json);
        }
    }
}

static void emit_record(struct feed_file *file, const struct php_record *record, struct feed_emit *emit)
{
    struct advisory advisory = {
        .id = record->cve,
        .source = S("friendsofphp"),
        .ecosystem = S("composer"),
        .scheme = S("composer"),
        .package = slice_skip(record->reference, S("composer://").len),
        .published = record->time,
        .ranges = {record->clauses.at, record->clauses.count},
        .has_ranges = true,
        .fixed_versions = {record->fixes.at, record->fixes.count},
        .status = record->fixes.count ? STATUS_FIXED : STATUS_AFFECTED,
    };

    /* Without a CVE the file is its only name: "vendor/package/2018-03-06". */
    if (advisory.id.len == 0)
        advisory.id = slice_head(file->path, file->path.len - 5);
    emit_day(emit, record->time);
    emit_statement(emit, &advisory, EMIT_PRIMARY);
}

static bool friendsofphp_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct php_record record = {0};
    struct reader reader;
    struct slice text;
    struct json json;

    if (!slice_ends(file->path, S(".yaml")) || slice_starts(path_base(file->path), S(".")))
        return true;
    if (!yaml_as_json(file->reader, file->arena, &text, error))
        return false;
    reader = reader_over(text);
    json_init(&json, &reader, file->arena);
    take_record(&json, &record);
    if (!json_ok(&json, error))
        return false;
    if (!slice_starts(record.reference, S("composer://")) || record.clauses.count == 0)
        return fail(error, ERROR_MALFORMED, "a record without package or versions");
    emit_record(file, &record, emit);
    return true;
}

const struct feed feed_friendsofphp = {
    .name = "friendsofphp",
    .path = "friendsofphp/security-advisories",
    .licence = "Unlicense",
    .facts_allowed = true,
    .read = friendsofphp_read,
};
