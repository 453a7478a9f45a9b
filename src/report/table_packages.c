#include "report/table.h"

/* Of the columns of this list; a text that is longer pushes the rest of its line. */
enum { COLUMNS = 4, COLUMN_MAX = 48, TYPE = 0, NAME, VERSION, ARCH };

static struct slice cell(struct arena *arena, const struct inventory_package *entry, size_t column)
{
    switch (column) {
    case TYPE: return entry->package.type;
    case NAME: return entry->package.name;
    case VERSION: return package_full_version(arena, &entry->package);
    default: return entry->package.arch;
    }
}

/* Where each column begins: behind the widest of the one before it. */
static void measure(struct table *t, size_t starts[COLUMNS])
{
    const struct inventory *inventory = t->report->inventory;
    size_t most = t->layout.width / 2 < COLUMN_MAX ? t->layout.width / 2 : COLUMN_MAX, widest[COLUMNS] = {0};

    for (size_t i = 0; i < inventory->package_count; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        for (size_t k = 0; k < COLUMNS; k++) {
            size_t width = layout_width(&t->layout, cell(t->arena, &inventory->packages[i], k));
            width = width < most ? width : most;
            widest[k] = width > widest[k] ? width : widest[k];
        }
        arena_reset(t->arena, mark);
    }
    starts[0] = 0;
    for (size_t k = 1; k < COLUMNS; k++)
        starts[k] = starts[k - 1] + widest[k - 1] + 2;
}

static void write_notes(struct table *t, const struct inventory_package *entry)
{
    struct layout *l = &t->layout;

    if (entry->package.scope == SCOPE_DECLARED) {
        layout_say(l, "  declared");
        for (size_t i = 0; i < entry->package.groups.count; i++) {
            layout_say(l, i ? ", " : " for ");
            layout_text(l, entry->package.groups.at[i]);
        }
    }
    if (entry->owner) {
        layout_say(l, "  of ");
        layout_text(l, entry->owner->package.name);
    }
    if (entry->origin == ORIGIN_THIRD_PARTY)
        layout_say(l, "  third party");
    if (entry->removed_in >= 0) {
        layout_say(l, "  removed in layer ");
        layout_number(l, (uint64_t)entry->removed_in);
    }
}

void table_packages(struct table *t)
{
    const struct inventory *inventory = t->report->inventory;
    struct layout *l = &t->layout;
    size_t starts[COLUMNS];

    if (!inventory->package_count)
        return;
    measure(t, starts);
    layout_line(l, 0);
    for (size_t i = 0; i < inventory->package_count; i++) {
        const struct inventory_package *entry = &inventory->packages[i];
        struct arena_mark mark = arena_mark(t->arena);
        layout_line(l, 0);
        for (size_t k = 0; k < COLUMNS; k++) {
            struct slice text = cell(t->arena, entry, k);
            if (!text.len)
                continue;
            if (k)
                layout_to(l, starts[k]);
            layout_style(l, k == NAME ? STYLE_BOLD : STYLE_DIM);
            if (k == VERSION)
                layout_plain(l);
            l->indent = 2;
            layout_text(l, text);
            layout_plain(l);
        }
        write_notes(t, entry);
        arena_reset(t->arena, mark);
    }
}
