/* The report as JSON, "seaworthy.report/1", or the inventory alone, "seaworthy.inventory/1": docs/report.schema.json.
 */
#include "report/json_write.h"
#include "report/words.h"

static void write_target(struct json_write *json, const struct report *report)
{
    json_open_object(json, "target");
    json_text(json, "name", report->target.name);
    json_text(json, "kind", report->target.kind);
    json_text(json, "reference", report->target.reference);
    json_text(json, "platform", report->target.platform);
    json_digest(json, "digest", report->target.digest);
    json_digest(json, "config_digest", report->target.config_digest);
    json_moment(json, "created", report->target.created);
    json_close_object(json);
}

static void write_database(struct json_write *json, const struct report *report)
{
    const struct database *database = report->database;

    json_open_object(json, "database");
    json_day(json, "built", database->built);
    json_constant(json, "signature", "unsigned");
    json_open_array(json, "segments");
    for (size_t i = 0; i < database->segment_count; i++) {
        const struct segment_info *segment = &database->segments[i];
        if (!report_used_segment(report->findings, segment->name))
            continue;
        json_open_object(json, NULL);
        json_text_always(json, "name", segment->name);
        json_digest(json, "digest", segment->digest);
        json_day(json, "built", segment->built);
        json_open_array(json, "sources");
        for (size_t k = 0; k < segment->source_count; k++) {
            json_open_line(json, NULL);
            json_text(json, "name", segment->sources[k].name);
            json_day(json, "date", segment->sources[k].date);
            json_boolean(json, "complete", segment->sources[k].complete);
            json_close_object(json);
        }
        json_close_array(json);
        json_close_object(json);
    }
    json_close_array(json);
    json_close_object(json);
}

static void write_os(struct json_write *json, const struct report *report)
{
    const struct os *os = &report->inventory->os;

    if (!os->said_id.len)
        return;
    json_open_object(json, "os");
    json_text(json, "id", os->said_id);
    if (!slice_equal(os->id, os->said_id)) {
        json_text(json, "advisories_of", os->id);
        json_text(json, "mapping", os->mapping);
    }
    json_text(json, "version_id", os->version_id);
    json_text(json, "release", os->release);
    json_texts(json, "channels", os->channels);
    json_text(json, "codename", os->codename);
    json_text(json, "name", os->name);
    if (report->findings) {
        json_day(json, "end_of_life", report->findings->support.end_of_life);
        json_day(json, "extended_until", report->findings->support.extended_until);
        json_text(json, "state", report->findings->support_state);
    }
    json_text(json, "from", os->from);
    json_close_object(json);
}

static void write_layers(struct json_write *json, const struct inventory *inventory)
{
    json_open_array(json, "layers");
    for (size_t i = 0; i < inventory->layer_count; i++) {
        const struct layer_info *layer = &inventory->layers[i];
        json_open_object(json, NULL);
        json_number(json, "index", layer->index);
        json_digest(json, "digest", layer->digest);
        json_digest(json, "diff_id", layer->diff_id);
        if (!layer->empty)
            json_constant(json, "verified", layer->claimed ? "claimed" : "hashed");
        json_text(json, "created_by", layer->created_by);
        json_number(json, "size", (int64_t)layer->size);
        json_boolean(json, "empty", layer->empty);
        json_close_object(json);
    }
    json_close_array(json);
}

/* "p17": a package by its place in the list. */
static void write_reference(struct json_write *json, const char *key, size_t index)
{
    struct arena_mark mark = arena_mark(json->arena);

    json_text(json, key, arena_format(json->arena, "p%zu", index));
    arena_reset(json->arena, mark);
}

static void write_references(struct json_write *json, const char *key, const uint32_t *indexes, size_t count)
{
    struct arena_mark mark = arena_mark(json->arena);
    struct slice *texts = arena_array(json->arena, struct slice, count);

    for (size_t i = 0; i < count; i++)
        texts[i] = arena_format(json->arena, "p%u", indexes[i]);
    json_texts(json, key, (struct slices){texts, count});
    arena_reset(json->arena, mark);
}

