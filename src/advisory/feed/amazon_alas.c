/*
 * Amazon Linux's security advisories (updateinfo.xml of its repositories, https://alas.aws.amazon.com/), one as JSON a
 * file, in folders RELEASE/REPOSITORY/[TOPIC/]YEAR: "2/core/2024/…", "2/extras/docker/2024/…". Numbers are given out
 * for each repository, so an id means something only together with its folder. Names are binary packages.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"
#include "base/json_fields.h"

struct notice {
    struct slice id, severity, issued, updated;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fix place;
    struct rpm_fixes fixes;
    struct feed_emit *emit;
};

/*
 * The release and, for topics of Amazon Linux 2's extras, the channel. Live patches need none: their packages have
 * names that only they have.
 */
static bool place_of(struct feed_file *file, struct rpm_fix *place)
{
    struct slice rest = file->path, repository, topic;
    uint64_t number;

    if (!slice_next(&rest, '/', &place->release) || !slice_decimal(place->release, &number) ||
        !slice_next(&rest, '/', &repository))
        return false;
    place->release = arena_copy(file->arena, place->release);
    if (slice_equal(repository, S("extras")) && slice_next(&rest, '/', &topic) && !slice_equal(topic, S("livepatch")))
        place->channel = arena_format(file->arena, "extras:%.*s", SLICE_ARG(topic));
    return true;
}

static void take_day(struct json *json, void *day)
{
    static const struct json_field fields[] = {{.name = S_INIT("Date"), .take = json_take_string}};

    JSON_FIELDS(json, fields, day);
}

static void take_reference(struct json *json, void *object)
{
    static const struct json_field fields[] = {{.name = S_INIT("ID"), .take = json_take_string}};
    struct notice *notice = object;
    struct slice id = {0};

    JSON_FIELDS(json, fields, &id);
    if (slice_starts(id, S("CVE-")))
        *ARENA_PUSH(json->arena, &notice->cves) = id;
}

struct named {
    struct slice name, arch, epoch, version, release;
};

static void take_package(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("Name", struct named, name),       JSON_FIELD("Arch", struct named, arch),
        JSON_FIELD("Epoch", struct named, epoch),     JSON_FIELD("Version", struct named, version),
        JSON_FIELD("Release", struct named, release),
    };
    struct notice *notice = object;
    struct named named = {.name = {0}};
    struct rpm_fix *fix;

    if (!JSON_FIELDS(json, fields, &named) || json->failed)
        return;
    if (named.name.len == 0 || named.version.len == 0 || named.release.len == 0) {
        emit_problem(notice->emit, ERROR_MALFORMED, "a package without name, version or release");
        return;
    }
    fix = ARENA_PUSH(json->arena, &notice->fixes);
    *fix = notice->place;
    fix->name = named.name;
    fix->evr = rpm_evr_join(json->arena, named.epoch, named.version, named.release);
    fix->scope = named.arch;
}

/* XML's nesting: {"References": {"Reference": […]}}, {"Pkglist": {"Collection": {"Package": […]}}}. */
static void take_references(struct json *json, void *notice)
{
    static const struct json_field fields[] = {JSON_EACH("Reference", take_reference)};

    JSON_FIELDS(json, fields, notice);
}

static void take_collection(struct json *json, void *notice)
{
    static const struct json_field fields[] = {JSON_EACH("Package", take_package)};

    JSON_FIELDS(json, fields, notice);
}

static void take_packages(struct json *json, void *notice)
{
    static const struct json_field fields[] = {JSON_TAKE("Collection", take_collection)};

    JSON_FIELDS(json, fields, notice);
}

static bool amazon_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("ID", struct notice, id),
        JSON_FIELD("Severity", struct notice, severity),
        JSON_TAKE_INTO("Issued", struct notice, issued, take_day),
        JSON_TAKE_INTO("Updated", struct notice, updated, take_day),
        JSON_TAKE("References", take_references),
        JSON_TAKE("Pkglist", take_packages),
    };
    struct notice notice = {.emit = emit};
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!place_of(file, &notice.place))
        return fail(error, ERROR_MALFORMED, "not in a folder RELEASE/REPOSITORY");
    json_init(&json, file->reader, file->arena);
    if (!JSON_FIELDS(&json, fields, &notice))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    if (!json_ok(&json, error) || !json_end(&json, error))
        return false;
    if (notice.id.len == 0)
        return fail(error, ERROR_MALFORMED, "an advisory without an ID");
    emit_day(emit, notice.issued);
    emit_day(emit, notice.updated);
    rpm_fixes_emit(file->arena, &notice.fixes, RPM_SCOPE_ARCH, (struct slices){0},
                   &(struct advisory){.id = notice.id,
                                      .aliases = {notice.cves.at, notice.cves.count},
                                      .source = S("amazon-alas"),
                                      .distro_id = S("amzn"),
                                      .severity = notice.severity,
                                      .available = notice.issued},
                   emit);
    return true;
}

const struct feed feed_amazon_alas = {
    .name = "amazon-alas",
    .speaker = "amazon",
    .path = "amazon/alas",
    .licence = "none stated by Amazon for its advisories",
    .facts_allowed = true,
    .fixed_only = true,
    .read = amazon_read,
};
