/*
 * Gentoo's security announcements: https://glsa.gentoo.org, as JSON with the names of the XML elements as keys. A
 * version inside Unaffected is good, whatever Vulnerable says; packages are "category/name". Slots are not told apart:
 * what is unaffected in one of them is taken to be so in all.
 */
#include "advisory/cve.h"
#include "advisory/feed/feed.h"

struct glsa_package {
    struct slice name;
    struct {
        struct slice *at;
        size_t count, room;
    } vulnerable, unaffected, fixes;
};
struct glsa {
    struct slice id, announced, impact;
    struct {
        struct glsa_package *at;
        size_t count, room;
    } packages;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
};

/* Comparisons of the DTD; those with 'r' hold within one version, for its revisions only. */
static const struct {
    struct slice word;
    const char *format; /* the version stands in it once; of revisions: the version, then it without its revision */
} comparisons[] = {
    {S_INIT("lt"), "<%.*s"},
    {S_INIT("le"), "<=%.*s"},
    {S_INIT("eq"), "=%.*s"},
    {S_INIT("ge"), ">=%.*s"},
    {S_INIT("gt"), ">%.*s"},
    {S_INIT("rlt"), "<%.*s,>=%.*s"},
    {S_INIT("rle"), "<=%.*s,>=%.*s"},
    {S_INIT("rge"), ">=%.*s,<=%.*s-r999999"},
    {S_INIT("rgt"), ">%.*s,<=%.*s-r999999"},
};

/* "1.2.3-r4" without "-r4" */
static struct slice without_revision(struct slice version)
{
    size_t dash = slice_find_last(version, '-');
    uint64_t number;

    if (dash == version.len || !slice_starts(slice_skip(version, dash), S("-r")) ||
        !slice_decimal(slice_skip(version, dash + 2), &number))
        return version;
    return slice_head(version, dash);
}

static struct slice clause_of(struct arena *arena, struct slice word, struct slice version)
{
    struct slice base = without_revision(version);

    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        struct bytes out = {.arena = arena};
        size_t used = 0;
        if (!slice_equal(word, comparisons[i].word))
            continue;
        for (struct slice left = slice_text(comparisons[i].format); left.len;) {
            size_t at = slice_find(left, S("%.*s"));
            bytes_put(&out, slice_head(left, at));
            if (at != SIZE_MAX)
                bytes_put(&out, used++ ? base : version);
            left = at == SIZE_MAX ? (struct slice){0} : slice_skip(left, at + 4);
        }
        return bytes_slice(&out);
    }
    return (struct slice){0};
}

/* [{"Text": "1.3.29", "Range": "lt", "Slot": ""}] */
static void take_ranges(struct json *json, struct glsa_package *package, bool unaffected)
{
    struct slice key;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slice version = {0}, word = {0}, clause;
        if (!json_object(json))
            continue;
        while (json_member(json, &key)) {
            if (slice_equal(key, S("Text")))
                json_string(json, &version);
            else if (slice_equal(key, S("Range")))
                json_string(json, &word);
            else
                json_skip(json);
        }
        version = slice_trim(version);
        clause = version.len ? clause_of(json->arena, word, version) : (struct slice){0};
        if (clause.len == 0)
            continue;
        if (unaffected)
            *ARENA_PUSH(json->arena, &package->unaffected) = clause;
        else
            *ARENA_PUSH(json->arena, &package->vulnerable) = clause;
        if (unaffected && slice_ends(word, S("ge")))
            *ARENA_PUSH(json->arena, &package->fixes) = version;
    }
}

static void take_package(struct json *json, struct glsa *glsa)
{
    struct glsa_package *package;
    struct slice key;

    if (!json_object(json))
        return;
    package = ARENA_PUSH(json->arena, &glsa->packages);
    *package = (struct glsa_package){0};
    while (json_member(json, &key)) {
        if (slice_equal(key, S("Name")))
            json_string(json, &package->name);
        else if (slice_equal(key, S("Vulnerable")))
            take_ranges(json, package, false);
        else if (slice_equal(key, S("Unaffected")))
            take_ranges(json, package, true);
        else
            json_skip(json);
    }
}

/* {"URI": [{"Text": "CVE-2023-24805", "Link": …}]} */
static void take_references(struct json *json, struct glsa *glsa)
{
    struct slice key, text;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (!slice_equal(key, S("URI")) || json_peek(json) != JSON_ARRAY) {
            json_skip(json);
            continue;
        }
        for (json_array(json); json_item(json);) {
            if (!json_object(json))
                continue;
            while (json_member(json, &key)) {
                if (!slice_equal(key, S("Text")))
                    json_skip(json);
                else if (json_string(json, &text) && cve_is(slice_trim(text)))
                    *ARENA_PUSH(json->arena, &glsa->cves) = slice_trim(text);
            }
        }
    }
}

/* The one wanted member of an object: a list of packages, or a text. */
static void take_inner(struct json *json, struct slice name, struct glsa *glsa)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (!slice_equal(key, name))
            json_skip(json);
        else if (json_peek(json) == JSON_STRING)
            json_string(json, &glsa->impact);
        else if (json_array(json))
            while (json_item(json))
                take_package(json, glsa);
    }
}

static void take_glsa(struct json *json, struct glsa *glsa)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("ID")))
            json_string(json, &glsa->id);
        else if (slice_equal(key, S("Announced")))
            json_string(json, &glsa->announced);
        else if (slice_equal(key, S("Impact")))
            take_inner(json, S("Type"), glsa);
        else if (slice_equal(key, S("Affected")))
            take_inner(json, S("Package"), glsa);
        else if (slice_equal(key, S("References")))
            take_references(json, glsa);
        else
            json_skip(json);
    }
}

static bool gentoo_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct glsa glsa = {0};
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    take_glsa(&json, &glsa);
    if (!json_ok(&json, error))
        return false;
    if (glsa.id.len == 0)
        return fail(error, ERROR_MALFORMED, "an announcement without an id");
    emit_day(emit, glsa.announced);
    for (size_t i = 0; i < glsa.packages.count; i++) {
        const struct glsa_package *package = &glsa.packages.at[i];
        struct advisory advisory = {
            .id = arena_format(file->arena, "GLSA-%.*s", SLICE_ARG(glsa.id)),
            .aliases = {glsa.cves.at, glsa.cves.count},
            .source = S("gentoo-glsa"),
            .distro_id = S("gentoo"),
            .package = package->name,
            .scheme = S("portage"),
            .ranges = {package->vulnerable.at, package->vulnerable.count},
            .has_ranges = true,
            .not_affected_ranges = {package->unaffected.at, package->unaffected.count},
            .has_not_affected = package->unaffected.count > 0,
            .fixed_versions = {package->fixes.at, package->fixes.count},
            .status = package->fixes.count ? STATUS_FIXED : STATUS_AFFECTED,
            .severity = severity_of(glsa.impact) != SEVERITY_UNKNOWN ? glsa.impact : (struct slice){0},
            .available = glsa.announced,
        };
        if (package->name.len && package->vulnerable.count)
            emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
    return true;
}

const struct feed feed_gentoo_glsa = {
    .name = "gentoo-glsa",
    .speaker = "gentoo",
    .path = "gentoo/glsa",
    .licence = "CC-BY-SA-4.0, not restated in the records",
    .facts_allowed = true,
    .fixed_only = true,
    .read = gentoo_read,
};