static void write_package_origin(struct json_write *json, const struct inventory_package *entry)
{
    static const char *const scopes[] = {[SCOPE_INSTALLED] = "installed", [SCOPE_DECLARED] = "declared"};
    static const char *const relations[] = {[RELATION_UNKNOWN] = "unknown",
                                            [RELATION_DIRECT] = "direct",
                                            [RELATION_TRANSITIVE] = "transitive",
                                            [RELATION_ROOT] = "root"};
    const struct package *package = &entry->package;

    json_constant(json, "scope", scopes[package->scope]);
    json_texts(json, "groups", package->groups);
    if (package->relationship != RELATION_UNKNOWN)
        json_constant(json, "relationship", relations[package->relationship]);
    json_text(json, "path", entry->path);
    json_texts(json, "locations", entry->package.locations);
    if (entry->layer >= 0)
        json_number(json, "layer", entry->layer);
    if (entry->removed_in >= 0)
        json_number(json, "removed_in", entry->removed_in);
    if (entry->owner)
        write_reference(json, "owner", entry->owner->index);
    if (entry->origin != ORIGIN_UNKNOWN)
        json_constant(json, "origin", entry->origin == ORIGIN_THIRD_PARTY ? "third_party" : "distribution");
    write_references(json, "depends_on", entry->depends_on.at, entry->depends_on.count);
}

static void write_package(struct json_write *json, const struct inventory_package *entry)
{
    const struct package *package = &entry->package;

    json_open_object(json, NULL);
    write_reference(json, "id", entry->index);
    json_text_always(json, "type", package->type);
    json_text_always(json, "name", package->name);
    json_text(json, "version", package->version);
    if (package->epoch != EPOCH_ABSENT)
        json_number(json, "epoch", package->epoch);
    json_text(json, "release", package->release);
    json_text(json, "arch", package->arch);
    if (package->source_name.len) {
        json_open_line(json, "source");
        json_text(json, "name", package->source_name);
        json_text(json, "version", package->source_version);
        json_close_object(json);
    }
    json_text(json, "purl", entry->purl);
    json_texts(json, "cpes", package->cpes);
    json_texts(json, "licences", package->licences);
    json_text(json, "vendor", package->vendor);
    json_text(json, "module", package->module);
    write_package_origin(json, entry);
    json_text(json, "state", package->state);
    json_texts(json, "channels", package->channels);
    json_texts(json, "repos", package->repos);
    json_texts(json, "content_sets", package->content_sets);
    json_text(json, "build_nvr", package->build_nvr);
    json_text(json, "repository", package->repository);
    json_text(json, "alias", package->alias);
    json_text(json, "embedded_in", package->embedded_in);
    if (package->main_module)
        json_boolean(json, "main_module", true);
    json_close_object(json);
}

static void write_severities(struct json_write *json, const struct finding *finding)
{
    json_constant(json, "severity", severity_name(finding->severity));
    if (!finding->severity_count)
        return;
    json_open_array(json, "severities");
    for (size_t i = 0; i < finding->severity_count; i++) {
        const struct severity_word *word = &finding->severities[i];
        json_open_line(json, NULL);
        json_text(json, "source", word->source);
        json_constant(json, "value", severity_name(word->value));
        json_text(json, "cvss", word->cvss);
        if (word->score >= 0)
            json_decimal(json, "score", word->score, 1);
        json_close_object(json);
    }
    json_close_array(json);
}

static void write_signals(struct json_write *json, const struct finding *finding)
{
    if (finding->epss < 0 && !finding->kev)
        return;
    json_open_line(json, "signals");
    if (finding->epss >= 0) {
        json_decimal(json, "epss", finding->epss, 5);
        json_day(json, "epss_date", finding->epss_date);
    }
    json_boolean(json, "kev", finding->kev);
    json_day(json, "kev_due", finding->kev_due);
    json_close_object(json);
}

static void write_finding(struct json_write *json, const struct finding *finding)
{
    json_open_object(json, NULL);
    json_text_always(json, "id", finding->id);
    json_texts(json, "aliases", finding->aliases);
    write_reference(json, "package", finding->package->index);
    json_constant(json, "status", finding_status_word(finding->status));
    write_severities(json, finding);
    json_open_line(json, "fix");
    json_constant(json, "state", fix_state_word(finding->fix.state));
    json_text(json, "version", finding->fix.version);
    json_text(json, "channel", finding->fix.channel);
    json_day(json, "available", finding->fix.available);
    json_close_object(json);
    json_open_line(json, "match");
    json_constant(json, "by", match_by_word(finding->match.by));
    json_text(json, "advisory", finding->match.advisory);
    json_text(json, "segment", finding->match.segment);
    json_text(json, "rule", finding->match.rule);
    json_texts(json, "symbols", finding->match.symbols);
    json_close_object(json);
    write_signals(json, finding);
    json_day(json, "published", finding->published);
    json_texts(json, "marks", finding->marks);
    json_boolean(json, "gated", finding->gated);
    json_close_object(json);
}

