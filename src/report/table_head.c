#include "advisory/day.h"
#include "report/table.h"
#include "report/words.h"

/* Where what the labels say begins; and from how many days on the age of the database is told. */
enum { LABEL = 12, DAYS_OLD = 30 };

static void label(struct table *t, const char *name)
{
    layout_line(&t->layout, 0);
    layout_style(&t->layout, STYLE_DIM);
    layout_say(&t->layout, name);
    layout_plain(&t->layout);
    layout_to(&t->layout, LABEL);
}

/* Under what the label before it says. */
static void more(struct table *t)
{
    layout_line(&t->layout, LABEL);
}

static void write_verdict(struct table *t)
{
    static const struct {
        const char *word;
        enum style style;
    } verdicts[] = {[VERDICT_PASS] = {"PASS", STYLE_GREEN},
                    [VERDICT_FAIL] = {"FAIL", STYLE_RED},
                    [VERDICT_INCOMPLETE] = {"INCOMPLETE", STYLE_YELLOW}};
    const struct report *report = t->report;
    struct layout *l = &t->layout;

    if (report->judgement || !report->complete) {
        enum verdict verdict = report->judgement ? report->judgement->verdict : VERDICT_INCOMPLETE;
        layout_style(l, STYLE_BOLD);
        layout_style(l, verdicts[verdict].style);
        layout_say(l, verdicts[verdict].word);
        layout_plain(l);
        layout_say(l, "  ");
    }
    layout_style(l, STYLE_BOLD);
    layout_text(l, report->target.reference.len ? report->target.reference : report->target.name);
    layout_plain(l);
    layout_line(l, 0);
}

static void write_reasons(struct table *t)
{
    const struct judgement *judgement = t->report->judgement;
    struct layout *l = &t->layout;

    label(t, "Because");
    for (size_t i = 0; i < judgement->reason_count; i++) {
        layout_say(l, i ? ", " : "of ");
        layout_text(l, judgement->reasons[i].rule);
        layout_say(l, " (");
        layout_number(l, judgement->reasons[i].count);
        layout_say(l, ")");
    }
    if (!judgement->reason_count)
        layout_say(l, judgement->asked ? "all was looked at, and nothing that --fail-on names was found"
                                       : "all was looked at; without --fail-on no finding fails");
}

struct totals {
    uint64_t of[SEVERITY_CRITICAL + 1], findings, fixable, packages, headers;
};

static bool can_be_fixed(const struct finding *finding)
{
    return finding->status == FINDING_AFFECTED && finding->fix.state == FIX_FIXED;
}

/* Findings on kernel headers are counted apart: no machine runs them. */
static struct totals count_totals(const struct block *blocks, size_t count)
{
    struct totals totals = {0};

    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        if (block->kernel_headers) {
            totals.headers += block->finding_count * block->package_count;
            continue;
        }
        totals.packages += block->package_count;
        totals.findings += block->finding_count * block->package_count;
        for (size_t k = 0; k < block->finding_count; k++) {
            totals.of[block->findings[k]->severity] += block->package_count;
            totals.fixable += can_be_fixed(block->findings[k]) ? block->package_count : 0;
        }
    }
    return totals;
}

static void write_severities(struct table *t, const struct totals *totals)
{
    struct layout *l = &t->layout;
    bool first = true;

    for (int severity = SEVERITY_CRITICAL; severity >= SEVERITY_UNKNOWN; severity--) {
        if (!totals->of[severity])
            continue;
        layout_say(l, first ? ": " : ", ");
        first = false;
        layout_style(l, table_severity_style((enum severity)severity));
        layout_number(l, totals->of[severity]);
        layout_say(l, " ");
        layout_say(l, severity_name((enum severity)severity));
        layout_plain(l);
    }
}

static void write_totals(struct table *t, const struct block *blocks, size_t count)
{
    uint64_t packages = t->report->inventory->counts.packages, unmatched = t->report->findings->unmatched;
    struct totals totals = count_totals(blocks, count);
    struct layout *l = &t->layout;

    label(t, "Findings");
    if (packages && unmatched >= packages && !totals.findings) {
        /* Which is not the same as none. */
        layout_style(l, STYLE_YELLOW);
        layout_say(l, "unknown: the database knows nothing of ");
        layout_count(l, packages, "package", "packages");
        layout_plain(l);
        return;
    }
    layout_number(l, totals.findings);
    layout_say(l, " in ");
    layout_number(l, totals.packages);
    layout_say(l, " of ");
    layout_count(l, packages, "package", "packages");
    write_severities(t, &totals);
    if (totals.findings) {
        more(t);
        layout_number(l, totals.fixable);
        layout_say(l, " can be fixed by an update");
    }
    if (totals.headers) {
        more(t);
        layout_say(l, "besides ");
        layout_number(l, totals.headers);
        layout_say(l, " of a kernel whose headers alone are installed");
    }
    if (unmatched) {
        more(t);
        layout_say(l, "the database knows nothing of ");
        layout_count(l, unmatched, "further package", "further packages");
    }
}

