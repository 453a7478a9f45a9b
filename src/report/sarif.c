/* SARIF 2.1.0 (OASIS), as code scanning services read it: one rule a flaw, one result a finding. */
#include "advisory/cve.h"
#include "base/sort.h"
#include "report/fields.h"
#include "report/json_write.h"
#include "report/words.h"

static const char *level_of(enum severity severity)
{
    return severity >= SEVERITY_HIGH ? "error" : severity == SEVERITY_MEDIUM ? "warning" : "note";
}

/* What services sort by; a word without a score stands for the middle of its range. */
static double score_of(const struct finding *finding)
{
    static const double middle[] = {[SEVERITY_UNKNOWN] = 0,  [SEVERITY_NEGLIGIBLE] = 0.1, [SEVERITY_LOW] = 2.0,
                                    [SEVERITY_MEDIUM] = 5.5, [SEVERITY_HIGH] = 8.0,       [SEVERITY_CRITICAL] = 9.5};

    for (size_t i = 0; i < finding->severity_count; i++)
        if (finding->severities[i].score >= 0 && finding->severities[i].value == finding->severity)
            return finding->severities[i].score;
    return middle[finding->severity];
}

static int order_by_id(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare((*(const struct finding *const *)a)->id, (*(const struct finding *const *)b)->id);
}

/* One finding for each flaw, sorted by id: its rule. */
static size_t rules_of(struct arena *arena, const struct report *report, const struct report_options *options,
                       const struct finding ***rules)
{
    const struct finding **list = arena_array(arena, const struct finding *, report->findings->count + 1);
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < report->findings->count; i++)
        if (report_shows(options, &report->findings->at[i]))
            list[count++] = &report->findings->at[i];
    sort_items(list, count, sizeof(list[0]), order_by_id, NULL);
    for (size_t i = 0; i < count; i++)
        if (!kept || !slice_equal(list[kept - 1]->id, list[i]->id))
            list[kept++] = list[i];
    *rules = list;
    return kept;
}

static size_t rule_index(const struct finding **rules, size_t count, struct slice id)
{
    return SORTED_FIRST(count, i, slice_compare(rules[i]->id, id) >= 0);
}

/*
 * SARIF, 3.11.5 and 3.11.6: "{0}" in a message is a placeholder, and "[text](target)" a link, which nobody but us may
 * set: braces are doubled, and "](" is kept apart.
 */
static void write_message(struct json_write *json, const char *key, struct slice text)
{
    uint8_t *out = arena_array(json->arena, uint8_t, 2 * text.len);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '{' || text.at[i] == '}')
            out[len++] = text.at[i];
        else if (text.at[i] == '(' && i && text.at[i - 1] == ']')
            out[len++] = ' ';
        out[len++] = text.at[i];
    }
    json_open_line(json, key);
    json_text_always(json, "text", slice_of(out, len));
    json_close_object(json);
}

static void write_rule(struct json_write *json, const struct finding *finding)
{
    struct arena_mark mark = arena_mark(json->arena);
    uint32_t code;

    json_open_object(json, NULL);
    json_text_always(json, "id", finding->id);
    write_message(json, "shortDescription",
                  arena_format(json->arena, "%.*s, %s", SLICE_ARG(finding->id), severity_name(finding->severity)));
    if (cve_code(finding->id, &code))
        json_text(json, "helpUri",
                  arena_format(json->arena, "https://nvd.nist.gov/vuln/detail/%.*s", SLICE_ARG(finding->id)));
    json_open_object(json, "properties");
    /* A string, as the services that read it want it. */
    unsigned tenths = (unsigned)(score_of(finding) * 10 + 0.5);
    json_text(json, "security-severity", arena_format(json->arena, "%u.%u", tenths / 10, tenths % 10));
    json_open_array(json, "tags");
    json_constant(json, NULL, "security");
    json_constant(json, NULL, "vulnerability");
    json_close_array(json);
    json_close_object(json);
    json_close_object(json);
    arena_reset(json->arena, mark);
}

/* A relative reference (RFC 3986): what is not unreserved, '/' aside, is percent-encoded. */
static struct slice uri_of(struct arena *arena, struct slice path)
{
    static const char hex[] = "0123456789ABCDEF";
    uint8_t *out = arena_array(arena, uint8_t, path.len * 3 + 1);
    size_t len = 0;

    for (size_t i = 0; i < path.len; i++) {
        uint8_t c = path.at[i];
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '.' || c == '_' ||
            c == '~' || c == '/') {
            out[len++] = c;
        } else {
            out[len++] = '%';
            out[len++] = (uint8_t)hex[c >> 4];
            out[len++] = (uint8_t)hex[c & 15];
        }
    }
    return slice_of(out, len);
}

