/* The report for people: verdict and totals first, what blocks, then the findings by package. */
#include "base/text.h"
#include "report/group.h"
#include "report/sink.h"
#include "report/words.h"

/* Without a terminal lines are as long as they need to be, but an instruction is not told beyond this. */
enum { INSTRUCTION_MAX = 100, WIDTH_LEAST = 40, DAYS_OLD = 30 };

struct table {
    struct sink *sink;
    struct arena *arena;
    const struct report *report;
    const struct report_options *options;
};

/* SGR sequences (ECMA-48), by meaning. */
enum style { STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_YELLOW, STYLE_GREEN, STYLE_BLUE, STYLE_MAGENTA };

static void style(const struct table *t, enum style style)
{
    static const char *const codes[] = {"\x1b[1m",  "\x1b[2m",  "\x1b[31m", "\x1b[33m",
                                        "\x1b[32m", "\x1b[34m", "\x1b[35m"};
    if (t->options->colour)
        sink_constant(t->sink, codes[style]);
}

static void plain(const struct table *t)
{
    if (t->options->colour)
        sink_constant(t->sink, "\x1b[0m");
}

static const enum style severity_styles[] = {
    [SEVERITY_UNKNOWN] = STYLE_DIM,   [SEVERITY_NEGLIGIBLE] = STYLE_DIM, [SEVERITY_LOW] = STYLE_BLUE,
    [SEVERITY_MEDIUM] = STYLE_YELLOW, [SEVERITY_HIGH] = STYLE_RED,       [SEVERITY_CRITICAL] = STYLE_MAGENTA};

/* Days since 1970 of "2024-02-11…" (proleptic Gregorian; H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
static bool days_of(struct slice date, int64_t *days)
{
    uint64_t year, month, day;

    if (date.len < 10 || !slice_decimal(slice_head(date, 4), &year) ||
        !slice_decimal(slice_head(slice_skip(date, 5), 2), &month) ||
        !slice_decimal(slice_head(slice_skip(date, 8), 2), &day) || month < 1 || month > 12)
        return false;
    int64_t y = (int64_t)year - (month <= 2), era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day - 1;
    *days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    return true;
}

/* Text cut to `columns` with an ellipsis. */
static void cut_text(const struct table *t, struct slice text, size_t columns)
{
    struct slice safe = text_printable_copy(t->arena, text), rest = safe;
    size_t width = 0;

    if (text_width(safe) <= columns) {
        sink_text(t->sink, text);
        return;
    }
    while (rest.len) {
        struct slice next = rest;
        width += text_width_of(utf8_take(&next));
        if (width >= columns)
            break;
        rest = next;
    }
    /* `safe` is printable already; what is left of it stays so. A backslash of an escape must not be escaped again. */
    sink_printable(t->sink, slice_head(safe, safe.len - rest.len));
    sink_constant(t->sink, "…");
}

static void number_of(const struct table *t, uint64_t count, const char *one, const char *many)
{
    sink_number(t->sink, count);
    sink_constant(t->sink, " ");
    sink_constant(t->sink, count == 1 ? one : many);
}

static void write_subject(const struct table *t)
{
    const struct report *report = t->report;
    const struct os *os = &report->inventory->os;

    style(t, STYLE_BOLD);
    sink_text(t->sink, report->target.name);
    plain(t);
    if (report->target.reference.len) {
        sink_constant(t->sink, "  ");
        sink_text(t->sink, report->target.reference);
    }
    sink_constant(t->sink, "  (");
    sink_text(t->sink, report->target.kind);
    if (report->target.platform.len) {
        sink_constant(t->sink, ", ");
        sink_text(t->sink, report->target.platform);
    }
    sink_constant(t->sink, ")\n");
    if (os->said_id.len) {
        sink_text(t->sink, os->name.len ? os->name : os->said_id);
        if (report->findings && report->findings->support.end_of_life.len) {
            bool ended = slice_equal(report->findings->support_state, S("ended"));
            bool extended = slice_equal(report->findings->support_state, S("extended"));
            sink_constant(t->sink, ended      ? ", support ended "
                                   : extended ? ", ordinary support ended "
                                              : ", supported until ");
            sink_text(t->sink, report->findings->support.end_of_life);
            if (extended) {
                sink_constant(t->sink, ", extended until ");
                sink_text(t->sink, report->findings->support.extended_until);
            }
        }
        if (slice_equal(os->from, S("override")))
            sink_constant(t->sink, " (given by --distro)");
        if (os->mapping.len) {
            sink_constant(t->sink, "; ");
            sink_text(t->sink, os->mapping);
        }
        sink_constant(t->sink, "\n");
    }
}

