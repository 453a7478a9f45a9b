#include "advisory/feed/osv.h"

#include "advisory/cve.h"
#include "base/json_fields.h"

void osv_take_event(struct json *json, void *range)
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
    struct osv_range *into = range;
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
            struct osv_event *event = ARENA_PUSH(json->arena, &into->events);
            event->kind = kinds[i].kind;
            json_string(json, &event->version);
        }
    }
}

static void fill_range(struct json *json, struct osv_range *range)
{
    static const struct json_field fields[] = {
        JSON_FIELD("type", struct osv_range, type),
        JSON_EACH("events", osv_take_event),
    };

    *range = (struct osv_range){0};
    JSON_FIELDS(json, fields, range);
}

static void take_range(struct json *json, void *affected)
{
    fill_range(json, ARENA_PUSH(json->arena, &((struct osv_affected *)affected)->ranges));
}

static void take_custom_range(struct json *json, void *affected)
{
    fill_range(json, ARENA_PUSH(json->arena, &((struct osv_affected *)affected)->custom_ranges));
}

static void take_package(struct json *json, void *affected)
{
    static const struct json_field fields[] = {
        JSON_FIELD("ecosystem", struct osv_affected, ecosystem),
        JSON_FIELD("name", struct osv_affected, name),
    };

    JSON_FIELDS(json, fields, affected);
}

static void take_binaries(struct json *json, void *affected)
{
    struct osv_affected *into = affected;
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        struct slice name = arena_copy(json->arena, key), version;
        if (json_string(json, &version))
            *ARENA_PUSH(json->arena, &into->binaries) = (struct osv_binary){name, version};
    }
}

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

/* What of a package is flawed. */
struct part {
    struct slice path;
    struct slices symbols, systems;
};

/* Go: {"path": "net/http", "symbols": ["Server.Serve"], "goos": ["windows"]} */
static void take_import(struct json *json, void *affected)
{
    static const struct json_field fields[] = {
        JSON_FIELD("path", struct part, path),
        JSON_FIELD("symbols", struct part, symbols),
        JSON_FIELD("goos", struct part, systems),
    };
    struct osv_affected *into = affected;
    struct bytes text = {.arena = json->arena};
    struct part part = {.path = {0}};

    if (!JSON_FIELDS(json, fields, &part))
        return;
    add_systems(json->arena, into, part.systems);
    bytes_put(&text, part.path);
    for (size_t i = 0; i < part.symbols.count && text.count + 1 + part.symbols.at[i].len <= BYTES_TEXT_MAX; i++) {
        bytes_put_u8(&text, ' ');
        bytes_put(&text, part.symbols.at[i]);
    }
    if (part.path.len)
        *ARENA_PUSH(json->arena, &into->symbols) = bytes_slice(&text);
}

/* RustSec: {"arch": [], "os": ["windows"], "functions": ["crate::function"]} */
static void take_affects(struct json *json, void *affected)
{
    static const struct json_field fields[] = {
        JSON_FIELD("os", struct part, systems),
        JSON_FIELD("functions", struct part, symbols),
    };
    struct osv_affected *into = affected;
    struct part part = {.path = {0}};

    if (!JSON_FIELDS(json, fields, &part))
        return;
    add_systems(json->arena, into, part.systems);
    for (size_t i = 0; i < part.symbols.count; i++)
        *ARENA_PUSH(json->arena, &into->symbols) = part.symbols.at[i];
}

static void take_informational(struct json *json, void *affected)
{
    struct osv_affected *into = affected;
    struct slice word;

    if (json_string(json, &word) && into->informational.len == 0)
        into->informational = word;
}

/* RustSec: a crate that was made to do harm is told by its category. */
static void take_categories(struct json *json, void *affected)
{
    struct osv_affected *into = affected;
    struct slices categories = {0};

    json_strings(json, &categories);
    for (size_t i = 0; i < categories.count; i++)
        if (slice_equal(categories.at[i], S("malicious")))
            into->informational = categories.at[i];
}

