/* CycloneDX 1.6 JSON (ECMA-424), with vulnerabilities: a VDR. */
#include "report/fields.h"
#include "report/json_write.h"
#include "report/licence.h"
#include "report/words.h"

/* Of a version, in characters; ours with epoch and release may be longer, and are told by the properties then. */
enum { VERSION_MAX = 1024 };

/* Bytes are no fewer than characters. */
static void write_version(struct json_write *json, struct slice version)
{
    if (version.len <= VERSION_MAX)
        json_text(json, "version", version);
}

static void reference(struct json_write *json, struct arena *arena, const char *key, size_t index)
{
    json_text(json, key, arena_format(arena, "p%zu", index));
}

static void write_property(void *context, const char *name, struct slice value)
{
    struct json_write *json = context;
    struct slice full = arena_format(json->arena, "seaworthy:%s", name);

    json_open_line(json, NULL);
    json_text(json, "name", full);
    json_text_always(json, "value", value);
    json_close_object(json);
}

static void write_metadata(struct json_write *json, const struct report *report)
{
    json_open_object(json, "metadata");
    json_moment(json, "timestamp", report->target.created);
    json_open_object(json, "tools");
    json_open_array(json, "components");
    json_open_line(json, NULL);
    json_constant(json, "type", "application");
    json_constant(json, "name", "seaworthy");
    json_text(json, "version", report->tool_version);
    json_close_object(json);
    json_close_array(json);
    json_close_object(json);
    json_open_object(json, "component");
    json_constant(json, "type", report->inventory->layer_count ? "container" : "application");
    json_constant(json, "bom-ref", "target");
    json_text_always(json, "name", report->target.reference.len ? report->target.reference : report->target.name);
    json_digest(json, "version", report->target.digest);
    json_close_object(json);
    json_close_object(json);
}

static void write_os(struct json_write *json, const struct os *os)
{
    if (!os->said_id.len)
        return;
    json_open_object(json, NULL);
    json_constant(json, "type", "operating-system");
    json_constant(json, "bom-ref", "os");
    json_text(json, "name", os->said_id);
    write_version(json, os->version_id.len ? os->version_id : os->codename);
    json_text(json, "description", os->name);
    json_open_array(json, "properties");
    fields_of_os(os, write_property, json);
    json_close_array(json);
    json_close_object(json);
}

/* An expression stands alone, identifiers and names in a list. */
static void write_licences(struct json_write *json, const struct package *package)
{
    const struct slices *licences = &package->licences;

    if (!licences->count)
        return;
    json_open_array(json, "licenses");
    for (size_t i = 0; i < licences->count; i++) {
        bool id = licence_is_id(licences->at[i]);
        json_open_line(json, NULL);
        if (!id && licences->count == 1 && licence_is_expression(licences->at[i])) {
            json_text(json, "expression", licences->at[i]);
        } else {
            json_open_line(json, "license");
            json_text_always(json, id ? "id" : "name", licences->at[i]);
            json_close_object(json);
        }
        json_close_object(json);
    }
    json_close_array(json);
}

/* Only where there is more to say than the property `path` does. */
static void write_occurrences(struct json_write *json, const struct inventory_package *entry)
{
    const struct slices *locations = &entry->package.locations;

    if (locations->count == 0)
        return;
    json_open_object(json, "evidence");
    json_open_array(json, "occurrences");
    for (size_t i = 0; i <= locations->count; i++) {
        json_open_line(json, NULL);
        json_text_always(json, "location", i ? locations->at[i - 1] : entry->path);
        json_close_object(json);
    }
    json_close_array(json);
    json_close_object(json);
}

