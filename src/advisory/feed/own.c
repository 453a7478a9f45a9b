/*
 * Advisories of one's own: the files own/NAME.jsonl, one record a line, in the normalised form that this program works
 * with (docs/advisories.md). Unlike upstreams' records they are kept as they stand: the id is the one that is written
 * there.
 */
#include "advisory/ecosystem.h"
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

#define TEXT(key, member) JSON_TAKE_INTO(key, struct advisory, member, take_text)
#define LIST(key, member) JSON_FIELD(key, struct advisory, member)

static void take_text(struct json *json, void *field)
{
    struct slice *text = field;

    if (json_peek(json) != JSON_NUMBER) /* "minor": 4 */
        json_string(json, text);
    else if (json_number_text(json, text))
        *text = arena_copy(json->arena, *text);
}

static void take_distro(struct json *json, void *advisory)
{
    static const struct json_field fields[] = {
        TEXT("id", distro_id),
        TEXT("release", release),
    };

    JSON_FIELDS(json, fields, advisory);
}

/* [[">=1.0", "<1.2"], ["<0.5"]] to clauses ">=1.0,<1.2" and "<0.5"; absent or null is none, which differs from []. */
static void take_ranges(struct json *json, struct slices *clauses, bool *has)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {0};

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slices parts = {0};
        struct bytes clause = {.arena = json->arena};
        json_strings(json, &parts);
        for (size_t i = 0; i < parts.count; i++) {
            if (i)
                bytes_put_u8(&clause, ',');
            bytes_put(&clause, parts.at[i]);
        }
        *ARENA_PUSH(json->arena, &list) = bytes_slice(&clause);
    }
    *clauses = (struct slices){list.at, list.count};
    *has = true;
}

static void take_kind(struct json *json, void *object)
{
    struct advisory *advisory = object;
    static const struct slice kinds[] = {
        [KIND_BINARY] = S_INIT("binary"),
        [KIND_SOURCE] = S_INIT("source"),
        [KIND_SOURCE_OR_BINARY] = S_INIT("source-or-binary"),
        [KIND_CPE] = S_INIT("cpe"),
    };
    struct slice word;

    json_string_borrow(json, &word);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (slice_equal(word, kinds[i])) {
            advisory->kind = (enum package_kind)i;
            return;
        }
    }
    json_fail(json, "an unknown package_kind");
}

static void take_status(struct json *json, void *object)
{
    struct advisory *advisory = object;
    struct slice word;

    json_string_borrow(json, &word);
    if (!status_of(word, &advisory->status))
        json_fail(json, "an unknown status");
}

static void take_withdrawn(struct json *json, void *object)
{
    struct advisory *advisory = object;
    enum json_kind kind = json_peek(json);
    struct slice day;

    if (kind == JSON_STRING)
        advisory->withdrawn = json_string_borrow(json, &day) && day.len;
    else if (kind == JSON_TRUE || kind == JSON_FALSE)
        json_bool(json, &advisory->withdrawn);
    else
        json_skip(json);
}

static void take_affected(struct json *json, void *object)
{
    struct advisory *advisory = object;

    take_ranges(json, &advisory->ranges, &advisory->has_ranges);
}

static void take_not_affected(struct json *json, void *object)
{
    struct advisory *advisory = object;

    take_ranges(json, &advisory->not_affected_ranges, &advisory->has_not_affected);
}

static const struct json_field record_fields[] = {
    TEXT("id", id),
    TEXT("source", source),
    LIST("aliases", aliases),
    LIST("vendor_ids", vendor_ids),
    JSON_TAKE("distro", take_distro),
    TEXT("ecosystem", ecosystem),
    TEXT("cpe", cpe),
    TEXT("package", package),
    JSON_TAKE("package_kind", take_kind),
    TEXT("scheme", scheme),
    TEXT("fixed_version", fixed_version),
    LIST("fixed_versions", fixed_versions),
    JSON_TAKE("ranges", take_affected),
    JSON_TAKE("not_affected_ranges", take_not_affected),
    LIST("versions", versions),
    JSON_TAKE("status", take_status),
    TEXT("severity", severity),
    TEXT("urgency", urgency),
    TEXT("cvss", cvss),
    LIST("arches", arches),
    TEXT("module", module),
    TEXT("channel", channel),
    TEXT("minor", minor),
    LIST("repos", repos),
    LIST("symbols", symbols),
    LIST("systems", systems),
    TEXT("published", published),
    TEXT("available", available),
    JSON_TAKE("withdrawn", take_withdrawn),
    TEXT("informational", informational),
};

static bool own_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    struct advisory a = {.status = STATUS_AFFECTED};

    (void)file;
    if (!JSON_FIELDS(json, record_fields, &a))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    if (!json_ok(json, error))
        return false;
    if (a.id.len == 0 || a.package.len == 0 || a.scheme.len == 0)
        return fail(error, ERROR_MALFORMED, "an advisory needs id, package and scheme");
    if ((a.distro_id.len > 0) + (a.ecosystem.len > 0) + (a.cpe.len > 0) != 1)
        return fail(error, ERROR_MALFORMED, "an advisory needs one of distro, ecosystem and cpe");
    if (a.source.len == 0)
        a.source = S("own");
    /* "PyPI" or "pypi": one ecosystem; what follows a ':' are parts of it. */
    if (ecosystem_find(a.ecosystem))
        a.ecosystem = slice_text(ecosystem_find(a.ecosystem)->name);
    emit_day(emit, a.published);
    emit_day(emit, a.available);
    emit_statement_exact(emit, &a);
    return true;
}

static bool own_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    return feed_json_lines(file, emit, own_line, error);
}

const struct feed feed_own = {
    .name = "own",
    .path = "own/*.jsonl",
    .licence = "the user's own",
    .facts_allowed = false, /* nobody's but theirs */
    .read = own_read,
};
