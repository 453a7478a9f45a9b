/*
 * Alpine's secdb: https://secdb.alpinelinux.org/v3.18/main.json and so on, one JSON document a repository:
 *   {"distroversion": "v3.18", "packages": [{"pkg": {"name": origin, "secfixes": {"1.2-r3": ["CVE-…", …], "0": […]}}}]}
 * It tells of what was fixed, by origin (source) package. Version "0" says that the ids never applied. An item may hold
 * several names of one flaw ("CVE-2099-0001 XSA-1"), and remarks.
 */
#include "advisory/cve.h"
#include "advisory/feed/feed.h"
#include "base/json_fields.h"

/*
 * What may stand where a name stands: "GHSA-…", "XSA-300", "wnpa-sec-2019-01", "VSV00019". Remarks have no digit, or
 * neither a dash nor capitals alone before it.
 */
static bool is_name(struct slice word)
{
    bool digit = false, dash = false, capitals = true;

    for (size_t i = 0; i < word.len; i++) {
        uint8_t c = word.at[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        capitals = capitals && (digit || !letter || c <= 'Z');
        digit = digit || (c >= '0' && c <= '9');
        dash = dash || (c == '-' && i > 0);
        if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.')
            return false;
        if (i == 0 && !letter)
            return false;
    }
    return digit && (dash || (capitals && word.len > 4));
}

static bool next_word(struct slice *rest, struct slice *word)
{
    size_t from = 0, to;

    while (from < rest->len && slice_find(S(" \t/,"), slice_of(rest->at + from, 1)) != SIZE_MAX)
        from++;
    for (to = from; to < rest->len && slice_find(S(" \t/,"), slice_of(rest->at + to, 1)) == SIZE_MAX;)
        to++;
    *word = slice_of(rest->at + from, to - from);
    *rest = slice_skip(*rest, to);
    return word->len > 0;
}

/* CVEs get a statement each; what else the item names goes with them, or stands alone. */
static void take_item(struct arena *arena, struct slice item, struct advisory *advisory, struct feed_emit *emit)
{
    struct slices cves = {.at = arena_array(arena, struct slice, item.len + 1)};
    struct slices others = {.at = arena_array(arena, struct slice, item.len + 1)};
    struct slice rest = item, word;
    uint32_t code;

    while (next_word(&rest, &word)) {
        if (cve_code(word, &code))
            cves.at[cves.count++] = word;
        else if (!slice_starts(word, S("CVE")) && is_name(word))
            others.at[others.count++] = word;
    }
    advisory->vendor_ids = others;
    for (size_t i = 0; i < cves.count; i++) {
        advisory->id = cves.at[i];
        emit_statement(emit, advisory, EMIT_PRIMARY);
    }
    if (cves.count == 0 && others.count) {
        advisory->id = others.at[0];
        advisory->vendor_ids = (struct slices){others.at + 1, others.count - 1};
        emit_statement(emit, advisory, EMIT_PRIMARY);
    }
    if (cves.count == 0 && others.count == 0)
        emit_problem(emit, ERROR_MALFORMED, "%.*s: no name of a flaw in '%.*s'", SLICE_ARG(advisory->package),
                     SLICE_ARG(slice_head(item, 80)));
}

/* What a statement is made of, filled while its document is read. */
struct secdb {
    struct slice release;
    struct advisory advisory;
    struct feed_emit *emit;
};

static void take_fixes(struct json *json, void *object)
{
    struct secdb *secdb = object;
    struct advisory *advisory = &secdb->advisory;
    struct slice key;

    if (advisory->package.len == 0) {
        json_fail(json, "secfixes before the package's name");
        return;
    }
    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        struct arena_mark mark = arena_mark(json->arena);
        struct slices items = {0};

        advisory->fixed_version = slice_trim(arena_copy(json->arena, key));
        advisory->status = STATUS_FIXED;
        if (slice_equal(advisory->fixed_version, S("0"))) {
            advisory->fixed_version = (struct slice){0};
            advisory->status = STATUS_NOT_AFFECTED;
        }
        json_strings(json, &items);
        for (size_t i = 0; i < items.count; i++)
            take_item(json->arena, items.at[i], advisory, secdb->emit);
        arena_reset(json->arena, mark);
    }
}

/* "pkg": its name stands before its secfixes in all that Alpine publishes; secfixes before a name are malformed. */
static void take_package(struct json *json, void *secdb)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct secdb, advisory.package),
        JSON_TAKE("secfixes", take_fixes),
    };

    JSON_FIELDS(json, fields, secdb);
}

static void take_entry(struct json *json, void *object)
{
    static const struct json_field fields[] = {JSON_TAKE("pkg", take_package)};
    struct arena_mark mark = arena_mark(json->arena);
    struct secdb *secdb = object;

    if (secdb->release.len == 0) {
        json_fail(json, "packages before the release that they are of");
        return;
    }
    secdb->advisory = (struct advisory){
        .source = S("alpine-secdb"),
        .distro_id = S("alpine"),
        .release = secdb->release,
        .kind = KIND_SOURCE,
        .scheme = S("apk"),
    };
    JSON_FIELDS(json, fields, secdb);
    arena_reset(json->arena, mark);
}

static void take_release(struct json *json, void *field)
{
    struct slice *release = field;

    if (json_string(json, release) && slice_starts(*release, S("v")))
        *release = slice_skip(*release, 1);
}

static bool alpine_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_TAKE_INTO("distroversion", struct secdb, release, take_release),
        JSON_EACH("packages", take_entry),
    };
    struct secdb secdb = {.emit = emit};
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, fields, &secdb))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    if (!json_ok(&json, error) || !json_end(&json, error))
        return false;
    return secdb.release.len > 0 || fail(error, ERROR_MALFORMED, "a document without distroversion");
}

const struct feed feed_alpine_secdb = {
    .name = "alpine-secdb",
    .path = "alpine/secdb alpine/secdb-rebuilt alpine/secdb-upstream-2025",
    .licence = "none stated by Alpine for its build files",
    .facts_allowed = true,
    .fixed_only = true,
    .read = alpine_read,
};