/* ecosystem_specific and database_specific of one affected entry */
static void take_specific(struct json *json, void *affected)
{
    static const struct json_field fields[] = {
        JSON_FIELD("urgency", struct osv_affected, urgency),
        JSON_FIELD("severity", struct osv_affected, severity),
        JSON_EACH("binaries", take_binaries),
        JSON_TAKE("informational", take_informational),
        JSON_TAKE("categories", take_categories),
        JSON_FIELD("last_known_affected_version_range", struct osv_affected, last_known),
        JSON_TAKE("affects", take_affects),
        JSON_EACH("imports", take_import),
        JSON_EACH("custom_ranges", take_custom_range),
    };

    JSON_FIELDS(json, fields, affected);
}

/* severity[]: {"type": "CVSS_V3", "score": vector} */
struct score {
    struct slice type, vector;
};

static struct score take_score(struct json *json)
{
    static const struct json_field fields[] = {
        JSON_FIELD("type", struct score, type),
        JSON_FIELD("score", struct score, vector),
    };
    struct score score = {.type = {0}};

    JSON_FIELDS(json, fields, &score);
    return score;
}

/* Into a struct slice: of several vectors the one of the highest version. */
static void take_severity(struct json *json, void *cvss)
{
    struct score best = {.type = {0}};

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct score score = take_score(json);
        if (slice_starts(score.type, S("CVSS_V")) && slice_compare(score.type, best.type) > 0)
            best = score;
    }
    if (best.type.len)
        *(struct slice *)cvss = best.vector;
}

static bool is_wanted(struct slice ecosystem, struct slice wanted)
{
    return slice_starts(ecosystem, wanted) &&
           (wanted.len == 0 || ecosystem.len == wanted.len || ecosystem.at[wanted.len] == ':');
}

static void take_affected(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_TAKE("package", take_package),
        JSON_EACH("ranges", take_range), /* Photon writes an object where the schema wants a list */
        JSON_TAKE_INTO("severity", struct osv_affected, cvss, take_severity),
        JSON_TAKE("ecosystem_specific", take_specific),
        JSON_TAKE("database_specific", take_specific),
        JSON_FIELD("versions", struct osv_affected, versions), /* the last: only when asked for */
    };
    struct osv_record *record = object;
    size_t count = sizeof fields / sizeof fields[0] - !record->options->versions;
    struct osv_affected affected = {.ecosystem = {0}};

    json_fields(json, fields, count, &affected);
    if (affected.name.len && is_wanted(affected.ecosystem, slice_text(record->options->ecosystem)))
        *ARENA_PUSH(json->arena, &record->affected) = affected;
}

static void take_record_specific(struct json *json, void *record)
{
    static const struct json_field fields[] = {
        JSON_FIELD("severity", struct osv_record, severity),
        JSON_FIELD("review_status", struct osv_record, review),
        JSON_FIELD("cpes", struct osv_record, cpes),
    };

    JSON_FIELDS(json, fields, record);
}

/* "https://www.jenkins.io/security/advisory/2022-03-15/#SECURITY-2636" */
static void take_address(struct json *json, void *object)
{
    struct osv_record *record = object;
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

static void take_reference(struct json *json, void *record)
{
    static const struct json_field fields[] = {JSON_TAKE("url", take_address)};

    JSON_FIELDS(json, fields, record);
}

static bool osv_take(struct json *json, struct osv_record *record, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("id", struct osv_record, id),
        JSON_FIELD("modified", struct osv_record, modified),
        JSON_FIELD("published", struct osv_record, published),
        JSON_FIELD("withdrawn", struct osv_record, withdrawn),
        JSON_FIELD("summary", struct osv_record, summary),
        JSON_FIELD("aliases", struct osv_record, aliases),
        JSON_FIELD("related", struct osv_record, related),
        JSON_FIELD("upstream", struct osv_record, upstream),
        JSON_TAKE_INTO("severity", struct osv_record, cvss, take_severity),
        JSON_TAKE("database_specific", take_record_specific),
        JSON_EACH("references", take_reference),
        JSON_EACH("affected", take_affected),
    };

    if (!JSON_FIELDS(json, fields, record))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    if (!json_ok(json, error))
        return false;
    if (record->id.len == 0)
        return fail(error, ERROR_MALFORMED, "an OSV record without an id");
    return true;
}

bool osv_file(struct feed_file *file, const struct osv_options *options, struct osv_record *record, struct error *error)
{
    struct json json;

    *record = (struct osv_record){.options = options};
    json_init(&json, file->reader, file->arena);
    return osv_take(&json, record, error) && json_end(&json, error);
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
