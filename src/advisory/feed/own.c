/*
 * Advisories of one's own: the files own/NAME.jsonl, one record a line, in the normalised form that this program works
 * with (docs/advisories.md). Unlike upstreams' records they are kept as they stand: the id is the one that is written
 * there.
 */
#include "advisory/ecosystem.h"
#include "advisory/feed/feed.h"

static void take_text(struct json *json, struct slice *text)
{
    enum json_kind kind = json_peek(json);

    if (kind == JSON_NUMBER) { /* "minor": 4 */
        struct slice number;
        if (json_number_text(json, &number))
            *text = arena_copy(json->arena, number);
    } else if (kind == JSON_STRING) {
        json_string(json, text);
    } else {
        json_skip(json); /* null */
    }
}

static void take_distro(struct json *json, struct advisory *advisory)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("id")))
            take_text(json, &advisory->distro_id);
        else if (slice_equal(key, S("release")))
            take_text(json, &advisory->release);
        else
            json_skip(json);
    }
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

static void take_kind(struct json *json, struct advisory *advisory)
{
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

static void take_status(struct json *json, struct advisory *advisory)
{
    struct slice word;

    json_string_borrow(json, &word);
    if (!status_of(word, &advisory->status))
        json_fail(json, "an unknown status");
}

static void take_withdrawn(struct json *json, struct advisory *advisory)
{
    enum json_kind kind = json_peek(json);
    struct slice day;

    if (kind == JSON_STRING)
        advisory->withdrawn = json_string_borrow(json, &day) && day.len;
    else if (kind == JSON_TRUE || kind == JSON_FALSE)
        json_bool(json, &advisory->withdrawn);
    else
        json_skip(json);
}

static void take_member(struct json *json, struct slice key, struct advisory *a)
{
    const struct {
        struct slice name, *value;
    } texts[] = {
        {S_INIT("id"), &a->id},
        {S_INIT("source"), &a->source},
        {S_INIT("ecosystem"), &a->ecosystem},
        {S_INIT("cpe"), &a->cpe},
        {S_INIT("package"), &a->package},
        {S_INIT("scheme"), &a->scheme},
        {S_INIT("fixed_version"), &a->fixed_version},
        {S_INIT("severity"), &a->severity},
        {S_INIT("urgency"), &a->urgency},
        {S_INIT("cvss"), &a->cvss},
        {S_INIT("module"), &a->module},
        {S_INIT("channel"), &a->channel},
        {S_INIT("minor"), &a->minor},
        {S_INIT("published"), &a->published},
        {S_INIT("available"), &a->available},
        {S_INIT("informational"), &a->informational},
    };
    const struct {
        struct slice name;
        struct slices *value;
    } lists[] = {
        {S_INIT("aliases"), &a->aliases},   {S_INIT("vendor_ids"), &a->vendor_ids},
        {S_INIT("versions"), &a->versions}, {S_INIT("fixed_versions"), &a->fixed_versions},
        {S_INIT("arches"), &a->arches},     {S_INIT("repos"), &a->repos},
        {S_INIT("symbols"), &a->symbols},   {S_INIT("systems"), &a->systems},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (slice_equal(key, texts[i].name))
            return take_text(json, texts[i].value);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (slice_equal(key, lists[i].name))
            return (void)json_strings(json, lists[i].value);
    if (slice_equal(key, S("distro")))
        take_distro(json, a);
    else if (slice_equal(key, S("package_kind")))
        take_kind(json, a);
    else if (slice_equal(key, S("status")))
        take_status(json, a);
    else if (slice_equal(key, S("ranges")))
        take_ranges(json, &a->ranges, &a->has_ranges);
    else if (slice_equal(key, S("not_affected_ranges")))
        take_ranges(json, &a->not_affected_ranges, &a->has_not_affected);
    else if (slice_equal(key, S("withdrawn")))
        take_withdrawn(json, a);
    else
        json_skip(json);
}

static bool own_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    struct advisory a = {.status = STATUS_AFFECTED};
    struct slice key;

    (void)file;
    if (!json_object(json))
        return json_ok(json, error) && fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(json, &key))
        take_member(json, key, &a);
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