static void write_age(const struct table *t, struct slice built)
{
    int64_t then, now;

    if (!days_of(built, &then) || !days_of(t->report->now, &now) || now - then < DAYS_OLD)
        return;
    style(t, STYLE_YELLOW);
    sink_constant(t->sink, "  ");
    sink_number(t->sink, (uint64_t)(now - then));
    sink_constant(t->sink, " days old: flaws published since are not in it");
    plain(t);
}

static void write_database(const struct table *t)
{
    const struct database *database = t->report->database;
    const struct findings *findings = t->report->findings;

    for (size_t i = 0; i < database->segment_count; i++) {
        bool used = false;
        for (size_t k = 0; k < findings->segment_count; k++)
            used = used || slice_equal(findings->segments_used[k], database->segments[i].name);
        if (!used)
            continue;
        sink_constant(t->sink, "Advisories: ");
        sink_text(t->sink, database->segments[i].name);
        sink_constant(t->sink, " of ");
        sink_text(t->sink, slice_head(database->segments[i].built, 10));
        write_age(t, database->segments[i].built);
        sink_constant(t->sink, "\n");
    }
}

static void write_totals(const struct table *t, const struct block *blocks, size_t count)
{
    uint64_t of[SEVERITY_CRITICAL + 1] = {0}, total = 0, fixable = 0, packages = 0;
    bool first = true;

    for (size_t i = 0; i < count; i++) {
        packages += blocks[i].package_count;
        for (size_t k = 0; k < blocks[i].finding_count; k++) {
            of[blocks[i].findings[k]->severity] += blocks[i].package_count;
            fixable += blocks[i].findings[k]->fix.state == FIX_FIXED ? blocks[i].package_count : 0;
            total += blocks[i].package_count;
        }
    }
    number_of(t, total, "finding", "findings");
    sink_constant(t->sink, " in ");
    sink_number(t->sink, packages);
    sink_constant(t->sink, " of ");
    number_of(t, t->report->inventory->counts.packages, "package", "packages");
    for (int severity = SEVERITY_CRITICAL; severity >= SEVERITY_UNKNOWN; severity--) {
        if (!of[severity])
            continue;
        sink_constant(t->sink, first ? ": " : ", ");
        first = false;
        style(t, severity_styles[severity]);
        sink_number(t->sink, of[severity]);
        sink_constant(t->sink, " ");
        sink_constant(t->sink, severity_name((enum severity)severity));
        plain(t);
    }
    if (total) {
        sink_constant(t->sink, "; ");
        sink_number(t->sink, fixable);
        sink_constant(t->sink, " can be fixed by an update");
    }
    sink_constant(t->sink, "\n");
}

static void write_verdict(const struct table *t)
{
    static const char *const words[] = {
        [VERDICT_PASS] = "PASS", [VERDICT_FAIL] = "FAIL", [VERDICT_INCOMPLETE] = "INCOMPLETE"};
    static const enum style styles[] = {
        [VERDICT_PASS] = STYLE_GREEN, [VERDICT_FAIL] = STYLE_RED, [VERDICT_INCOMPLETE] = STYLE_YELLOW};
    const struct judgement *judgement = t->report->judgement;

    sink_constant(t->sink, "\n");
    style(t, STYLE_BOLD);
    style(t, styles[judgement->verdict]);
    sink_constant(t->sink, words[judgement->verdict]);
    plain(t);
    sink_constant(t->sink, "  ");
    for (size_t i = 0; i < judgement->reason_count; i++) {
        sink_constant(t->sink, i ? ", " : "because of ");
        sink_text(t->sink, judgement->reasons[i].rule);
        sink_constant(t->sink, " (");
        sink_number(t->sink, judgement->reasons[i].count);
        sink_constant(t->sink, ")");
    }
    sink_constant(t->sink, judgement->reason_count ? "\n" : "");
}

