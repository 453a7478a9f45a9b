/* SPDX 2.3 JSON. What SPDX has no place for stands in each package's comment, a "name=value" line each. */
#include "advisory/cve.h"
#include "report/fields.h"
#include "report/json_write.h"
#include "report/licence.h"
#include "report/moment.h"
#include "report/words.h"

struct comment {
    struct arena *arena;
    struct {
        struct slice *at;
        size_t count, room;
    } lines;
};

/* A line end within a value would begin another value. */
static struct slice one_line(struct arena *arena, struct slice value)
{
    uint8_t *out = arena_array(arena, uint8_t, 2 * value.len);
    size_t len = 0;

    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '\n' || value.at[i] == '\\')
            out[len++] = '\\';
        out[len++] = value.at[i] == '\n' ? 'n' : value.at[i];
    }
    return slice_of(out, len);
}

static void add_line(void *context, const char *name, struct slice value)
{
    struct comment *comment = context;

    struct slice line = arena_format(comment->arena, "%s%s=%.*s", comment->lines.count ? "\n" : "", name,
                                     SLICE_ARG(one_line(comment->arena, value)));

    *ARENA_PUSH(comment->arena, &comment->lines) = line;
}

static struct slice comment_text(struct comment *comment)
{
    return arena_join(comment->arena, comment->lines.at, comment->lines.count);
}

static void write_creation(struct json_write *json, const struct report *report)
{
    struct slice created = moment_utc(json->arena, report->target.created);

    json_open_object(json, "creationInfo");
    json_text(json, "created", created.len ? created : S("1970-01-01T00:00:00Z"));
    json_open_array(json, "creators");
    json_text(json, NULL, arena_format(json->arena, "Tool: seaworthy-%.*s", SLICE_ARG(report->tool_version)));
    json_close_array(json);
    json_close_object(json);
}

static void write_external(struct json_write *json, const char *category, const char *type, struct slice locator)
{
    if (!locator.len)
        return;
    json_open_line(json, NULL);
    json_constant(json, "referenceCategory", category);
    json_constant(json, "referenceType", type);
    json_text(json, "referenceLocator", locator);
    json_close_object(json);
}

/* Which findings a package has: SPDX 2.3, annex K, "security" references by their identifiers. */
static void write_externals(struct json_write *json, const struct inventory_package *entry,
                            const struct report_options *options, const struct finding *const *findings, size_t count)
{
    uint32_t code;

    json_open_array(json, "externalRefs");
    write_external(json, "PACKAGE-MANAGER", "purl", entry->purl);
    for (size_t i = 0; i < entry->package.cpes.count; i++)
        if (slice_starts(entry->package.cpes.at[i], S("cpe:2.3:")))
            write_external(json, "SECURITY", "cpe23Type", entry->package.cpes.at[i]);
    for (size_t i = 0; i < count; i++)
        if (report_shows(options, findings[i]) && cve_code(findings[i]->id, &code))
            write_external(
                json, "SECURITY", "advisory",
                arena_format(json->arena, "https://nvd.nist.gov/vuln/detail/%.*s", SLICE_ARG(findings[i]->id)));
    json_close_array(json);
}

static void write_package(struct json_write *json, const struct inventory_package *entry,
                          const struct report_options *options, const struct finding *const *findings, size_t count)
{
    const struct package *package = &entry->package;
    struct comment comment = {.arena = json->arena};
    struct arena_mark mark = arena_mark(json->arena);
    bool expression = package->licences.count == 1 && licence_is_expression(package->licences.at[0]);

    json_open_object(json, NULL);
    json_text_always(json, "name", package->name);
    json_text(json, "SPDXID", arena_format(json->arena, "SPDXRef-p%zu", entry->index));
    json_text(json, "versionInfo", package_full_version(json->arena, package));
    if (package->vendor.len)
        json_text(json, "supplier", arena_format(json->arena, "Organization: %.*s", SLICE_ARG(package->vendor)));
    json_constant(json, "downloadLocation", "NOASSERTION");
    json_boolean(json, "filesAnalyzed", false);
    json_constant(json, "licenseConcluded", "NOASSERTION");
    /* What a database calls a licence is often no SPDX expression; the comment keeps its word. */
    json_text(json, "licenseDeclared", expression ? package->licences.at[0] : S("NOASSERTION"));
    json_constant(json, "copyrightText", "NOASSERTION");
    write_externals(json, entry, options, findings, count);
    fields_of_package(json->arena, entry, add_line, &comment);
    json_text(json, "comment", comment_text(&comment));
    json_constant(json, "primaryPackagePurpose", "LIBRARY");
    json_close_object(json);
    arena_reset(json->arena, mark);
}

