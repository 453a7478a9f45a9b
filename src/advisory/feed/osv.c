#include "advisory/feed/osv.h"

#include "advisory/cve.h"

static void take_event(struct json *json, struct osv_range *range)
{
    static const struct {
        struct slice name;
        enum osv_event_kind kind;
    } kinds[] = {
        {S_INIT("introduced"), OSV_INTRODUCED},
        {S_INIT("fixed"), OSV_FIXED},
        {S_INIT("last_affected"), OSV_LAST_AFFECTED},
        {S_INIT("limit"), OSV_LIMIT},
    };
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        size_t i = 0;
        while (i < sizeof kinds / sizeof kinds[0] && !slice_equal(key, kinds[i].name))
            i++;
        if (i == sizeof kinds / sizeof kinds[0]) {
            json_skip(json);
        } else {
            struct osv_event *event = ARENA_PUSH(json->arena, &range->events);
            event->kind = kinds[i].kind;
            json_string(json, &event->version);
        }
    }
}

static void take_range(struct json *json, struct osv_affected *affected)
{
    struct osv_range *range;
    struct slice key;

    if (!json_object(json))
        return;
    range = ARENA_PUSH(json->arena, &affected->ranges);
    while (json_member(json, &key)) {
        if (slice_equal(key, S("type"))) {
            json_string(json, &range->type);
        } else if (slice_equal(key, S("events"))) {
            if (json_array(json))
                while (json_item(json))
                    take_event(json, range);
        } else {
            json_skip(json);
        }
    }
}

static void take_package(struct json *json, struct osv_affected *affected)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("ecosystem")))
            json_string(json, &affected->ecosystem);
        else if (slice_equal(key, S("name")))
            json_string(json, &affected->name);
        else
            json_skip(json);
    }
}

static void take_binaries(struct json *json, struct osv_affected *affected)
{
    struct slice key;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            struct slice name = arena_copy(json->arena, key), version;
            if (json_string(json, &version))
                *ARENA_PUSH(json->arena, &affected->binaries) = (struct osv_binary){name, version};
        }
    }
}

/* ecosystem_specific and database_specific of one affected entry */
static void take_specific(struct json *json, struct osv_affected *affected)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("urgency")))
            json_string(json, &affected->urgency);
        else if (slice_equal(key, S("severity")))
            json_string(json, &affected->severity);
        else if (slice_equal(key, S("binaries")))
            take_binaries(json, affected);
        else
            json_skip(json);
    }
}

static void take_affected(struct json *json, const struct osv_options *options, struct osv_record *record)
{
    struct osv_affected affected = {0};
    struct slice key, wanted = slice_text(options->ecosystem);

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("package"))) {
            take_package(json, &affected);
        } else if (slice_equal(key, S("ranges"))) {
            /* Photon writes an object where the schema wants a list. */
            if (json_peek(json) == JSON_OBJECT)
                take_range(json, &affected);
            else if (json_array(json))
                while (json_item(json))
                    take_range(json, &affected);
        } else if (slice_equal(key, S("versions")) && options->versions) {
            json_strings(json, &affected.versions);
        } else if (slice_equal(key, S("ecosystem_specific")) || slice_equal(key, S("database_specific"))) {
            take_specific(json, &affected);
        } else {
            json_skip(json);
        }
    }
    if (affected.name.len == 0)
        return;
    if (wanted.len && !(slice_starts(affected.ecosystem, wanted) &&
                        (affected.ecosystem.len == wanted.len || affected.ecosystem.at[wanted.len] == ':')))
        return;
    *ARENA_PUSH(json->arena, &record->affected) = affected;
}

/* severity[]: {"type": "CVSS_V3", "score": vector}; of several the highest version is kept. */
static void take_severity(struct json *json, struct osv_record *record)
{
    struct slice key, kept_type = {0};

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slice type = {0}, score = {0};
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            if (slice_equal(key, S("type")))
                json_string(json, &type);
            else if (slice_equal(key, S("score")))
                json_string(json, &score);
            else
                json_skip(json);
        }
        if (slice_starts(type, S("CVSS_V")) && slice_compare(type, kept_type) > 0) {
            kept_type = type;
            record->cvss = score;
        }
    }
}

static void take_record_specific(struct json *json, struct osv_record *record)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("severity")))
            json_string(json, &record->severity);
        else
            json_skip(json);
    }
}

static bool take_text(struct json *json, struct slice key, struct osv_record *record)
{
    const struct {
        struct slice name, *value;
    } texts[] = {
        {S_INIT("id"), &record->id},
        {S_INIT("modified"), &record->modified},
        {S_INIT("published"), &record->published},
        {S_INIT("withdrawn"), &record->withdrawn},
        {S_INIT("summary"), &record->summary},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (slice_equal(key, texts[i].name)) {
            json_string(json, texts[i].value);
            return true;
        }
    }
    return false;
}

