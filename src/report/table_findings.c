#include "base/sort.h"
#include "report/table.h"
#include "report/words.h"

/* Severities are at most 10 columns wide. */
enum { SEVERITY_COLUMN = 2, ACTION_COLUMN = 14, NARROW_COLUMN = 4 };
enum { PLACES_SHOWN = 3 };

/* How docker writes down instructions, before and since BuildKit: what a person wrote is left of them. */
static struct slice instruction(struct arena *arena, struct slice created_by)
{
    static const struct slice nop = S_INIT("/bin/sh -c #(nop) "), shell = S_INIT("/bin/sh -c "),
                              run = S_INIT("RUN /bin/sh -c "), buildkit = S_INIT(" # buildkit");

    if (slice_starts(created_by, nop))
        return slice_trim(slice_skip(created_by, nop.len));
    if (slice_ends(created_by, buildkit))
        created_by = slice_head(created_by, created_by.len - buildkit.len);
    if (slice_starts(created_by, run))
        created_by = slice_skip(created_by, run.len - shell.len);
    if (slice_starts(created_by, shell))
        return arena_format(arena, "RUN %.*s", SLICE_ARG(slice_trim(slice_skip(created_by, shell.len))));
    return slice_trim(created_by);
}

static void write_layer(struct table *t, const struct inventory_package *package)
{
    const struct inventory *inventory = t->report->inventory;
    struct slice created_by = {NULL, 0};
    struct layout *l = &t->layout;

    for (size_t i = 0; i < inventory->layer_count; i++)
        if (inventory->layers[i].index == package->layer)
            created_by = instruction(t->arena, inventory->layers[i].created_by);
    /* A root filesystem is one layer that nobody names: there is nothing to tell. */
    if (package->layer < 0 || (inventory->layer_count == 1 && !created_by.len))
        return;
    layout_line(l, 2);
    layout_style(l, STYLE_DIM);
    layout_say(l, "layer ");
    layout_number(l, (uint64_t)package->layer);
    layout_say(l, "  ");
    layout_cut(l, created_by);
    layout_plain(l);
    if (package->removed_in >= 0) {
        layout_line(l, 2);
        layout_say(l, "removed in layer ");
        layout_number(l, (uint64_t)package->removed_in);
    }
}

/* Where what no package database lists lies: there it is updated. */
static void write_places(struct table *t, const struct block *block)
{
    struct layout *l = &t->layout;

    if (inventory_is_os_type(block->packages[0]->package.type))
        return;
    for (size_t i = 0; i < block->package_count && i < PLACES_SHOWN; i++) {
        layout_line(l, 2);
        layout_style(l, STYLE_DIM);
        layout_text(l, block->packages[i]->path);
        if (i + 1 == PLACES_SHOWN && block->package_count > PLACES_SHOWN) {
            layout_say(l, " and ");
            layout_count(l, block->package_count - PLACES_SHOWN, "other place", "other places");
        }
        layout_plain(l);
    }
}

static bool same_name(const struct block *block, size_t index)
{
    struct slice name = block->packages[index]->package.name;

    return (index && slice_equal(block->packages[index - 1]->package.name, name)) ||
           (index + 1 < block->package_count && slice_equal(block->packages[index + 1]->package.name, name));
}

/* One package in several places: its name stands there once. */
static bool is_said(const struct block *block, size_t index)
{
    const struct package *package = &block->packages[index]->package, *before;

    if (index == 0)
        return false;
    before = &block->packages[index - 1]->package;
    return slice_equal(before->name, package->name) && slice_equal(before->arch, package->arch);
}

static void write_names(struct table *t, const struct block *block)
{
    struct layout *l = &t->layout;

    for (size_t i = 0; i < block->package_count; i++) {
        const struct package *package = &block->packages[i]->package;
        if (is_said(block, i))
            continue;
        if (i)
            layout_say(l, ", ");
        layout_style(l, STYLE_BOLD);
        layout_text(l, package->name);
        layout_plain(l);
        if (package->arch.len && same_name(block, i)) {
            layout_say(l, ":");
            layout_text(l, package->arch);
        }
    }
}

static bool fixable(const struct finding *finding)
{
    return finding->status == FINDING_AFFECTED && finding->fix.state == FIX_FIXED;
}

/* The one finding whose fix is the fix of all that have one; NULL when there is none, or there are several. */
static const struct finding *one_fix(const struct block *block)
{
    const struct finding *fix = NULL;

    for (size_t i = 0; i < block->finding_count; i++) {
        const struct finding *finding = block->findings[i];
        if (!fixable(finding))
            continue;
        if (fix && !(slice_equal(fix->fix.version, finding->fix.version) &&
                     slice_equal(fix->fix.channel, finding->fix.channel)))
            return NULL;
        fix = finding;
    }
    return fix;
}

static struct slice fix_text(struct arena *arena, const struct finding *finding)
{
    if (!finding->fix.channel.len)
        return arena_format(arena, "→ %.*s", SLICE_ARG(finding->fix.version));
    return arena_format(arena, "→ %.*s (%.*s)", SLICE_ARG(finding->fix.version), SLICE_ARG(finding->fix.channel));
}

