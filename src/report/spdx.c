/* SPDX 2.3 JSON. What SPDX has no place for stands in each package's comment, a "name=value" line each. */
#include "base/text.h"
#include "report/fields.h"
#include "report/json_write.h"
#include "report/words.h"

struct comment {
    struct arena *arena;
    struct {
        struct slice *at;
        size_t count, room;
    } lines;
};

static void add_line(void *context, const char *name, struct slice value)
{
    struct comment *comment = context;
    /* A line end within a value would begin another value. */
    struct slice safe = text_printable_copy(comment->arena, value);
    struct slice line =
        arena_format(comment->arena, "%s%s=%.*s", comment->lines.count ? "\n" : "", name, SLICE_ARG(safe));

    *ARENA_PUSH(comment->arena, &comment->lines) = line;
}

static struct slice comment_text(struct comment *comment)
{
    return arena_join(comment->arena, comment->lines.at, comment->lines.count);
}

static void write_creation(struct json_write *json, const struct report *report)
{
    struct slice created = whole_seconds(json->arena, report->target.created);

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
static void write_externals(struct json_write *json, const struct report *report, const struct report_options *options,
                            const struct inventory_package *entry, const struct finding *const *findings, size_t count)
{
    (void)report;
    json_open_array(json, "externalRefs");
    write_external(json, "PACKAGE-MANAGER", "purl", entry->purl);
    for (size_t i = 0; i < entry->package.cpes.count; i++)
        if (slice_starts(entry->package.cpes.at[i], S("cpe:2.3:")))
            write_external(json, "SECURITY", "cpe23Type", entry->package.cpes.at[i]);
    for (size_t i = 0; i < count; i++)
        if (report_shows(options, findings[i]) && slice_starts(findings[i]->id, S("CVE-")))
            write_external(
                json, "SECURITY", "advisory",
                arena_format(json->arena, "https://nvd.nist.gov/vuln/detail/%.*s", SLICE_ARG(findings[i]->id)));
    json_close_array(json);
}

static void write_package(struct json_write *json, const struct report *report, const struct report_options *options,
                          const struct inventory_package *entry, const struct finding *const *findings, size_t count)
{
    const struct package *package = &entry->package;
    struct comment comment = {.arena = json->arena};

    json_open_object(json, NULL);
    json_text_always(json, "name", package->name);
    json_text(json, "SPDXID", arena_format(json->arena, "SPDXRef-p%zu", entry->index));
    json_text(json, "versionInfo", package_full_version(json->arena, package));
    if (package->vendor.len)
        json_text(json, "supplier", arena_format(json->arena, "Organization: %.*s", SLICE_ARG(package->vendor)));
    json_constant(json, "downloadLocation", "NOASSERTION");
    json_boolean(json, "filesAnalyzed", false);
    /* What a database calls a licence is seldom an SPDX expression; the comment keeps its word. */
    json_constant(json, "licenseConcluded", "NOASSERTION");
    json_constant(json, "licenseDeclared", "NOASSERTION");
    json_constant(json, "copyrightText", "NOASSERTION");
    write_externals(json, report, options, entry, findings, count);
    fields_of_package(json->arena, entry, add_line, &comment);
    json_text(json, "comment", comment_text(&comment));
    json_constant(json, "primaryPackagePurpose", "LIBRARY");
    json_close_object(json);
}

static void write_target(struct json_write *json, const struct report *report)
{
    json_open_object(json, NULL);
    json_text_always(json, "name", report->target.reference.len ? report->target.reference : report->target.name);
    json_constant(json, "SPDXID", "SPDXRef-target");
    json_text(json, "versionInfo", report->target.digest);
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
    json_constant(json, "primaryPackagePurpose", "OPERATING-SYSTEM");
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
    for (size_t i = 0; i < report->inventory->package_count; i++)
        write_relationship(json, "SPDXRef-target", "CONTAINS", arena_format(json->arena, "SPDXRef-p%zu", i));
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
    json_write_init(&json, sink);
    json.arena = arena;
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
        write_package(&json, report, options, &report->inventory->packages[i], findings + starts[i],
                      starts[i + 1] - starts[i]);
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
    .write = spdx_report,
};