static void write_problem(const struct table *t, const struct problem *problem)
{
    const struct problem_kind *kind = problem_kind(problem->code);

    sink_constant(t->sink, "  ");
    style(t, STYLE_YELLOW);
    sink_constant(t->sink, kind->name);
    plain(t);
    if (problem->layer >= 0) {
        sink_constant(t->sink, "  layer ");
        sink_number(t->sink, (uint64_t)problem->layer);
    }
    if (problem->path.len) {
        sink_constant(t->sink, "  ");
        sink_text(t->sink, problem->path);
    }
    sink_constant(t->sink, "\n    ");
    sink_text(t->sink, problem->detail);
    sink_constant(t->sink, "\n");
}

/* Each with its detail; what a kind means and what to do stands once behind the last of that kind. */
static void write_problems(const struct table *t, bool blocking, const char *title)
{
    const struct report *report = t->report;
    bool any = false;

    for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++) {
        bool of_kind = false;
        for (size_t i = 0; i < report->problem_count; i++) {
            if (report->problems[i].code != (enum error_code)code || problem_blocking(&report->problems[i]) != blocking)
                continue;
            if (!any) {
                sink_constant(t->sink, "\n");
                style(t, STYLE_BOLD);
                sink_constant(t->sink, title);
                plain(t);
                sink_constant(t->sink, "\n");
            }
            any = of_kind = true;
            write_problem(t, &report->problems[i]);
        }
        if (of_kind && blocking) {
            sink_constant(t->sink, "    ");
            sink_constant(t->sink, problem_kind((enum error_code)code)->meaning);
            sink_constant(t->sink, "\n    ");
            sink_constant(t->sink, problem_kind((enum error_code)code)->advice);
            sink_constant(t->sink, "\n");
        }
    }
}

static void write_layer(const struct table *t, const struct inventory_package *package)
{
    const struct inventory *inventory = t->report->inventory;

    if (package->layer < 0)
        return;
    style(t, STYLE_DIM);
    sink_constant(t->sink, "  layer ");
    sink_number(t->sink, (uint64_t)package->layer);
    for (size_t i = 0; i < inventory->layer_count; i++)
        if (inventory->layers[i].index == package->layer && inventory->layers[i].created_by.len) {
            size_t room = t->options->width > WIDTH_LEAST ? t->options->width - 14 : INSTRUCTION_MAX;
            sink_constant(t->sink, "  ");
            cut_text(t, inventory->layers[i].created_by, room);
        }
    plain(t);
    sink_constant(t->sink, "\n");
}

/* Names after one another, broken where a terminal ends. */
static void write_names(const struct table *t, const struct block *block)
{
    size_t column = 0, width = t->options->width > WIDTH_LEAST ? t->options->width : SIZE_MAX;

    for (size_t i = 0; i < block->package_count; i++) {
        struct slice name = block->packages[i]->package.name;
        size_t wide = text_width(text_printable_copy(t->arena, name)) + 2;
        if (i) {
            sink_constant(t->sink, ",");
            sink_constant(t->sink, column + wide > width ? "\n" : " ");
            column = column + wide > width ? 0 : column;
        }
        style(t, STYLE_BOLD);
        sink_text(t->sink, name);
        plain(t);
        column += wide;
    }
}

static void write_fix(const struct table *t, const struct finding *finding)
{
    static const char *const open[] = {[FIX_FIXED] = "",
                                       [FIX_NONE] = "no fix yet",
                                       [FIX_WONT_FIX] = "will not be fixed",
                                       [FIX_DEFERRED] = "fix deferred",
                                       [FIX_END_OF_LIFE] = "end of life, no fix",
                                       [FIX_UNKNOWN] = "fix unknown"};

    if (finding->status != FINDING_AFFECTED) {
        sink_constant(t->sink, finding_status_word(finding->status));
        return;
    }
    if (finding->fix.state != FIX_FIXED) {
        style(t, STYLE_DIM);
        sink_constant(t->sink, open[finding->fix.state]);
        plain(t);
        return;
    }
    style(t, STYLE_GREEN);
    sink_constant(t->sink, "→ ");
    sink_text(t->sink, finding->fix.version);
    plain(t);
    if (finding->fix.channel.len) {
        sink_constant(t->sink, " (");
        sink_text(t->sink, finding->fix.channel);
        sink_constant(t->sink, ")");
    }
}

