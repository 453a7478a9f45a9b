/*
 * VMware's Photon OS, in two forms beside each other:
 *
 *   photon_cve_metadata/3.0.json  https://packages.broadcom.com/photon/photon_cve_metadata/, one entry a CVE and
 *                                 source package: {"cve_id", "pkg", "status": "Fixed" | "Not Affected", "res_ver"}
 *   advisories/PHSA-….json        the announcements as OSV: the packages of an update, and its CVEs in `related`
 *
 * The first is exact; an announcement of several packages does not tell which CVE is whose. Of releases that have no
 * metadata here such an announcement is a finding under its own name, with its CVEs among the names that go with it;
 * one of a single package (or of the kernel in its flavours) says as much as the metadata would.
 */
#include "advisory/cve.h"
#include "advisory/feed/osv.h"
#include "advisory/feed/rpm.h"
#include "base/json_fields.h"

static const struct slice with_metadata[] = {S_INIT("1.0"), S_INIT("2.0"), S_INIT("3.0")};

static bool has_metadata(struct slice release)
{
    for (size_t i = 0; i < sizeof with_metadata / sizeof with_metadata[0]; i++)
        if (slice_equal(release, with_metadata[i]))
            return true;
    return false;
}

struct entry {
    struct slice cve, package, status, fixed;
};

static void take_entry(struct json *json, struct slice release, struct feed_emit *emit)
{
    static const struct json_field fields[] = {
        JSON_FIELD("cve_id", struct entry, cve),
        JSON_FIELD("pkg", struct entry, package),
        JSON_FIELD("status", struct entry, status),
        JSON_FIELD("res_ver", struct entry, fixed),
    };
    struct entry entry = {.cve = {0}};
    struct advisory advisory = {
        .source = S("photon-metadata"),
        .distro_id = S("photon"),
        .release = release,
        .kind = KIND_SOURCE_OR_BINARY,
        .scheme = S("rpm"),
    };

    if (!JSON_FIELDS(json, fields, &entry) || json->failed)
        return;
    advisory.id = entry.cve;
    advisory.package = entry.package;
    if (slice_equal(entry.status, S("Fixed")) && entry.fixed.len) {
        advisory.status = STATUS_FIXED;
        advisory.fixed_version = rpm_evr(entry.fixed);
    } else if (slice_equal(entry.status, S("Not Affected"))) {
        advisory.status = STATUS_NOT_AFFECTED;
    } else {
        emit_problem(emit, ERROR_MALFORMED, "'%.*s': status '%.*s' says nothing that can be judged",
                     SLICE_ARG(advisory.id), SLICE_ARG(entry.status));
        return;
    }
    emit_statement(emit, &advisory, EMIT_PRIMARY);
}

static bool read_metadata(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice base = path_base(file->path);
    struct slice release = arena_copy(file->arena, slice_head(base, base.len - 5));
    struct json json;

    json_init(&json, file->reader, file->arena);
    if (!json_array(&json))
        return fail(error, ERROR_MALFORMED, "not a list");
    while (json_item(&json)) {
        struct arena_mark mark = arena_mark(file->arena);
        take_entry(&json, release, emit);
        arena_reset(file->arena, mark);
    }
    return json_ok(&json, error) && json_end(&json, error);
}

/* The kernel comes as linux, linux-esx, linux-aws, linux-rt …: one source in flavours. */
static struct slice family_of(struct slice name)
{
    return slice_starts(name, S("linux")) ? slice_head(name, 5) : name;
}

static bool is_of_one_package(const struct osv_record *record, struct slice release)
{
    struct slice family = {0};

    for (size_t i = 0; i < record->affected.count; i++) {
        struct slice own = family_of(record->affected.at[i].name);
        if (!slice_equal(osv_release(record->affected.at[i].ecosystem), release))
            continue;
        if (family.len && !slice_equal(family, own))
            return false;
        family = own;
    }
    return true;
}

/* Names repeat, with the same bound or without one: an entry without a bound counts only when no other has one. */
static bool is_repeated(const struct osv_record *record, size_t index, struct slice fixed)
{
    const struct osv_affected *own = &record->affected.at[index];

    for (size_t i = 0; i < record->affected.count; i++) {
        const struct osv_affected *other = &record->affected.at[i];
        struct slice bound = {0};
        if (i == index || !slice_equal(other->name, own->name) || !slice_equal(other->ecosystem, own->ecosystem))
            continue;
        if (other->ranges.count && other->ranges.at[0].events.count)
            bound = other->ranges.at[0].events.at[other->ranges.at[0].events.count - 1].version;
        if (fixed.len == 0 ? bound.len > 0 || i < index : i < index && slice_equal(bound, fixed))
            return true;
    }
    return false;
}

static void take_affected(struct feed_file *file, const struct osv_record *record, size_t index, struct feed_emit *emit)
{
    const struct osv_affected *affected = &record->affected.at[index];
    struct advisory advisory = {
        .id = record->id,
        .source = S("photon-osv"),
        .distro_id = S("photon"),
        .release = osv_release(affected->ecosystem),
        .package = affected->name,
        .kind = KIND_SOURCE_OR_BINARY,
        .scheme = S("rpm"),
        .available = record->published,
        .withdrawn = record->withdrawn.len > 0,
    };
    struct slices cves = osv_cves(file->arena, record);

    osv_bound(file->arena, affected, &advisory);
    if (is_repeated(record, index, advisory.fixed_version))
        return;
    if (advisory.fixed_version.len == 0 || advisory.release.len == 0) {
        emit_problem(emit, ERROR_MALFORMED, "%.*s: no fixed version of '%.*s'", SLICE_ARG(record->id),
                     SLICE_ARG(affected->name));
        return;
    }
    advisory.fixed_version = rpm_evr(advisory.fixed_version);
    if (cves.count < 2 || is_of_one_package(record, advisory.release)) {
        advisory.aliases = cves;
        emit_statement(emit, &advisory, EMIT_SECONDARY);
    } else if (!has_metadata(advisory.release)) {
        advisory.vendor_ids = cves;
        emit_statement(emit, &advisory, EMIT_SECONDARY);
    }
}

static bool photon_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    static const struct osv_options options = {.ecosystem = "Photon OS"};
    struct osv_record record;

    if (!slice_ends(file->path, S(".json")))
        return true;
    if (slice_find(file->path, S("photon_cve_metadata/")) != SIZE_MAX)
        return read_metadata(file, emit, error);
    if (!osv_file(file, &options, &record, error))
        return false;
    emit_day(emit, record.modified);
    for (size_t i = 0; i < record.affected.count; i++)
        take_affected(file, &record, i, emit);
    return true;
}

const struct feed feed_photon = {
    .name = "photon",
    .path = "photon/osv",
    .licence = "MIT",
    .facts_allowed = true,
    .fixed_only = true,
    .read = photon_read,
};