static bool osv_take(struct json *json, const struct osv_options *options, struct osv_record *record,
                     struct error *error)
{
    struct slice key;

    *record = (struct osv_record){0};
    if (!json_object(json))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(json, &key)) {
        if (take_text(json, key, record)) {
            continue;
        } else if (slice_equal(key, S("aliases"))) {
            json_strings(json, &record->aliases);
        } else if (slice_equal(key, S("related"))) {
            json_strings(json, &record->related);
        } else if (slice_equal(key, S("upstream"))) {
            json_strings(json, &record->upstream);
        } else if (slice_equal(key, S("severity"))) {
            take_severity(json, record);
        } else if (slice_equal(key, S("database_specific"))) {
            take_record_specific(json, record);
        } else if (slice_equal(key, S("affected"))) {
            if (json_array(json))
                while (json_item(json))
                    take_affected(json, options, record);
        } else {
            json_skip(json);
        }
    }
    if (!json_ok(json, error))
        return false;
    if (record->id.len == 0)
        return fail(error, ERROR_MALFORMED, "an OSV record without an id");
    return true;
}

bool osv_file(struct feed_file *file, const struct osv_options *options, struct osv_record *record, struct error *error)
{
    struct json json;

    json_init(&json, file->reader, file->arena);
    return osv_take(&json, options, record, error) && json_end(&json, error);
}

struct slice osv_release(struct slice ecosystem)
{
    return slice_skip(ecosystem, slice_find_byte(ecosystem, ':') + 1);
}

struct slices osv_cves(struct arena *arena, const struct osv_record *record)
{
    const struct slices lists[] = {record->aliases, record->related, record->upstream};
    struct slices out = {.at = arena_array(arena, struct slice,
                                           1 + record->aliases.count + record->related.count + record->upstream.count)};

    for (size_t l = 0; l < sizeof lists / sizeof lists[0]; l++) {
        for (size_t i = 0; i < lists[l].count; i++) {
            bool known = !cve_is(lists[l].at[i]);
            for (size_t k = 0; k < out.count && !known; k++)
                known = slice_equal(out.at[k], lists[l].at[i]);
            if (!known)
                out.at[out.count++] = lists[l].at[i];
        }
    }
    return out;
}

/* One clause: from `from` (empty or "0": the beginning) to the event that ends it (NULL: open). */
static struct slice clause_of(struct arena *arena, struct slice from, const struct osv_event *end)
{
    bool bounded = from.len && !slice_equal(from, S("0"));
    const char *operator= end == NULL ? "" : end->kind == OSV_LAST_AFFECTED ? "<=" : "<";
    struct slice to = end ? end->version : (struct slice){0};

    return arena_format(arena, "%s%.*s%s%s%.*s", bounded ? ">=" : "", bounded ? (int)from.len : 0, from.at,
                        bounded && end ? "," : "", operator, SLICE_ARG(to));
}

static void add_clauses(struct arena *arena, const struct osv_range *range, struct slices *clauses, struct slice *fixed)
{
    struct slice from = {0};
    bool open = false;

    for (size_t i = 0; i < range->events.count; i++) {
        const struct osv_event *event = &range->events.at[i];
        if (event->kind == OSV_INTRODUCED) {
            if (!open)
                from = event->version;
            open = true;
        } else if (open) {
            clauses->at[clauses->count++] = clause_of(arena, from, event);
            open = false;
        }
        if (event->kind == OSV_FIXED)
            *fixed = event->version;
    }
    if (open)
        clauses->at[clauses->count++] = clause_of(arena, from, NULL);
}

bool osv_bound(struct arena *arena, const struct osv_affected *affected, struct advisory *advisory)
{
    struct slices clauses = {0};
    struct slice fixed = {0};
    size_t events = 1;

    for (size_t i = 0; i < affected->ranges.count; i++)
        events += affected->ranges.at[i].events.count;
    clauses.at = arena_array(arena, struct slice, events);
    for (size_t i = 0; i < affected->ranges.count; i++)
        if (!slice_equal(affected->ranges.at[i].type, S("GIT")))
            add_clauses(arena, &affected->ranges.at[i], &clauses, &fixed);
    if (clauses.count == 0)
        return false;
    advisory->status = fixed.len ? STATUS_FIXED : STATUS_AFFECTED;
    advisory->fixed_version = fixed;
    if (clauses.count == 1 && clauses.at[0].len == 0)
        return true; /* every version, no fix */
    if (clauses.count == 1 && fixed.len && clauses.at[0].len == fixed.len + 1 && clauses.at[0].at[0] == '<')
        return true; /* all that is lower than the fix */
    advisory->has_ranges = true;
    advisory->ranges = clauses;
    return true;
}