static void write_packages(struct table *t)
{
    const struct inventory *inventory = t->report->inventory;
    struct layout *l = &t->layout;

    label(t, "Packages");
    layout_number(l, inventory->counts.packages);
    if (inventory->counts.third_party) {
        layout_say(l, ", ");
        layout_number(l, inventory->counts.third_party);
        layout_say(l, " of them not built by the distribution");
    }
    if (inventory->counts.declared) {
        layout_say(l, ", ");
        layout_number(l, inventory->counts.declared);
        layout_say(l, " of them declared and not seen installed");
    }
}

static void write_target(struct table *t)
{
    const struct report *report = t->report;
    struct layout *l = &t->layout;

    label(t, "Target");
    layout_text(l, report->target.name);
    layout_say(l, " (");
    layout_text(l, report->target.kind);
    if (report->target.platform.len) {
        layout_say(l, ", ");
        layout_text(l, report->target.platform);
    }
    layout_say(l, ")");
    if (report->sandbox.len) {
        more(t);
        layout_style(l, STYLE_YELLOW);
        layout_say(l, "read without walls (--sandbox ");
        layout_text(l, report->sandbox);
        layout_say(l, ")");
        layout_plain(l);
    }
}

static void write_support(struct table *t)
{
    const struct support *support = &t->report->findings->support;
    bool ended = slice_equal(t->report->findings->support_state, S("ended"));
    bool extended = slice_equal(t->report->findings->support_state, S("extended"));
    struct layout *l = &t->layout;

    if (!support->end_of_life.len && !support->ended)
        return;
    layout_say(l, ", ");
    if (ended || extended)
        layout_style(l, ended ? STYLE_RED : STYLE_YELLOW);
    layout_say(l, extended || (ended && support->extended_until.len) ? "ordinary support ended"
                  : ended                                            ? "support ended"
                                                                     : "supported until");
    if (support->end_of_life.len) {
        layout_say(l, " ");
        layout_text(l, support->end_of_life);
    }
    if (support->extended_until.len) {
        layout_say(l, ended ? ", extended ended " : ", extended until ");
        layout_text(l, support->extended_until);
    }
    layout_plain(l);
}

static void write_system(struct table *t)
{
    const struct os *os = &t->report->inventory->os;
    struct layout *l = &t->layout;

    if (!os->said_id.len)
        return;
    label(t, "System");
    layout_text(l, os->name.len ? os->name : os->said_id);
    if (slice_equal(os->from, S("override")))
        layout_say(l, " (given by --distro)");
    if (t->report->findings)
        write_support(t);
    if (os->mapping.len) {
        more(t);
        layout_text(l, os->mapping);
    }
}

static void write_age(struct table *t, struct slice built)
{
    struct layout *l = &t->layout;
    uint32_t then, now;

    if (!day_parse(built, &then) || !day_parse(t->report->now, &now) || now < then + DAYS_OLD)
        return;
    layout_say(l, ", ");
    layout_style(l, STYLE_YELLOW);
    layout_number(l, now - then);
    layout_say(l, " days old: flaws published since are not in it");
    layout_plain(l);
}

static void write_database(struct table *t)
{
    const struct database *database = t->report->database;
    struct layout *l = &t->layout;
    bool any = false;

    for (size_t i = 0; i < database->segment_count; i++) {
        if (!report_used_segment(t->report->findings, database->segments[i].name))
            continue;
        if (any)
            more(t);
        else
            label(t, "Advisories");
        any = true;
        layout_text(l, database->segments[i].name);
        layout_say(l, " of ");
        layout_text(l, slice_head(database->segments[i].built, DAY_TEXT));
        write_age(t, database->segments[i].built);
    }
    if (any)
        return;
    label(t, "Advisories");
    layout_say(l, "none that speak of these packages; the database is of ");
    layout_text(l, slice_head(database->built, DAY_TEXT));
}

void table_head(struct table *t, const struct block *blocks, size_t count)
{
    write_verdict(t);
    if (t->report->judgement)
        write_reasons(t);
    if (t->report->findings)
        write_totals(t, blocks, count);
    else
        write_packages(t);
    write_target(t);
    write_system(t);
    if (t->report->findings && t->report->database)
        write_database(t);
}