static void write_problem(struct json_write *json, const struct problem *problem)
{
    json_open_line(json, NULL);
    json_constant(json, "code", problem_kind(problem->code)->name);
    json_boolean(json, "blocking", problem_blocking(problem));
    if (problem->layer >= 0)
        json_number(json, "layer", problem->layer);
    json_text(json, "path", problem->path);
    json_text(json, "detail", problem->detail);
    json_close_object(json);
}

static void write_coverage(struct json_write *json, const struct report *report)
{
    const struct inventory *inventory = report->inventory;

    json_open_object(json, "coverage");
    json_boolean(json, "complete", report->complete);
    if (report->sandbox.len)
        json_text(json, "sandbox", report->sandbox);
    json_open_array(json, "problems");
    for (size_t i = 0; i < report->problem_count; i++)
        write_problem(json, &report->problems[i]);
    json_close_array(json);
    json_open_line(json, "counts");
    json_number(json, "packages", (int64_t)inventory->counts.packages);
    json_number(json, "third_party", (int64_t)inventory->counts.third_party);
    json_number(json, "declared", (int64_t)inventory->counts.declared);
    json_number(json, "version_unknown", (int64_t)inventory->counts.version_unknown);
    if (report->findings) {
        json_number(json, "unmatched", (int64_t)report->findings->unmatched);
        json_number(json, "not_affected", (int64_t)report->findings->hidden_not_affected);
        json_number(json, "under_investigation", (int64_t)report->findings->hidden_under_investigation);
        json_number(json, "upstream_of_owned", (int64_t)report->findings->upstream_of_owned);
        json_number(json, "fixed", (int64_t)report->findings->hidden_fixed);
    }
    json_number(json, "keys", (int64_t)inventory->counts.keys);
    json_number(json, "files", (int64_t)inventory->counts.files);
    json_number(json, "skipped", (int64_t)inventory->counts.skipped);
    json_close_object(json);
    json_close_object(json);
}

static void write_verdict(struct json_write *json, const struct judgement *judgement)
{
    json_open_object(json, "verdict");
    json_constant(json, "result", verdict_word(judgement->verdict));
    json_open_array(json, "reasons");
    for (size_t i = 0; i < judgement->reason_count; i++) {
        json_open_line(json, NULL);
        json_text_always(json, "rule", judgement->reasons[i].rule);
        json_number(json, "count", (int64_t)judgement->reasons[i].count);
        json_close_object(json);
    }
    json_close_array(json);
    json_close_object(json);
}

static void write_findings(struct json_write *json, const struct report *report, const struct report_options *options)
{
    json_open_array(json, "findings");
    for (size_t i = 0; i < report->findings->count; i++)
        if (report_shows(options, &report->findings->at[i]))
            write_finding(json, &report->findings->at[i]);
    json_close_array(json);
    /* Rooms that come later fill these; their place in the order is part of the contract. */
    json_open_array(json, "checks");
    json_close_array(json);
    json_open_array(json, "secrets");
    json_close_array(json);
}

static bool json_report(struct sink *sink, const struct report *report, const struct report_options *options,
                        struct arena *arena, struct error *error)
{
    struct json_write json;

    (void)error;
    json_write_init(&json, sink, arena);
    json_open_object(&json, NULL);
    json_constant(&json, "schema", report->findings ? "seaworthy.report/1" : "seaworthy.inventory/1");
    json_open_line(&json, "tool");
    json_constant(&json, "name", "seaworthy");
    json_text(&json, "version", report->tool_version);
    json_close_object(&json);
    write_target(&json, report);
    if (report->findings && report->database)
        write_database(&json, report);
    write_os(&json, report);
    write_layers(&json, report->inventory);
    json_open_array(&json, "packages");
    for (size_t i = 0; i < report->inventory->package_count; i++)
        write_package(&json, &report->inventory->packages[i]);
    json_close_array(&json);
    if (report->findings)
        write_findings(&json, report, options);
    write_coverage(&json, report);
    if (report->judgement)
        write_verdict(&json, report->judgement);
    json_close_object(&json);
    json_write_end(&json);
    return true;
}

const struct format format_json = {
    .name = "json",
    .about = "everything, as docs/report.schema.json describes it; an inventory is a target itself",
    .inventory_only_too = true,
    .write = json_report,
};
