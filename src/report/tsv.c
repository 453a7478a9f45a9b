/*
 * The inventory as tab-separated values: a header line, then one line a package. "\t", "\n" and "\\" are escaped, as is
 * everything that is not printable. A spreadsheet takes a cell that begins with '=', '+', '-' or "@function(" for a
 * formula: there the first character is escaped as well ("\u{003D}").
 */
#include <stddef.h>

#include "report/sink.h"

/* Of a text at this place of the package. */
#define TEXT(member) .text = offsetof(struct inventory_package, member)
#define LIST(member) .list = offsetof(struct inventory_package, member)

static struct slice epoch_of(struct arena *arena, const struct inventory_package *entry)
{
    int64_t epoch = entry->package.epoch;
    return epoch == EPOCH_ABSENT ? S("") : arena_format(arena, "%lld", (long long)epoch);
}

static struct slice layer_text(struct arena *arena, int64_t layer)
{
    return layer < 0 ? S("") : arena_format(arena, "%lld", (long long)layer);
}

static struct slice layer_of(struct arena *arena, const struct inventory_package *entry)
{
    return layer_text(arena, entry->layer);
}

static struct slice removed_in_of(struct arena *arena, const struct inventory_package *entry)
{
    return layer_text(arena, entry->removed_in);
}

static struct slice origin_of(struct arena *arena, const struct inventory_package *entry)
{
    static const struct slice words[] = {[ORIGIN_UNKNOWN] = S_INIT(""),
                                         [ORIGIN_DISTRIBUTION] = S_INIT("distribution"),
                                         [ORIGIN_THIRD_PARTY] = S_INIT("third_party")};
    (void)arena;
    return words[entry->origin];
}

static struct slice scope_of(struct arena *arena, const struct inventory_package *entry)
{
    (void)arena;
    return entry->package.scope == SCOPE_DECLARED ? S("declared") : S("installed");
}

static struct slice relationship_of(struct arena *arena, const struct inventory_package *entry)
{
    static const struct slice words[] = {[RELATION_UNKNOWN] = S_INIT(""),
                                         [RELATION_DIRECT] = S_INIT("direct"),
                                         [RELATION_TRANSITIVE] = S_INIT("transitive"),
                                         [RELATION_ROOT] = S_INIT("root")};
    (void)arena;
    return words[entry->package.relationship];
}

static struct slice owner_of(struct arena *arena, const struct inventory_package *entry)
{
    (void)arena;
    return entry->owner ? entry->owner->package.name : S("");
}

/* One of `text`, `list` and `make` is set; no text or list stands at offset 0 but the type. */
static const struct column {
    const char *name;
    size_t text, list;
    struct slice (*make)(struct arena *arena, const struct inventory_package *entry);
    bool usual; /* stands there without --columns */
} columns[] = {
    {"type", TEXT(package.type), .usual = true},
    {"name", TEXT(package.name), .usual = true},
    {"epoch", .make = epoch_of, .usual = true},
    {"version", TEXT(package.version), .usual = true},
    {"release", TEXT(package.release), .usual = true},
    {"arch", TEXT(package.arch), .usual = true},
    {"source_name", TEXT(package.source_name), .usual = true},
    {"source_version", TEXT(package.source_version), .usual = true},
    {"licence", LIST(package.licences), .usual = true},
    {"vendor", TEXT(package.vendor), .usual = true},
    {"module", TEXT(package.module), .usual = true},
    {"group", LIST(package.groups), .usual = true},
    {"path", TEXT(path), .usual = true},
    {"purl", TEXT(purl), .usual = true},
    {"layer", .make = layer_of},
    {"removed_in", .make = removed_in_of},
    {"origin", .make = origin_of},
    {"scope", .make = scope_of},
    {"relationship", .make = relationship_of},
    {"owner", .make = owner_of},
};
enum { COLUMNS = sizeof(columns) / sizeof(columns[0]), COLUMNS_MAX = 64 };

