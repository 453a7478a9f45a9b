/*
 * The report for people: verdict and totals first, what could not be looked at, then the findings by package. Nothing
 * is hidden: what is said in one line for many is said in full by -o json.
 */
#include "report/table.h"

enum style table_severity_style(enum severity severity)
{
    static const enum style styles[] = {
        [SEVERITY_UNKNOWN] = STYLE_DIM,   [SEVERITY_NEGLIGIBLE] = STYLE_DIM, [SEVERITY_LOW] = STYLE_BLUE,
        [SEVERITY_MEDIUM] = STYLE_YELLOW, [SEVERITY_HIGH] = STYLE_RED,       [SEVERITY_CRITICAL] = STYLE_MAGENTA};

    return styles[severity];
}

static void write_hidden(struct table *t)
{
    const struct findings *findings = t->report->findings;
    struct layout *l = &t->layout;

    if (t->options->show_all || !(findings->hidden_not_affected || findings->hidden_under_investigation))
        return;
    layout_gap(l, 0);
    layout_say(l, "Also known: ");
    if (findings->hidden_not_affected)
        layout_count(l, findings->hidden_not_affected, "flaw that does not affect these packages",
                     "flaws that do not affect these packages");
    layout_say(l, findings->hidden_not_affected && findings->hidden_under_investigation ? ", " : "");
    if (findings->hidden_under_investigation)
        layout_count(l, findings->hidden_under_investigation, "under investigation", "under investigation");
    if (findings->upstream_of_owned && findings->upstream_of_owned == findings->hidden_under_investigation) {
        layout_say(l, ": what upstream knows in the distribution's own files");
    } else if (findings->upstream_of_owned) {
        layout_say(l, ", of them ");
        layout_count(l, findings->upstream_of_owned, "that upstream knows in the distribution's own files",
                     "that upstream knows in the distribution's own files");
    }
    layout_say(l, " (--show all lists them)");
}

static bool table_report(struct sink *sink, const struct report *report, const struct report_options *options,
                         struct arena *arena, struct error *error)
{
    struct table t = {.arena = arena, .report = report, .options = options};
    struct block *blocks = NULL;
    size_t count = 0;

    (void)error;
    layout_init(&t.layout, sink, arena, options->width, options->colour);
    if (report->findings)
        count = group_findings(arena, report, options, &blocks);
    table_head(&t, blocks, count);
    table_problems(&t, true);
    if (report->findings) {
        table_findings(&t, blocks, count);
        write_hidden(&t);
    } else {
        table_packages(&t);
    }
    table_problems(&t, false);
    layout_line(&t.layout, 0);
    return true;
}

const struct format format_table = {
    .name = "table",
    .about = "for people: verdict, what blocks, findings by package",
    .inventory_only_too = true,
    .write = table_report,
};