static void write_component(struct json_write *json, const struct inventory_package *entry)
{
    const struct package *package = &entry->package;
    struct arena_mark mark = arena_mark(json->arena);

    json_open_object(json, NULL);
    json_constant(json, "type", "library");
    reference(json, json->arena, "bom-ref", entry->index);
    if (package->vendor.len) {
        json_open_line(json, "supplier");
        json_text(json, "name", package->vendor);
        json_close_object(json);
    }
    json_text_always(json, "name", package->name);
    write_version(json, package_full_version(json->arena, package));
    write_licences(json, package);
    if (package->cpes.count && slice_starts(package->cpes.at[0], S("cpe:")))
        json_text(json, "cpe", package->cpes.at[0]);
    json_text(json, "purl", entry->purl);
    write_occurrences(json, entry);
    json_open_array(json, "properties");
    fields_of_package(json->arena, entry, write_property, json);
    json_close_array(json);
    json_close_object(json);
    arena_reset(json->arena, mark);
}

/* The scheme's words: there is no "negligible"; "info" is its lowest. */
static const char *severity_word(enum severity severity)
{
    static const char *const words[] = {
        [SEVERITY_UNKNOWN] = "unknown", [SEVERITY_NEGLIGIBLE] = "info", [SEVERITY_LOW] = "low",
        [SEVERITY_MEDIUM] = "medium",   [SEVERITY_HIGH] = "high",       [SEVERITY_CRITICAL] = "critical"};
    return words[severity];
}

static const char *method_word(struct slice vector)
{
    static const struct {
        const char *prefix, *word;
    } methods[] = {{"CVSS:2.0", "CVSSv2"}, {"CVSS:3.0", "CVSSv3"}, {"CVSS:3.1", "CVSSv31"}, {"CVSS:4.0", "CVSSv4"}};

    for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
        if (slice_starts(vector, slice_text(methods[i].prefix)))
            return methods[i].word;
    return "other";
}

static void write_ratings(struct json_write *json, const struct finding *finding)
{
    json_open_array(json, "ratings");
    for (size_t i = 0; i < finding->severity_count; i++) {
        const struct severity_word *word = &finding->severities[i];
        json_open_line(json, NULL);
        json_open_line(json, "source");
        json_text(json, "name", word->source);
        json_close_object(json);
        if (word->score >= 0)
            json_decimal(json, "score", word->score, 1);
        json_constant(json, "severity", severity_word(word->value));
        if (word->cvss.len) {
            json_constant(json, "method", method_word(word->cvss));
            json_text(json, "vector", word->cvss);
        }
        json_close_object(json);
    }
    json_close_array(json);
}

static void write_analysis(struct json_write *json, const struct finding *finding)
{
    static const char *const states[] = {[FINDING_UNDER_INVESTIGATION] = "in_triage",
                                         [FINDING_NOT_AFFECTED] = "not_affected",
                                         [FINDING_FIXED] = "resolved"};
    if (finding->status == FINDING_AFFECTED)
        return;
    json_open_line(json, "analysis");
    json_constant(json, "state", states[finding->status]);
    json_close_object(json);
}

static void write_affects(struct json_write *json, const struct finding *finding)
{
    static const char *const statuses[] = {[FINDING_AFFECTED] = "affected",
                                           [FINDING_UNDER_INVESTIGATION] = "unknown",
                                           [FINDING_NOT_AFFECTED] = "unaffected",
                                           [FINDING_FIXED] = "unaffected"};
    struct slice version = package_full_version(json->arena, &finding->package->package);

    json_open_array(json, "affects");
    json_open_object(json, NULL);
    reference(json, json->arena, "ref", finding->package->index);
    if (version.len && version.len <= VERSION_MAX) {
        json_open_array(json, "versions");
        json_open_line(json, NULL);
        json_text(json, "version", version);
        json_constant(json, "status", statuses[finding->status]);
        json_close_object(json);
        json_close_array(json);
    }
    json_close_object(json);
    json_close_array(json);
}

