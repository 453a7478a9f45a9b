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

static void take_range(struct json *json, struct osv_range *range)
{
    struct slice key;

    *range = (struct osv_range){0};
    if (!json_object(json))
        return;
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

/* A list of ranges; Photon writes an object where the schema wants a list. */
#define TAKE_RANGES(json, list)                                                                                        \
    do {                                                                                                               \
        if (json_peek(json) == JSON_OBJECT)                                                                            \
            take_range((json), ARENA_PUSH((json)->arena, (list)));                                                     \
        else if (json_array(json))                                                                                     \
            while (json_item(json))                                                                                    \
                take_range((json), ARENA_PUSH((json)->arena, (list)));                                                 \
    } while (0)

/* The systems of several parts together: any, as soon as one part names none. */
static void add_systems(struct arena *arena, struct osv_affected *affected, struct slices systems)
{
    struct slices both = {.at = arena_array(arena, struct slice, affected->systems.count + systems.count + 1)};

    affected->any_system = affected->any_system || systems.count == 0;
    for (size_t i = 0; i < affected->systems.count; i++)
        both.at[both.count++] = affected->systems.at[i];
    for (size_t i = 0; i < systems.count; i++) {
        bool known = false;
        for (size_t k = 0; k < both.count && !known; k++)
            known = slice_equal(both.at[k], systems.at[i]);
        if (!known)
            both.at[both.count++] = systems.at[i];
    }
    affected->systems = affected->any_system ? (struct slices){0} : both;
}

/* {"path": "net/http", "symbols": ["Server.Serve"], "goos": ["windows"]} */
static void take_import(struct json *json, struct osv_affected *affected)
{
    struct slices symbols = {0}, systems = {0};
    struct bytes text = {.arena = json->arena};
    struct slice key, path = {0};

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("path")))
            json_string(json, &path);
        else if (slice_equal(key, S("symbols")))
            json_strings(json, &symbols);
        else if (slice_equal(key, S("goos")))
            json_strings(json, &systems);
        else
            json_skip(json);
    }
    add_systems(json->arena, affected, systems);
    bytes_put(&text, path);
    for (size_t i = 0; i < symbols.count && text.count + 1 + symbols.at[i].len <= BYTES_TEXT_MAX; i++) {
        bytes_put_u8(&text, ' ');
        bytes_put(&text, symbols.at[i]);
    }
    if (path.len)
        *ARENA_PUSH(json->arena, &affected->symbols) = bytes_slice(&text);
}

static void take_imports(struct json *json, struct osv_affected *affected)
{
    if (json_array(json))
        while (json_item(json))
            take_import(json, affected);
}

/* RustSec: {"arch": [], "os": ["windows"], "functions": ["crate::function"]} */
static void take_affects(struct json *json, struct osv_affected *affected)
{
    struct slices functions = {0}, systems = {0};
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("os")))
            json_strings(json, &systems);
        else if (slice_equal(key, S("functions")))
            json_strings(json, &functions);
        else
            json_skip(json);
    }
    add_systems(json->arena, affected, systems);
    for (size_t i = 0; i < functions.count; i++)
        *ARENA_PUSH(json->arena, &affected->symbols) = functions.at[i];
}

static void take_informational(struct json *json, struct osv_affected *affected)
{
    struct slice word;

    if (json_string(json, &word) && affected->informational.len == 0)
        affected->informational = word;
}

/* RustSec: a crate that was made to do harm is told by its category. */
static void take_categories(struct json *json, struct osv_affected *affected)
{
    struct slices categories = {0};

    json_strings(json, &categories);
    for (size_t i = 0; i < categories.count; i++)
        if (slice_equal(categories.at[i], S("malicious")))
            affected->informational = categories.at[i];
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
        else if (slice_equal(key, S("informational")))
            take_informational(json, affected);
        else if (slice_equal(key, S("categories")))
            take_categories(json, affected);
        else if (slice_equal(key, S("last_known_affected_version_range")))
            json_string(json, &affected->last_known);
        else if (slice_equal(key, S("affects")))
            take_affects(json, affected);
        else if (slice_equal(key, S("imports")))
            take_imports(json, affected);
        else if (slice_equal(key, S("custom_ranges")))
            TAKE_RANGES(json, &affected->custom_ranges);
        else
            json_skip(json);
    }
}

/* severity[]: {"type": "CVSS_V3", "score": vector}; of several the highest version is kept. */
static void take_severity(struct json *json, struct slice *cvss)
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
            *cvss = score;
        }
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
            TAKE_RANGES(json, &affected.ranges);
        } else if (slice_equal(key, S("severity"))) {
            take_severity(json, &affected.cvss);
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

static void take_record_specific(struct json *json, struct osv_record *record)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("severity")))
            json_string(json, &record->severity);
        else if (slice_equal(key, S("review_status")))
            json_string(json, &record->review);
        else if (slice_equal(key, S("cpes")))
            json_strings(json, &record->cpes);
        else
            json_skip(json);
    }
}

/* "https://www.jenkins.io/security/advisory/2022-03-15/#SECURITY-2636" */
static void take_address(struct json *json, struct osv_record *record)
{
    struct slice url, number;
    size_t at, len = 0;

    if (!json_string_borrow(json, &url) || (at = slice_find(url, S("#SECURITY-"))) == SIZE_MAX)
        return;
    number = slice_skip(url, at + 10);
    while (len < number.len && number.at[len] >= '0' && number.at[len] <= '9')
        len++;
    number = slice_of(number.at - 9, len + 9);
    for (size_t i = 0; i < record->announcements.count; i++)
        if (slice_equal(record->announcements.at[i], number))
            return;
    if (len)
        *ARENA_PUSH(json->arena, &record->announcements) = arena_copy(json->arena, number);
}

static void take_references(struct json *json, struct osv_record *record)
{
    struct slice key;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            if (slice_equal(key, S("url")))
                take_address(json, record);
            else
                json_skip(json);
        }
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
            take_severity(json, &record->cvss);
        } else if (slice_equal(key, S("database_specific"))) {
            take_record_specific(json, record);
        } else if (slice_equal(key, S("references"))) {
            take_references(json, record);
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