static void write_finding(const struct table *t, const struct finding *finding, size_t id_width)
{
    const char *severity = severity_name(finding->severity);
    struct slice id = text_printable_copy(t->arena, finding->id);

    sink_constant(t->sink, "  ");
    style(t, severity_styles[finding->severity]);
    sink_constant(t->sink, severity);
    plain(t);
    sink_spaces(t->sink, 12 - slice_text(severity).len);
    sink_text(t->sink, finding->id);
    sink_spaces(t->sink, id_width - text_width(id) + 2);
    write_fix(t, finding);
    if (finding->kev) {
        sink_constant(t->sink, "  ");
        style(t, STYLE_RED);
        sink_constant(t->sink, "known exploited");
        plain(t);
    }
    for (size_t i = 0; i < finding->marks.count; i++) {
        sink_constant(t->sink, "  ");
        sink_text(t->sink, finding->marks.at[i]);
    }
    sink_constant(t->sink, "\n");
}

static void write_kernel_headers(const struct table *t, const struct block *block)
{
    sink_constant(t->sink, "  ");
    number_of(t, block->finding_count, "flaw", "flaws");
    sink_constant(t->sink, " of the kernel, of which only headers are installed: not gated (-o json lists them)\n");
}

static void write_block(const struct table *t, const struct block *block)
{
    const struct package *package = &block->packages[0]->package;
    size_t id_width = 0;

    sink_constant(t->sink, "\n");
    write_names(t, block);
    sink_constant(t->sink, "  ");
    sink_text(t->sink, package_full_version(t->arena, package));
    if (package->source_name.len && !slice_equal(package->source_name, package->name)) {
        style(t, STYLE_DIM);
        sink_constant(t->sink, "  from ");
        sink_text(t->sink, package->source_name);
        plain(t);
    }
    sink_constant(t->sink, "\n");
    write_layer(t, block->packages[0]);
    if (block->kernel_headers) {
        write_kernel_headers(t, block);
        return;
    }
    for (size_t i = 0; i < block->finding_count; i++) {
        size_t width = text_width(text_printable_copy(t->arena, block->findings[i]->id));
        id_width = width > id_width ? width : id_width;
    }
    for (size_t i = 0; i < block->finding_count; i++)
        write_finding(t, block->findings[i], id_width);
}

static void write_packages(const struct table *t)
{
    const struct inventory *inventory = t->report->inventory;

    sink_constant(t->sink, "\n");
    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *package = &inventory->packages[i];
        sink_text(t->sink, package->package.type);
        sink_constant(t->sink, "  ");
        sink_text(t->sink, package->package.name);
        sink_constant(t->sink, "  ");
        sink_text(t->sink, package_full_version(t->arena, &package->package));
        if (package->removed_in >= 0) {
            sink_constant(t->sink, "  removed in layer ");
            sink_number(t->sink, (uint64_t)package->removed_in);
        }
        sink_constant(t->sink, "\n");
    }
}

static void write_hidden(const struct table *t)
{
    const struct findings *findings = t->report->findings;

    if (t->options->show_all || !(findings->hidden_not_affected || findings->hidden_under_investigation))
        return;
    sink_constant(t->sink, "\nAlso known: ");
    number_of(t, findings->hidden_not_affected, "flaw does not affect", "flaws do not affect");
    sink_constant(t->sink, " these packages, ");
    sink_number(t->sink, findings->hidden_under_investigation);
    sink_constant(t->sink, " under investigation (--show all)\n");
}

static bool table_report(struct sink *sink, const struct report *report, const struct report_options *options,
                         struct arena *arena, struct error *error)
{
    struct table t = {sink, arena, report, options};
    struct block *blocks = NULL;

    (void)error;
    write_subject(&t);
    if (!report->findings) {
        write_problems(&t, true, "Could not be looked at:");
        write_packages(&t);
        return true;
    }
    if (report->database)
        write_database(&t);
    size_t count = group_findings(arena, report, options, &blocks);
    write_verdict(&t);
    write_totals(&t, blocks, count);
    write_problems(&t, true, "Could not be looked at:");
    for (size_t i = 0; i < count; i++)
        write_block(&t, &blocks[i]);
    write_hidden(&t);
    write_problems(&t, false, "Notes:");
    return true;
}

const struct format format_table = {
    .name = "table",
    .about = "for people: verdict, what blocks, findings by package",
    .inventory_only_too = true,
    .write = table_report,
};
