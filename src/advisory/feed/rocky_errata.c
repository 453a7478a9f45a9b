/*
 * Rocky Linux's errata: https://errata.rockylinux.org/api/v2/advisories, one JSON document an erratum. `rpms` lists,
 * for each product, the files that it ships ("rsync-0:3.1.3-20.el8_10.aarch64.rpm"); the synopsis names the module
 * stream. Fuller than the OSV records made of it: every binary package, with its architectures.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"
#include "base/json_fields.h"

struct erratum {
    struct slice name, severity, synopsis, published, type;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fixes fixes;
    struct slice release, channel; /* of the files at hand */
    struct feed_emit *emit;
};

struct named {
    struct slice name, vector;
};

static void take_cve(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct named, name),
        JSON_FIELD("cvss3ScoringVector", struct named, vector),
    };
    struct erratum *erratum = object;
    struct named cve = {.name = {0}};

    JSON_FIELDS(json, fields, &cve);
    if (!slice_starts(cve.name, S("CVE-")))
        return;
    *ARENA_PUSH(json->arena, &erratum->cves) = cve.name;
    if (slice_starts(cve.vector, S("CVSS:"))) /* else the word UNKNOWN */
        emit_word(erratum->emit, cve.name, S("rocky"), cve.vector, (struct slice){0});
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

static void take_file(struct json *json, void *object)
{
    struct erratum *erratum = object;
    struct rpm_file file;
    struct slice text;

    if (!json_string_borrow(json, &text))
        return;
    if (!rpm_file_split(json->arena, text, &file))
        emit_problem(erratum->emit, ERROR_MALFORMED, "'%.*s' is no name of a package's file", SLICE_ARG(text));
    else if (!slice_equal(file.arch, S("src")))
        *ARENA_PUSH(json->arena, &erratum->fixes) = (struct rpm_fix){.release = erratum->release,
                                                                     .channel = erratum->channel,
                                                                     .name = file.name,
                                                                     .evr = file.evr,
                                                                     .scope = file.arch};
}

/* {"Rocky Linux 8": {"nvras": [file, …]}, …} */
static void take_products(struct json *json, void *object)
{
    static const struct json_field fields[] = {JSON_EACH("nvras", take_file)};
    struct erratum *erratum = object;
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        struct slice name = arena_copy(json->arena, key);
        if (product_of(name, &erratum->release, &erratum->channel))
            JSON_FIELDS(json, fields, erratum);
        else
            emit_problem(erratum->emit, ERROR_MALFORMED, "'%.*s' is no product that is known", SLICE_ARG(name));
    }
}

static bool rocky_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct erratum, name),
        JSON_FIELD("severity", struct erratum, severity),
        JSON_FIELD("synopsis", struct erratum, synopsis),
        JSON_FIELD("publishedAt", struct erratum, published),
        JSON_FIELD("type", struct erratum, type),
        JSON_EACH("cves", take_cve),
        JSON_TAKE("rpms", take_products),
    };
    struct erratum erratum = {.emit = emit};
    struct slice title, rest;
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, fields, &erratum))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
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
