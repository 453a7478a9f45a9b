/*
 * What is left of rpm's database in the distroless images of Mariner and Azure Linux: one line a package, ten columns
 * with tabs between them, as their toolkit writes it with `rpm -qa --qf` (container-manifest-1 holds names alone):
 * name, version-release, install time, build time, vendor, epoch, size, architecture, epoch number, source package.
 */
#include "analyzer/os/rpm_package.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

enum column {
    COLUMN_NAME,
    COLUMN_VERSION,
    COLUMN_INSTALLED,
    COLUMN_BUILT,
    COLUMN_VENDOR,
    COLUMN_EPOCH,
    COLUMN_SIZE,
    COLUMN_ARCH,
    COLUMN_EPOCH_NUMBER,
    COLUMN_SOURCE,
    COLUMNS
};

/* rpm prints "(none)" where a header has no such tag. */
static struct slice column_text(struct facts *facts, struct slice column)
{
    return slice_equal(column, S("(none)")) ? S("") : rpm_text(facts->arena, column);
}

static bool line_read(struct facts *facts, struct slice line, struct package *package)
{
    struct slice columns[COLUMNS], version, release;
    uint64_t epoch;
    size_t count = 0;

    while (count < COLUMNS && slice_next(&line, '\t', &columns[count]))
        count++;
    if (count < COLUMNS)
        return false;
    size_t cut = slice_find_last(columns[COLUMN_VERSION], '-');
    version = slice_head(columns[COLUMN_VERSION], cut);
    release = slice_skip(columns[COLUMN_VERSION], cut + 1);
    if (columns[COLUMN_NAME].len == 0 || version.len == 0)
        return false;
    *package = (struct package){.type = S("rpm"),
                                .state = S("installed"),
                                .epoch = EPOCH_ABSENT,
                                .name = column_text(facts, columns[COLUMN_NAME]),
                                .version = rpm_text(facts->arena, version),
                                .release = rpm_text(facts->arena, release),
                                .arch = column_text(facts, columns[COLUMN_ARCH]),
                                .vendor = column_text(facts, columns[COLUMN_VENDOR])};
    if (slice_decimal(columns[COLUMN_EPOCH], &epoch) && epoch <= UINT32_MAX)
        package->epoch = (int64_t)epoch;
    rpm_source_split(column_text(facts, columns[COLUMN_SOURCE]), &package->source_name, &package->source_version);
    package->key_entry = slice_equal(package->name, S("gpg-pubkey"));
    return true;
}

static bool rpm_manifest_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct package package;
    struct slice line;
    enum reader_line kind;

    while ((kind = reader_line(&entry->reader, LINE_MAX_BYTES, &line)) != LINE_END) {
        struct arena_mark mark = arena_mark(facts->arena);
        if (kind == LINE_OK && line.len == 0)
            continue;
        if (kind == LINE_OK && line_read(facts, line, &package))
            facts_package(facts, &package);
        else
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not a package in %d columns", entry->reader.line, COLUMNS);
        arena_reset(facts->arena, mark);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_rpm_manifest = {
    .name = "rpm_manifest",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "var/lib/rpmmanifest/container-manifest-2"}, {GATE_END, NULL}},
    .read = rpm_manifest_read,
    .database = true,
};
