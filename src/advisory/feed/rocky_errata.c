/*
 * Rocky Linux's errata: https://errata.rockylinux.org/api/v2/advisories, one JSON document an erratum. `rpms` lists,
 * for each product, the files that it ships ("rsync-0:3.1.3-20.el8_10.aarch64.rpm"); the synopsis names the module
 * stream. Fuller than the OSV records made of it: every binary package, with its architectures.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"

struct erratum {
    struct slice name, severity, synopsis, published, type;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fixes fixes;
};

static void take_cve(struct json *json, struct erratum *erratum, struct feed_emit *emit)
{
    struct slice key, name = {0}, vector = {0};

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("name")))
            json_string(json, &name);
        else if (slice_equal(key, S("cvss3ScoringVector")))
            json_string(json, &vector);
        else
            json_skip(json);
    }
    if (!slice_starts(name, S("CVE-")))
        return;
    *ARENA_PUSH(json->arena, &erratum->cves) = name;
    if (slice_starts(vector, S("CVSS:"))) /* else the word UNKNOWN */
        emit_word(emit, name, S("rocky"), vector, (struct slice){0});
}

/*
 * "Rocky Linux 8"; "Rocky Linux SIG Cloud 8" is a repository of its own with other builds of the same packages.
 * returns  false when it is no product that is known
 */
static bool product_of(struct slice name, struct slice *release, struct slice *channel)
{
    uint64_t number;

    *release = slice_skip(name, slice_find_last(name, ' ') + 1);
    *channel = (struct slice){0};
    if (!slice_starts(name, S("Rocky Linux ")) || !slice_decimal(*release, &number))
        return false;
    name = slice_skip(name, 12);
    if (slice_starts(name, S("SIG Cloud ")))
        *channel = S("sig-cloud");
    return channel->len || slice_equal(name, *release);
}

static void take_files(struct json *json, struct slice release, struct slice channel, struct erratum *erratum,
                       struct feed_emit *emit)
{
    struct slice text;

    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct rpm_file file;
        if (!json_string_borrow(json, &text))
            continue;
        if (!rpm_file_split(json->arena, text, &file)) {
            emit_problem(emit, ERROR_MALFORMED, "'%.*s' is no name of a package's file", SLICE_ARG(text));
            continue;
        }
        if (!slice_equal(file.arch, S("src")))
            *ARENA_PUSH(json->arena, &erratum->fixes) = (struct rpm_fix){
                .release = release, .channel = channel, .name = file.name, .evr = file.evr, .scope = file.arch};
    }
}

static void take_product(struct json *json, struct slice name, struct erratum *erratum, struct feed_emit *emit)
{
    struct slice key, release, channel;

    if (!product_of(name, &release, &channel)) {
        emit_problem(emit, ERROR_MALFORMED, "'%.*s' is no product that is known", SLICE_ARG(name));
        json_skip(json);
        return;
    }
    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("nvras")))
            take_files(json, release, channel, erratum, emit);
        else
            json_skip(json);
    }
}

static void take_member(struct json *json, struct slice key, struct erratum *erratum, struct feed_emit *emit)
{
    const struct {
        struct slice name, *value;
    } texts[] = {
        {S_INIT("name"), &erratum->name},         {S_INIT("severity"), &erratum->severity},
        {S_INIT("synopsis"), &erratum->synopsis}, {S_INIT("publishedAt"), &erratum->published},
        {S_INIT("type"), &erratum->type},
    };

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (slice_equal(key, texts[i].name))
            return (void)json_string(json, texts[i].value);
    if (slice_equal(key, S("cves"))) {
        if (json_array(json))
            while (json_item(json))
                take_cve(json, erratum, emit);
    } else if (slice_equal(key, S("rpms"))) {
        if (!json_object(json))
            return;
        while (json_member(json, &key))
            take_product(json, arena_copy(json->arena, key), erratum, emit);
    } else {
        json_skip(json);
    }
}

static bool rocky_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct erratum erratum = {.name = {0}};
    struct slice key, title, rest;
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!json_object(&json))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(&json, &key))
        take_member(&json, key, &erratum, emit);
    if (!json_ok(&json, error) || !json_end(&json, error))
        return false;
    if (erratum.name.len == 0)
        return fail(error, ERROR_MALFORMED, "an erratum without a name");
    if (erratum.type.len && !slice_equal(erratum.type, S("TYPE_SECURITY")))
        return true;
    emit_day(emit, erratum.published);
    slice_cut(erratum.synopsis, ':', &rest, &title);
    if (slice_starts(erratum.severity, S("SEVERITY_")))
        erratum.severity = slice_skip(erratum.severity, 9);
    rpm_fixes_emit(file->arena, &erratum.fixes, RPM_SCOPE_ARCH, rpm_title_modules(file->arena, title),
                   &(struct advisory){.id = erratum.name,
                                      .aliases = {erratum.cves.at, erratum.cves.count},
                                      .source = S("rocky-errata"),
                                      .distro_id = S("rocky"),
                                      .severity = erratum.severity,
                                      .available = erratum.published},
                   emit);
    return true;
}

const struct feed feed_rocky_errata = {
    .name = "rocky-errata",
    .speaker = "rocky",
    .path = "rocky/errata",
    .licence = "BSD-3-Clause",
    .facts_allowed = true,
    .fixed_only = true,
    .read = rocky_read,
};
