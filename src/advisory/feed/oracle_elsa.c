/*
 * Oracle Linux's errata (https://linux.oracle.com/security/oval/com.oracle.elsa-all.xml.bz2) as JSON lines, one an
 * erratum:
 *   {"id": "ELSA-2099-1", "published": day, "severity": word, "cves": [[id, vector], …],
 *    "affected": [{"ecosystem": "oracle:8", "packages": [{"name": …, "lt": first fixed EVR, "arch": […]}, …]}, …]}
 * Names are binary packages. Streams of modules are not told.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"

struct erratum {
    struct slice id, published, severity;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fixes fixes;
};

/* Vectors of CVSS 2 lack the prefix that all later ones have. */
static struct slice full_vector(struct arena *arena, struct slice vector)
{
    return slice_starts(vector, S("AV:")) ? arena_format(arena, "CVSS:2.0/%.*s", SLICE_ARG(vector)) : vector;
}

static void take_cves(struct json *json, struct erratum *erratum, struct feed_emit *emit)
{
    if (!json_array(json))
        return;
    while (json_item(json)) {
        struct slices pair = {0};
        json_strings(json, &pair);
        if (pair.count == 0 || !slice_starts(pair.at[0], S("CVE-")))
            continue;
        *ARENA_PUSH(json->arena, &erratum->cves) = pair.at[0];
        if (pair.count > 1 && pair.at[1].len)
            emit_word(emit, pair.at[0], S("oracle"), full_vector(json->arena, pair.at[1]), (struct slice){0});
    }
}

static void take_package(struct json *json, struct rpm_fix *place, struct erratum *erratum, struct feed_emit *emit)
{
    struct slices arches = {0};
    struct rpm_fix fix = *place;
    struct slice key;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("name")))
            json_string(json, &fix.name);
        else if (slice_equal(key, S("lt")))
            json_string(json, &fix.evr);
        else if (slice_equal(key, S("arch")))
            json_strings(json, &arches);
        else
            json_skip(json);
    }
    if (json->failed)
        return;
    if (fix.name.len == 0 || fix.evr.len == 0 || fix.release.len == 0) {
        emit_problem(emit, ERROR_MALFORMED, "%.*s: a package without name, version or release", SLICE_ARG(erratum->id));
        return;
    }
    fix.evr = rpm_evr(fix.evr);
    if (arches.count == 0)
        *ARENA_PUSH(json->arena, &erratum->fixes) = fix;
    for (size_t i = 0; i < arches.count; i++) {
        fix.scope = arches.at[i];
        *ARENA_PUSH(json->arena, &erratum->fixes) = fix;
    }
}

static void take_affected(struct json *json, struct erratum *erratum, struct feed_emit *emit)
{
    struct rpm_fix place = {0};
    struct slice key, ecosystem;

    if (!json_object(json))
        return;
    while (json_member(json, &key)) {
        if (slice_equal(key, S("ecosystem"))) {
            if (json_string(json, &ecosystem) && slice_starts(ecosystem, S("oracle:")))
                place.release = slice_skip(ecosystem, 7);
        } else if (slice_equal(key, S("packages"))) {
            if (json_array(json))
                while (json_item(json))
                    take_package(json, &place, erratum, emit);
        } else {
            json_skip(json);
        }
    }
}

static bool oracle_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    struct erratum erratum = {.id = {0}};
    struct slice key;

    if (!json_object(json))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
    while (json_member(json, &key)) {
        if (slice_equal(key, S("id"))) {
            json_string(json, &erratum.id);
        } else if (slice_equal(key, S("published"))) {
            json_string(json, &erratum.published);
        } else if (slice_equal(key, S("severity"))) {
            json_string(json, &erratum.severity);
        } else if (slice_equal(key, S("cves"))) {
            take_cves(json, &erratum, emit);
        } else if (slice_equal(key, S("affected"))) {
            if (json_array(json))
                while (json_item(json))
                    take_affected(json, &erratum, emit);
        } else {
            json_skip(json);
        }
    }
    if (!json_ok(json, error))
        return false;
    if (erratum.id.len == 0)
        return fail(error, ERROR_MALFORMED, "an erratum without an id");
    emit_day(emit, erratum.published);
    rpm_fixes_emit(file->arena, &erratum.fixes, RPM_SCOPE_ARCH, (struct slices){0},
                   &(struct advisory){.id = erratum.id,
                                      .aliases = {erratum.cves.at, erratum.cves.count},
                                      .source = S("oracle-elsa"),
                                      .distro_id = S("ol"),
                                      .severity = erratum.severity,
                                      .available = erratum.published},
                   emit);
    return true;
}

static bool oracle_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    return feed_json_lines(file, emit, oracle_line, error);
}

const struct feed feed_oracle_elsa = {
    .name = "oracle-elsa",
    .speaker = "oracle",
    .path = "oracle/elsa-derived",
    .licence = "none stated by Oracle for its errata",
    .facts_allowed = true,
    .fixed_only = true,
    .read = oracle_read,
};