static void write_location(struct json_write *json, const struct inventory_package *entry)
{
    json_open_array(json, "locations");
    json_open_object(json, NULL);
    json_open_object(json, "physicalLocation");
    json_open_line(json, "artifactLocation");
    json_text_always(json, "uri", entry->path.len ? uri_of(json->arena, entry->path) : S("."));
    json_close_object(json);
    json_open_line(json, "region");
    json_number(json, "startLine", 1);
    json_close_object(json);
    json_close_object(json);
    json_open_array(json, "logicalLocations");
    json_open_line(json, NULL);
    json_text(json, "fullyQualifiedName", entry->purl);
    json_constant(json, "kind", "package");
    json_close_object(json);
    json_close_array(json);
    json_close_object(json);
    json_close_array(json);
}

static struct slice message_of(struct arena *arena, const struct finding *finding)
{
    struct slice name = finding->package->package.name;
    struct slice version = package_full_version(arena, &finding->package->package);

    if (finding->status != FINDING_AFFECTED)
        return arena_format(arena, "%.*s %.*s: %s (%.*s)", SLICE_ARG(name), SLICE_ARG(version),
                            finding_status_word(finding->status), SLICE_ARG(finding->id));
    if (finding->fix.state == FIX_FIXED)
        return arena_format(arena, "%.*s %.*s is affected by %.*s; update to %.*s", SLICE_ARG(name), SLICE_ARG(version),
                            SLICE_ARG(finding->id), SLICE_ARG(finding->fix.version));
    return arena_format(arena, "%.*s %.*s is affected by %.*s; no fix (%s)", SLICE_ARG(name), SLICE_ARG(version),
                        SLICE_ARG(finding->id), fix_state_word(finding->fix.state));
}

static void write_result(struct json_write *json, const struct finding *finding, size_t rule)
{
    struct arena_mark mark = arena_mark(json->arena);

    json_open_object(json, NULL);
    json_text_always(json, "ruleId", finding->id);
    json_number(json, "ruleIndex", (int64_t)rule);
    json_constant(json, "level", finding->gated ? level_of(finding->severity) : "note");
    write_message(json, "message", message_of(json->arena, finding));
    write_location(json, finding->package);
    json_open_line(json, "partialFingerprints");
    json_text(json, "seaworthy/1",
              arena_format(json->arena, "%.*s %.*s %.*s", SLICE_ARG(finding->id), SLICE_ARG(finding->package->purl),
                           SLICE_ARG(finding->package->path)));
    json_close_object(json);
    json_close_object(json);
    arena_reset(json->arena, mark);
}

static void write_invocation(struct json_write *json, const struct report *report)
{
    json_open_array(json, "invocations");
    json_open_object(json, NULL);
    json_boolean(json, "executionSuccessful", report->complete);
    json_open_array(json, "toolExecutionNotifications");
    for (size_t i = 0; i < report->problem_count; i++) {
        const struct problem *problem = &report->problems[i];
        struct arena_mark mark = arena_mark(json->arena);
        json_open_object(json, NULL);
        json_open_line(json, "descriptor");
        json_constant(json, "id", problem_kind(problem->code)->name);
        json_close_object(json);
        json_constant(json, "level", problem_blocking(problem) ? "error" : "note");
        write_message(json, "message",
                      arena_format(json->arena, "%.*s%s%.*s", SLICE_ARG(problem->path), problem->path.len ? ": " : "",
                                   SLICE_ARG(problem->detail)));
        json_close_object(json);
        arena_reset(json->arena, mark);
    }
    json_close_array(json);
    json_close_object(json);
    json_close_array(json);
}

static bool sarif_report(struct sink *sink, const struct report *report, const struct report_options *options,
                         struct arena *arena, struct error *error)
{
    struct json_write json;
    const struct finding **rules;
    size_t count = rules_of(arena, report, options, &rules);

    (void)error;
    json_write_init(&json, sink, arena);
    json_open_object(&json, NULL);
    json_constant(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_constant(&json, "version", "2.1.0");
    json_open_array(&json, "runs");
    json_open_object(&json, NULL);
    json_open_object(&json, "tool");
    json_open_object(&json, "driver");
    json_constant(&json, "name", "seaworthy");
    json_text(&json, "version", report->tool_version);
    json_open_array(&json, "rules");
    for (size_t i = 0; i < count; i++)
        write_rule(&json, rules[i]);
    json_close_array(&json);
    json_close_object(&json);
    json_close_object(&json);
    write_invocation(&json, report);
    json_open_array(&json, "results");
    for (size_t i = 0; i < report->findings->count; i++)
        if (report_shows(options, &report->findings->at[i]))
            write_result(&json, &report->findings->at[i], rule_index(rules, count, report->findings->at[i].id));
    json_close_array(&json);
    json_close_object(&json);
    json_close_array(&json);
    json_close_object(&json);
    json_write_end(&json);
    return true;
}

const struct format format_sarif = {
    .name = "sarif",
    .about = "SARIF 2.1.0, for code scanning services",
    .one_image = true,
    .write = sarif_report,
};
