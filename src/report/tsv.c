/* The inventory as tab-separated values: a header line, then one line a package; "\t", "\n" and "\\" are escaped. */
#include "report/sink.h"

static struct slice joined(struct arena *arena, struct slices texts)
{
    struct slice all = {NULL, 0};

    for (size_t i = 0; i < texts.count; i++)
        all = i ? arena_format(arena, "%.*s ; %.*s", SLICE_ARG(all), SLICE_ARG(texts.at[i])) : texts.at[i];
    return all;
}

static struct slice type_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.type;
}
static struct slice name_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.name;
}
static struct slice epoch_of(struct arena *arena, const struct inventory_package *p)
{
    return p->package.epoch == EPOCH_ABSENT ? S("") : arena_format(arena, "%lld", (long long)p->package.epoch);
}
static struct slice version_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.version;
}
static struct slice release_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.release;
}
static struct slice arch_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.arch;
}
static struct slice source_name_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.source_name;
}
static struct slice source_version_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.source_version;
}
static struct slice licence_of(struct arena *arena, const struct inventory_package *p)
{
    return joined(arena, p->package.licences);
}
static struct slice vendor_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.vendor;
}
static struct slice module_of(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->package.module;
}
static struct slice group_of(struct arena *arena, const struct inventory_package *p)
{
    return joined(arena, p->package.groups);
}
static struct slice path_column(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->path;
}
static struct slice purl_column(struct arena *arena, const struct inventory_package *p)
{
    (void)arena;
    return p->purl;
}
static struct slice layer_column(struct arena *arena, const struct inventory_package *p)
{
    return p->layer < 0 ? S("") : arena_format(arena, "%lld", (long long)p->layer);
}
static struct slice removed_column(struct arena *arena, const struct inventory_package *p)
{
    return p->removed_in < 0 ? S("") : arena_format(arena, "%lld", (long long)p->removed_in);
}
static struct slice origin_column(struct arena *arena, const struct inventory_package *p)
{
    static const char *const words[] = {"", "distribution", "third_party"};
    (void)arena;
    return slice_text(words[p->origin]);
}

static const struct column {
    const char *name;
    struct slice (*text)(struct arena *arena, const struct inventory_package *package);
    bool usual; /* stands there without --columns */
} columns[] = {
    {"type", type_of, true},
    {"name", name_of, true},
    {"epoch", epoch_of, true},
    {"version", version_of, true},
    {"release", release_of, true},
    {"arch", arch_of, true},
    {"source_name", source_name_of, true},
    {"source_version", source_version_of, true},
    {"licence", licence_of, true},
    {"vendor", vendor_of, true},
    {"module", module_of, true},
    {"group", group_of, true},
    {"path", path_column, true},
    {"purl", purl_column, true},
    {"layer", layer_column, false},
    {"removed_in", removed_column, false},
    {"origin", origin_column, false},
};
enum { COLUMNS = sizeof(columns) / sizeof(columns[0]), COLUMNS_MAX = 64 };

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
    for (size_t n = 0; n < options->columns.count && n < COLUMNS_MAX; n++) {
        size_t i = 0;
        while (i < COLUMNS && !slice_equal(options->columns.at[n], slice_text(columns[i].name)))
            i++;
        if (i == COLUMNS)
            return fail(error, ERROR_USAGE, "--columns: no column '%.*s'", SLICE_ARG(options->columns.at[n]));
        chosen[(*count)++] = &columns[i];
    }
    return true;
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
    for (size_t n = 0; n < report->inventory->package_count; n++) {
        for (size_t i = 0; i < count; i++) {
            sink_constant(sink, i ? "\t" : "");
            /* What makes text printable escapes tab, line end and backslash as the contract wants them here. */
            sink_text(sink, chosen[i]->text(arena, &report->inventory->packages[n]));
        }
        sink_constant(sink, "\n");
    }
    return true;
}

const struct format format_tsv = {
    .name = "tsv",
    .about = "the package list, tab-separated, one line a package (--columns chooses)",
    .inventory_only_too = true,
    .write = tsv_report,
};