/* What can be done about it. one  its fix stands in the block's first line */
static struct slice action(struct arena *arena, const struct finding *finding, bool one)
{
    static const struct slice states[] = {[FIX_FIXED] = S_INIT("update"),
                                          [FIX_NONE] = S_INIT("no fix yet"),
                                          [FIX_WONT_FIX] = S_INIT("will not be fixed"),
                                          [FIX_DEFERRED] = S_INIT("fix deferred"),
                                          [FIX_END_OF_LIFE] = S_INIT("end of life, no fix"),
                                          [FIX_UNKNOWN] = S_INIT("fix unknown")};
    static const struct slice statuses[] = {[FINDING_AFFECTED] = S_INIT(""),
                                            [FINDING_UNDER_INVESTIGATION] = S_INIT("under investigation"),
                                            [FINDING_NOT_AFFECTED] = S_INIT("not affected"),
                                            [FINDING_FIXED] = S_INIT("has the fix")};

    if (finding->status != FINDING_AFFECTED)
        return statuses[finding->status];
    return fixable(finding) && !one ? fix_text(arena, finding) : states[finding->fix.state];
}

/* A line of a block: findings of one severity about which the same can be done. */
static int order_rows(const void *a, const void *b, void *context)
{
    const struct finding *x = *(const struct finding *const *)a, *y = *(const struct finding *const *)b;
    int order = (y->severity > x->severity) - (y->severity < x->severity);

    (void)context;
    if (!order)
        order = (x->status > y->status) - (x->status < y->status);
    if (!order)
        order = (x->fix.state > y->fix.state) - (x->fix.state < y->fix.state);
    if (!order)
        order = slice_compare_natural(x->fix.version, y->fix.version);
    if (!order)
        order = slice_compare(x->fix.channel, y->fix.channel);
    return order;
}

static void write_id(struct table *t, const struct finding *finding)
{
    struct layout *l = &t->layout;
    size_t notes = 0;

    layout_text(l, finding->id);
    if (finding->kev) {
        layout_say(l, " (");
        layout_style(l, STYLE_RED);
        layout_say(l, "known to be exploited");
        layout_plain(l);
        notes++;
    }
    for (size_t i = 0; i < finding->marks.count; i++) {
        layout_say(l, notes++ ? ", " : " (");
        layout_text(l, finding->marks.at[i]);
    }
    layout_say(l, notes ? ")" : "");
}

static void write_row(struct table *t, const struct finding *const *findings, size_t count, struct slice action,
                      size_t ids_column)
{
    const char *severity = severity_name(findings[0]->severity);
    struct layout *l = &t->layout;

    layout_line(l, SEVERITY_COLUMN);
    layout_style(l, table_severity_style(findings[0]->severity));
    layout_say(l, severity);
    layout_plain(l);
    layout_to(l, ACTION_COLUMN);
    if (fixable(findings[0]))
        layout_style(l, STYLE_GREEN);
    layout_text(l, action);
    layout_plain(l);
    if (ids_column == NARROW_COLUMN)
        layout_line(l, NARROW_COLUMN);
    else
        layout_to(l, ids_column);
    for (size_t i = 0; i < count; i++) {
        layout_say(l, i ? ", " : "");
        write_id(t, findings[i]);
    }
}

static void write_rows(struct table *t, const struct block *block, bool one)
{
    const struct finding **rows = arena_array(t->arena, const struct finding *, block->finding_count);
    size_t widest = 0, end;

    memcpy(rows, block->findings, block->finding_count * sizeof(rows[0]));
    sort_items(rows, block->finding_count, sizeof(rows[0]), order_rows, NULL);
    for (size_t i = 0; i < block->finding_count; i++) {
        size_t width = layout_width(&t->layout, action(t->arena, rows[i], one));
        widest = width > widest ? width : widest;
    }
    size_t column = ACTION_COLUMN + widest + 2;
    if (table_narrow(t) || column > t->layout.width / 2)
        column = NARROW_COLUMN;
    for (size_t i = 0; i < block->finding_count; i = end) {
        for (end = i + 1; end < block->finding_count && !order_rows(&rows[i], &rows[end], NULL);)
            end++;
        write_row(t, rows + i, end - i, action(t->arena, rows[i], one), column);
    }
}

static void write_kernel_headers(struct table *t, const struct block *block)
{
    struct layout *l = &t->layout;

    layout_line(l, 2);
    layout_count(l, block->finding_count, "flaw", "flaws");
    layout_say(l, " of the kernel, of which only headers are installed: not gated (-o json lists them)");
}

static void write_block(struct table *t, const struct block *block)
{
    const struct package *package = &block->packages[0]->package;
    const struct finding *fix = block->kernel_headers ? NULL : one_fix(block);
    struct layout *l = &t->layout;

    layout_gap(l, 0);
    l->indent = 2;
    write_names(t, block);
    layout_say(l, "  ");
    layout_text(l, package_full_version(t->arena, package));
    if (fix) {
        layout_say(l, " ");
        layout_style(l, STYLE_GREEN);
        layout_text(l, fix_text(t->arena, fix));
        layout_plain(l);
    }
    if (package->source_name.len && !(block->package_count == 1 && slice_equal(package->source_name, package->name))) {
        layout_style(l, STYLE_DIM);
        layout_say(l, "  from ");
        layout_text(l, package->source_name);
        layout_plain(l);
    }
    write_places(t, block);
    write_layer(t, block->packages[0]);
    if (block->kernel_headers)
        write_kernel_headers(t, block);
    else
        write_rows(t, block, fix != NULL);
}

void table_findings(struct table *t, const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        write_block(t, &blocks[i]);
        arena_reset(t->arena, mark);
    }
}