static void write_target(struct json_write *json, const struct report *report)
{
    json_open_object(json, NULL);
    json_text_always(json, "name", report->target.reference.len ? report->target.reference : report->target.name);
    json_constant(json, "SPDXID", "SPDXRef-target");
    json_digest(json, "versionInfo", report->target.digest);
    json_constant(json, "downloadLocation", "NOASSERTION");
    json_boolean(json, "filesAnalyzed", false);
    json_constant(json, "licenseConcluded", "NOASSERTION");
    json_constant(json, "licenseDeclared", "NOASSERTION");
    json_constant(json, "copyrightText", "NOASSERTION");
    json_constant(json, "primaryPackagePurpose", "CONTAINER");
    json_close_object(json);
}

static void write_os(struct json_write *json, const struct os *os)
{
    struct comment comment = {.arena = json->arena};

    if (!os->said_id.len)
        return;
    json_open_object(json, NULL);
    json_text(json, "name", os->said_id);
    json_constant(json, "SPDXID", "SPDXRef-os");
    json_text(json, "versionInfo", os->version_id.len ? os->version_id : os->codename);
    json_constant(json, "downloadLocation", "NOASSERTION");
    json_boolean(json, "filesAnalyzed", false);
    json_constant(json, "licenseConcluded", "NOASSERTION");
    json_constant(json, "licenseDeclared", "NOASSERTION");
    json_constant(json, "copyrightText", "NOASSERTION");
    fields_of_os(os, add_line, &comment);
    json_text(json, "comment", comment_text(&comment));
    json_constant(json, "primaryPackagePurpose", "OPERATING_SYSTEM");
    json_close_object(json);
}

static void write_relationship(struct json_write *json, const char *from, const char *type, struct slice to)
{
    json_open_line(json, NULL);
    json_constant(json, "spdxElementId", from);
    json_constant(json, "relationshipType", type);
    json_text(json, "relatedSpdxElement", to);
    json_close_object(json);
}

static void write_relationships(struct json_write *json, const struct report *report)
{
    json_open_array(json, "relationships");
    write_relationship(json, "SPDXRef-DOCUMENT", "DESCRIBES", S("SPDXRef-target"));
    if (report->inventory->os.said_id.len)
        write_relationship(json, "SPDXRef-target", "CONTAINS", S("SPDXRef-os"));
    for (size_t i = 0; i < report->inventory->package_count; i++) {
        struct arena_mark mark = arena_mark(json->arena);
        struct slice name = arena_format(json->arena, "SPDXRef-p%zu", i);
        const struct inventory_package *entry = &report->inventory->packages[i];
        write_relationship(json, "SPDXRef-target", "CONTAINS", name);
        for (size_t k = 0; k < entry->depends_on.count; k++)
            write_relationship(json, (const char *)name.at, "DEPENDS_ON",
                               arena_format(json->arena, "SPDXRef-p%u", entry->depends_on.at[k]));
        arena_reset(json->arena, mark);
    }
    json_close_array(json);
}

/* Findings are sorted by severity; here each package needs its own. */
static const struct finding **by_package(struct arena *arena, const struct report *report, size_t *starts)
{
    size_t packages = report->inventory->package_count, count = report->findings ? report->findings->count : 0;
    const struct finding **list = arena_array(arena, const struct finding *, count + 1);
    size_t *next = arena_array(arena, size_t, packages + 1);

    for (size_t i = 0; i < count; i++)
        starts[report->findings->at[i].package->index + 1]++;
    for (size_t i = 0; i < packages; i++) {
        starts[i + 1] += starts[i];
        next[i] = starts[i];
    }
    for (size_t i = 0; i < count; i++)
        list[next[report->findings->at[i].package->index]++] = &report->findings->at[i];
    return list;
}

static bool spdx_report(struct sink *sink, const struct report *report, const struct report_options *options,
                        struct arena *arena, struct error *error)
{
    struct json_write json;
    struct digest identity;
    size_t *starts = arena_array(arena, size_t, report->inventory->package_count + 1);
    const struct finding **findings = by_package(arena, report, starts);

    if (!report_identity(arena, report, options, &identity, error))
        return false;
    json_write_init(&json, sink, arena);
    json_open_object(&json, NULL);
    json_constant(&json, "spdxVersion", "SPDX-2.3");
    json_constant(&json, "dataLicense", "CC0-1.0");
    json_constant(&json, "SPDXID", "SPDXRef-DOCUMENT");
    json_text_always(&json, "name", report->target.reference.len ? report->target.reference : report->target.name);
    json_text(&json, "documentNamespace",
              arena_format(arena, "urn:uuid:%.*s", SLICE_ARG(identity_uuid(arena, &identity))));
    write_creation(&json, report);
    json_open_array(&json, "packages");
    write_target(&json, report);
    write_os(&json, &report->inventory->os);
    for (size_t i = 0; i < report->inventory->package_count; i++)
        write_package(&json, &report->inventory->packages[i], options, findings + starts[i], starts[i + 1] - starts[i]);
    json_close_array(&json);
    write_relationships(&json, report);
    json_close_object(&json);
    json_write_end(&json);
    return true;
}

const struct format format_spdx = {
    .name = "spdx",
    .about = "SPDX 2.3 JSON; a target itself",
    .inventory_only_too = true,
    .one_image = true,
    .write = spdx_report,
};