/* The contract: several are joined by " ; ". */
static struct slice joined(struct arena *arena, const struct slices *texts)
{
    struct slice *parts = arena_array(arena, struct slice, 2 * texts->count);
    size_t count = 0;

    for (size_t i = 0; i < texts->count; i++) {
        if (i)
            parts[count++] = S(" ; ");
        parts[count++] = texts->at[i];
    }
    return arena_join(arena, parts, count);
}

static struct slice text_of(struct arena *arena, const struct column *column, const struct inventory_package *entry)
{
    if (column->make)
        return column->make(arena, entry);
    if (column->list)
        return joined(arena, (const struct slices *)((const char *)entry + column->list));
    return *(const struct slice *)((const char *)entry + column->text);
}

static void write_cell(struct sink *sink, struct slice text)
{
    static const struct {
        char first;
        const char *needs, *escaped; /* needs  a formula that begins so holds one of these; NULL: whatever it holds */
    } formulas[] = {
        {'=', NULL, "\\u{003D}"}, {'+', NULL, "\\u{002B}"}, {'-', NULL, "\\u{002D}"}, {'@', "(|", "\\u{0040}"}};

    for (size_t i = 0; text.len > 1 && i < sizeof(formulas) / sizeof(formulas[0]); i++) {
        if (text.at[0] != formulas[i].first)
            continue;
        bool harmful = !formulas[i].needs;
        for (const char *c = formulas[i].needs; c && *c; c++)
            harmful = harmful || slice_find_byte(text, (uint8_t)*c) < text.len;
        if (!harmful)
            break;
        sink_constant(sink, formulas[i].escaped);
        text = slice_skip(text, 1);
        break;
    }
    /* What makes text printable escapes tab, line end and backslash as the contract wants them here. */
    sink_text(sink, text);
}

static bool choose(const struct report_options *options, const struct column *chosen[COLUMNS_MAX], size_t *count,
                   struct error *error)
{
    *count = 0;
    if (!options->columns.count) {
        for (size_t i = 0; i < COLUMNS; i++)
            if (columns[i].usual)
                chosen[(*count)++] = &columns[i];
        return true;
    }
    if (options->columns.count > COLUMNS_MAX)
        return fail(error, ERROR_USAGE, "--columns: more than %d columns", COLUMNS_MAX);
    for (size_t n = 0; n < options->columns.count; n++) {
        size_t i = 0;
        while (i < COLUMNS && !slice_equal(options->columns.at[n], slice_text(columns[i].name)))
            i++;
        if (i == COLUMNS)
            return fail(error, ERROR_USAGE, "--columns: no column '%.*s'", SLICE_ARG(options->columns.at[n]));
        chosen[(*count)++] = &columns[i];
    }
    return true;
}

static void write_line(struct sink *sink, struct arena *arena, const struct inventory_package *entry,
                       const struct column *const *chosen, size_t count)
{
    struct arena_mark mark = arena_mark(arena);

    for (size_t i = 0; i < count; i++) {
        sink_constant(sink, i ? "\t" : "");
        write_cell(sink, text_of(arena, chosen[i], entry));
    }
    sink_constant(sink, "\n");
    arena_reset(arena, mark);
}

static bool tsv_report(struct sink *sink, const struct report *report, const struct report_options *options,
                       struct arena *arena, struct error *error)
{
    const struct column *chosen[COLUMNS_MAX];
    size_t count;

    if (!choose(options, chosen, &count, error))
        return false;
    for (size_t i = 0; i < count; i++) {
        sink_constant(sink, i ? "\t" : "");
        sink_constant(sink, chosen[i]->name);
    }
    sink_constant(sink, "\n");
    for (size_t i = 0; i < report->inventory->package_count; i++)
        write_line(sink, arena, &report->inventory->packages[i], chosen, count);
    return true;
}

const struct format format_tsv = {
    .name = "tsv",
    .about = "the package list, tab-separated, one line a package (--columns chooses)",
    .inventory_only_too = true,
    .write = tsv_report,
};
