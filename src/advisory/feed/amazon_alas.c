/*
 * Amazon Linux's security advisories (updateinfo.xml of its repositories, https://alas.aws.amazon.com/), one as JSON a
 * file, in folders RELEASE/REPOSITORY/[TOPIC/]YEAR: "2/core/2024/…", "2/extras/docker/2024/…". Numbers are given out
 * for each repository, so an id means something only together with its folder. Names are binary packages.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"

struct notice {
    struct slice id, severity, issued, updated;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fix place;
    struct rpm_fixes fixes;
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

static void take_day(struct json *json, struct slice *day)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("Date")))
            json_string(json, day);
        else
            json_skip(json);
    }
}

static void take_reference(struct json *json, struct notice *notice)
{
    struct slice key, id = {0};

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("ID")))
            json_string(json, &id);
        else
            json_skip(json);
    }
    if (slice_starts(id, S("CVE-")))
        *ARENA_PUSH(json->arena, &notice->cves) = id;
}

static void take_package(struct json *json, struct notice *notice, struct feed_emit *emit)
{
    struct slice key, name = {0}, arch = {0}, epoch = {0}, version = {0}, release = {0};
    const struct {
        struct slice name, *value;
    } texts[] = {
        {S_INIT("Name"), &name},       {S_INIT("Arch"), &arch},       {S_INIT("Epoch"), &epoch},
        {S_INIT("Version"), &version}, {S_INIT("Release"), &release},
    };

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        size_t i = 0;
        while (i < sizeof texts / sizeof texts[0] && !slice_equal(key, texts[i].name))
            i++;
        if (i < sizeof texts / sizeof texts[0])
            json_string(json, texts[i].value);
        else
            json_skip(json);
    }
    if (json->failed)
        return;
    if (name.len == 0 || version.len == 0 || release.len == 0) {
        emit_problem(emit, ERROR_MALFORMED, "a package without name, version or release");
        return;
    }
    struct rpm_fix *fix = ARENA_PUSH(json->arena, &notice->fixes);
    *fix = notice->place;
    fix->name = name;
    fix->evr = rpm_evr_join(json->arena, epoch, version, release);
    fix->scope = arch;
}

/* {"OUTER": {"INNER": [item, …]}}: XML's nesting. */
static void take_list(struct json *json, struct slice inner, struct notice *notice, struct feed_emit *emit)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (!slice_equal(key, inner)) {
            json_skip(json);
        } else if (json_array(json)) {
            while (json_item(json)) {
                if (slice_equal(inner, S("Reference")))
                    take_reference(json, notice);
                else
                    take_package(json, notice, emit);
            }
        }
    }
}

static void take_packages(struct json *json, struct notice *notice, struct feed_emit *emit)
{
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("Collection")))
            take_list(json, S("Package"), notice, emit);
        else
            json_skip(json);
    }
}

static bool amazon_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct notice notice = {.id = {0}};
    struct slice key;
    struct json json;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (!place_of(file, &notice.place))
        return fail(error, ERROR_MALFORMED, "not in a folder RELEASE/REPOSITORY");
    json_init(&json, file->reader, file->arena);
    if (!json_object(&json))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(&json, &key)) {
        if (slice_equal(key, S("ID")))
            json_string(&json, &notice.id);
        else if (slice_equal(key, S("Severity")))
            json_string(&json, &notice.severity);
        else if (slice_equal(key, S("Issued")))
            take_day(&json, &notice.issued);
        else if (slice_equal(key, S("Updated")))
            take_day(&json, &notice.updated);
        else if (slice_equal(key, S("References")))
            take_list(&json, S("Reference"), &notice, emit);
        else if (slice_equal(key, S("Pkglist")))
            take_packages(&json, &notice, emit);
        else
            json_skip(&json);
    }
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
