/*
 * Oracle Linux's errata (https://linux.oracle.com/security/oval/com.oracle.elsa-all.xml.bz2) as JSON lines, one an
 * erratum:
 *   {"id": "ELSA-2099-1", "published": day, "severity": word, "cves": [[id, vector], …],
 *    "affected": [{"ecosystem": "oracle:8", "packages": [{"name": …, "lt": first fixed EVR, "arch": […]}, …]}, …]}
 * Names are binary packages. Streams of modules are not told.
 */
#include "advisory/feed/feed.h"
#include "advisory/feed/rpm.h"
#include "base/json_fields.h"

struct erratum {
    struct slice id, published, severity;
    struct {
        struct slice *at;
        size_t count, room;
    } cves;
    struct rpm_fixes fixes;
    struct slice release; /* of the packages at hand */
    struct feed_emit *emit;
};

/* Vectors of CVSS 2 lack the prefix that all later ones have. */
static struct slice full_vector(struct arena *arena, struct slice vector)
{
    return slice_starts(vector, S("AV:")) ? arena_format(arena, "CVSS:2.0/%.*s", SLICE_ARG(vector)) : vector;
}

/* [id, vector] */
static void take_cve(struct json *json, void *object)
{
    struct erratum *erratum = object;
    struct slices pair = {0};

    json_strings(json, &pair);
    if (pair.count == 0 || !slice_starts(pair.at[0], S("CVE-")))
        return;
    *ARENA_PUSH(json->arena, &erratum->cves) = pair.at[0];
    if (pair.count > 1 && pair.at[1].len)
        emit_word(erratum->emit, pair.at[0], S("oracle"), full_vector(json->arena, pair.at[1]), (struct slice){0});
}

struct fixed {
    struct slice name, evr;
    struct slices arches;
};

static void take_package(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_FIELD("name", struct fixed, name),
        JSON_FIELD("lt", struct fixed, evr),
        JSON_FIELD("arch", struct fixed, arches),
    };
    struct erratum *erratum = object;
    struct fixed fixed = {.name = {0}};
    struct rpm_fix fix;

    if (!JSON_FIELDS(json, fields, &fixed) || json->failed)
        return;
    if (fixed.name.len == 0 || fixed.evr.len == 0 || erratum->release.len == 0) {
        emit_problem(erratum->emit, ERROR_MALFORMED, "%.*s: a package without name, version or release",
                     SLICE_ARG(erratum->id));
        return;
    }
    fix = (struct rpm_fix){.release = erratum->release, .name = fixed.name, .evr = rpm_evr(fixed.evr)};
    if (fixed.arches.count == 0)
        *ARENA_PUSH(json->arena, &erratum->fixes) = fix;
    for (size_t i = 0; i < fixed.arches.count; i++) {
        fix.scope = fixed.arches.at[i];
        *ARENA_PUSH(json->arena, &erratum->fixes) = fix;
    }
}

/* "oracle:8" */
static void take_ecosystem(struct json *json, void *object)
{
    struct erratum *erratum = object;
    struct slice ecosystem;

    if (json_string(json, &ecosystem) && slice_starts(ecosystem, S("oracle:")))
        erratum->release = slice_skip(ecosystem, 7);
}

static void take_affected(struct json *json, void *object)
{
    static const struct json_field fields[] = {
        JSON_TAKE("ecosystem", take_ecosystem),
        JSON_EACH("packages", take_package),
    };
    struct erratum *erratum = object;

    erratum->release = (struct slice){0};
    JSON_FIELDS(json, fields, erratum);
}

static bool oracle_line(struct feed_file *file, struct json *json, struct feed_emit *emit, struct error *error)
{
    static const struct json_field fields[] = {
        JSON_FIELD("id", struct erratum, id),
        JSON_FIELD("published", struct erratum, published),
        JSON_FIELD("severity", struct erratum, severity),
        JSON_EACH("cves", take_cve),
        JSON_EACH("affected", take_affected),
    };
    struct erratum erratum = {.emit = emit};

    if (!JSON_FIELDS(json, fields, &erratum))
        return fail(error, ERROR_MALFORMED, "not a JSON object");
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