static void write_vulnerability(struct json_write *json, const struct finding *finding, size_t index)
{
    struct arena_mark mark = arena_mark(json->arena);

    json_open_object(json, NULL);
    json_text(json, "bom-ref", arena_format(json->arena, "v%zu", index));
    json_text_always(json, "id", finding->id);
    json_open_line(json, "source");
    json_text(json, "name", finding->match.segment);
    json_close_object(json);
    if (finding->severity_count)
        write_ratings(json, finding);
    if (finding->fix.version.len)
        json_text(json, "recommendation",
                  arena_format(json->arena, "update %.*s to %.*s", SLICE_ARG(finding->package->package.name),
                               SLICE_ARG(finding->fix.version)));
    if (finding->aliases.count)
        json_text(json, "detail", arena_format(json->arena, "matched by %.*s", SLICE_ARG(finding->match.advisory)));
    write_analysis(json, finding);
    write_affects(json, finding);
    json_open_array(json, "properties");
    write_property(json, "fix_state", slice_text(fix_state_word(finding->fix.state)));
    for (size_t i = 0; i < finding->marks.count; i++)
        write_property(json, "mark", finding->marks.at[i]);
    json_close_array(json);
    json_close_object(json);
    arena_reset(json->arena, mark);
}

static void write_problems(struct json_write *json, const struct report *report)
{
    json_open_array(json, "properties");
    if (report->judgement)
        write_property(json, "verdict", slice_text(verdict_word(report->judgement->verdict)));
    for (size_t i = 0; i < report->problem_count; i++)
        write_property(json, "problem",
                       arena_format(json->arena, "%s: %.*s%s%.*s", problem_kind(report->problems[i].code)->name,
                                    SLICE_ARG(report->problems[i].path), report->problems[i].path.len ? ": " : "",
                                    SLICE_ARG(report->problems[i].detail)));
    json_close_array(json);
}

/* Only of packages whose dependencies a file tells: one without dependsOn would have none. */
static void write_dependencies(struct json_write *json, const struct inventory *inventory)
{
    json_open_array(json, "dependencies");
    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        struct arena_mark mark = arena_mark(json->arena);
        if (entry->depends_on.count == 0)
            continue;
        struct slice *texts = arena_array(json->arena, struct slice, entry->depends_on.count);
        for (size_t k = 0; k < entry->depends_on.count; k++)
            texts[k] = arena_format(json->arena, "p%u", entry->depends_on.at[k]);
        json_open_line(json, NULL);
        reference(json, json->arena, "ref", i);
        json_texts(json, "dependsOn", (struct slices){texts, entry->depends_on.count});
        json_close_object(json);
        arena_reset(json->arena, mark);
    }
    json_close_array(json);
}

static bool cyclonedx_report(struct sink *sink, const struct report *report, const struct report_options *options,
                             struct arena *arena, struct error *error)
{
    struct json_write json;
    struct digest identity;

    if (!report_identity(arena, report, options, &identity, error))
        return false;
    json_write_init(&json, sink, arena);
    json_open_object(&json, NULL);
    json_constant(&json, "$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    json_constant(&json, "bomFormat", "CycloneDX");
    json_constant(&json, "specVersion", "1.6");
    json_text(&json, "serialNumber", arena_format(arena, "urn:uuid:%.*s", SLICE_ARG(identity_uuid(arena, &identity))));
    json_number(&json, "version", 1);
    write_metadata(&json, report);
    json_open_array(&json, "components");
    write_os(&json, &report->inventory->os);
    for (size_t i = 0; i < report->inventory->package_count; i++)
        write_component(&json, &report->inventory->packages[i]);
    json_close_array(&json);
    write_dependencies(&json, report->inventory);
    if (report->findings) {
        json_open_array(&json, "vulnerabilities");
        for (size_t i = 0; i < report->findings->count; i++)
            if (report_shows(options, &report->findings->at[i]))
                write_vulnerability(&json, &report->findings->at[i], i);
        json_close_array(&json);
    }
    write_problems(&json, report);
    json_close_object(&json);
    json_write_end(&json);
    return true;
}

const struct format format_cyclonedx = {
    .name = "cyclonedx",
    .about = "CycloneDX 1.6 JSON, with vulnerabilities; a target itself",
    .inventory_only_too = true,
    .one_image = true,
    .write = cyclonedx_report,
};
