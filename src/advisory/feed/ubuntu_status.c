/*
 * The state of Ubuntu's CVE tracker as two tables (tab-separated, the first line names the columns):
 *   cves.tsv     cve, public_date, priority
 *   status.tsv   cve, source, then a column for each release: "released 1.2-3", "needed", "ignored end of life" …
 * A release's extended stream has a column of its own ("esm-infra/focal", "trusty/esm"), and so have the FIPS builds.
 * Words: the tracker's README, "Status values" (git.launchpad.net/ubuntu-cve-tracker).
 */
#include "advisory/feed/feed.h"

enum { LINE_MAX_LEN = 64 * 1024, COLUMNS_MAX = 64 };

static const struct {
    struct slice codename, release;
} releases[] = {
    {S_INIT("trusty"), S_INIT("14.04")},   {S_INIT("xenial"), S_INIT("16.04")},   {S_INIT("bionic"), S_INIT("18.04")},
    {S_INIT("focal"), S_INIT("20.04")},    {S_INIT("jammy"), S_INIT("22.04")},    {S_INIT("mantic"), S_INIT("23.10")},
    {S_INIT("noble"), S_INIT("24.04")},    {S_INIT("oracular"), S_INIT("24.10")}, {S_INIT("plucky"), S_INIT("25.04")},
    {S_INIT("questing"), S_INIT("25.10")}, {S_INIT("resolute"), S_INIT("26.04")},
};

/* A column of status.tsv; without a release it is none of ours ("upstream", "devel"). */
struct column {
    struct slice release, channel;
    size_t base; /* of an extended stream: the column of the release itself; COLUMNS_MAX when there is none */
    bool extended;
};
struct columns {
    struct column at[COLUMNS_MAX];
    struct slice cells[COLUMNS_MAX];
    size_t count;
};

static struct slice release_of(struct slice codename)
{
    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++)
        if (slice_equal(releases[i].codename, codename))
            return releases[i].release;
    return (struct slice){0};
}

static struct column column_of(struct slice name)
{
    struct slice stream, codename;

    if (!slice_cut(name, '/', &stream, &codename))
        return (struct column){.release = release_of(name), .base = COLUMNS_MAX};
    /* "trusty/esm" and "precise/esm" came before there were two kinds of extended maintenance. */
    if (slice_equal(codename, S("esm")))
        return (struct column){release_of(stream), S("esm-infra"), COLUMNS_MAX, true};
    if (slice_starts(stream, S("esm-infra")))
        stream = S("esm-infra");
    return (struct column){release_of(codename), stream, COLUMNS_MAX, slice_starts(stream, S("esm-"))};
}

static void take_head(struct arena *arena, struct slice line, struct columns *columns)
{
    struct slice rest = arena_copy(arena, line), name;

    columns->count = 0;
    while (columns->count < COLUMNS_MAX && slice_next(&rest, '\t', &name))
        columns->at[columns->count++] = column_of(slice_trim(name));
    for (size_t i = 0; i < columns->count; i++)
        for (size_t k = 0; k < columns->count && columns->at[i].channel.len; k++)
            if (!columns->at[k].channel.len && columns->at[k].release.len &&
                slice_equal(columns->at[k].release, columns->at[i].release))
                columns->at[i].base = k;
}

static bool is_version(struct slice text)
{
    return text.len && text.at[0] >= '0' && text.at[0] <= '9' && slice_find_byte(text, ' ') == text.len;
}

/* "ignored" with its reason. Nobody looks at it any more, or nobody will repair it: open either way. */
static enum advisory_status ignored_status(struct slice reason)
{
    static const struct slice ends[] = {
        S_INIT("end of "),        S_INIT("end-of-"),      S_INIT("superseded"),         S_INIT("replaced by"),
        S_INIT("out of support"), S_INIT("ESM criteria"), S_INIT("no longer supported")};

    if (slice_find(reason, S("was not-affected")) != SIZE_MAX)
        return STATUS_NOT_AFFECTED;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (slice_find(reason, ends[i]) != SIZE_MAX)
            return STATUS_END_OF_LIFE;
    return STATUS_WILL_NOT_FIX;
}

/* returns  false when the cell says nothing that could be judged */
static bool cell_status(struct slice cell, struct advisory *advisory, struct slice *range)
{
    static const struct {
        struct slice word;
        enum advisory_status status;
    } words[] = {
        {S_INIT("needed"), STATUS_AFFECTED},
        {S_INIT("active"), STATUS_AFFECTED},
        {S_INIT("pending"), STATUS_AFFECTED}, /* the version in its detail is being made */
        {S_INIT("needs-triage"), STATUS_UNDER_INVESTIGATION},
        {S_INIT("deferred"), STATUS_DEFERRED},
        {S_INIT("not-affected"), STATUS_NOT_AFFECTED},
        {S_INIT("released"), STATUS_FIXED},
    };
    struct slice word, detail;

    slice_cut(cell, ' ', &word, &detail);
    advisory->fixed_version = (struct slice){0};
    advisory->has_ranges = false;
    if (slice_equal(word, S("ignored"))) {
        advisory->status = ignored_status(detail);
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!slice_equal(word, words[i].word))
            continue;
        advisory->status = words[i].status;
        if (advisory->status == STATUS_FIXED) {
            advisory->fixed_version = detail;
            return is_version(detail);
        }
        if (slice_equal(word, S("pending")) && is_version(detail)) {
            advisory->has_ranges = true; /* what is below that version; there is no fix to be had yet */
            *range = detail;
        }
        return true;
    }
    return false;
}

/*
 * The release's own column says no more than "ended" once standard support is over; who goes on looking is the extended
 * stream. Where it found that the code is not affected, or did not look yet, that holds for the release as well: it is
 * the same code.
 */
static enum advisory_status status_after_end(const struct columns *columns, size_t base, enum advisory_status status)
{
    bool triage = false;

    for (size_t i = 0; i < columns->count && status == STATUS_END_OF_LIFE; i++) {
        if (!columns->at[i].extended || columns->at[i].base != base)
            continue;
        if (slice_starts(columns->cells[i], S("not-affected")))
            return STATUS_NOT_AFFECTED;
        triage = triage || slice_equal(columns->cells[i], S("needs-triage"));
    }
    return triage ? STATUS_UNDER_INVESTIGATION : status;
}

/* An extended stream is told of where it differs: by a fix of its own, or when the release's column is silent. */
static bool adds_nothing(const struct columns *columns, size_t index)
{
    size_t base = columns->at[index].base;

    if (base == COLUMNS_MAX || columns->cells[base].len == 0)
        return false;
    return slice_equal(columns->cells[index], columns->cells[base]) ||
           !slice_starts(columns->cells[index], S("released"));
}

static void take_line(struct feed_file *file, const struct columns *columns, struct feed_emit *emit)
{
    struct advisory advisory = {
        .id = columns->cells[0],
        .source = S("ubuntu-cve-tracker"),
        .distro_id = S("ubuntu"),
        .package = columns->cells[1],
        .kind = KIND_SOURCE,
        .scheme = S("deb"),
    };

    for (size_t i = 2; i < columns->count; i++) {
        struct slice cell = columns->cells[i], bound = {0}, clause;
        const struct column *column = &columns->at[i];

        if (!column->release.len || !cell.len || adds_nothing(columns, i))
            continue;
        if (!cell_status(cell, &advisory, &bound)) {
            emit_problem(emit, ERROR_MALFORMED, "line %zu: '%.*s' says nothing that can be judged", file->reader->line,
                         SLICE_ARG(slice_head(cell, 80)));
            continue;
        }
        if (!column->channel.len)
            advisory.status = status_after_end(columns, i, advisory.status);
        if (advisory.has_ranges) {
            clause = arena_format(file->arena, "<%.*s", SLICE_ARG(bound));
            advisory.ranges = (struct slices){&clause, 1};
        }
        advisory.release = column->release;
        advisory.channel = column->channel;
        emit_statement(emit, &advisory, EMIT_PRIMARY);
    }
}

static bool take_table(struct feed_file *file, struct feed_emit *emit, size_t fewest,
                       void (*take)(struct feed_file *file, const struct columns *columns, struct feed_emit *emit),
                       struct error *error)
{
    struct columns *columns = arena_new(file->arena, struct columns);
    enum reader_line state;
    struct slice line;

    while ((state = reader_line(file->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        struct arena_mark mark = arena_mark(file->arena);
        size_t count = 0;

        if (state == LINE_CUT) {
            emit_problem(emit, ERROR_LIMIT, "line %zu is too long", file->reader->line);
            continue;
        }
        if (file->reader->line == 1) {
            take_head(file->arena, line, columns);
            continue;
        }
        for (struct slice rest = line; count < columns->count && slice_next(&rest, '\t', &columns->cells[count]);)
            count++;
        for (size_t i = count; i < columns->count; i++)
            columns->cells[i] = (struct slice){0};
        if (count < fewest || columns->cells[0].len == 0)
            emit_problem(emit, ERROR_MALFORMED, "line %zu has too few columns", file->reader->line);
        else
            take(file, columns, emit);
        arena_reset(file->arena, mark);
    }
    return reader_ok(file->reader, error);
}

static void take_cve(struct feed_file *file, const struct columns *columns, struct feed_emit *emit)
{
    (void)file;
    emit_cve(emit, columns->cells[0], columns->cells[1], false);
    emit_word(emit, columns->cells[0], S("ubuntu"), (struct slice){0}, columns->cells[2]);
    emit_day(emit, columns->cells[1]);
}

static bool ubuntu_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice base = path_base(file->path);

    if (slice_equal(base, S("cves.tsv")))
        return take_table(file, emit, 3, take_cve, error);
    if (slice_equal(base, S("status.tsv")))
        return take_table(file, emit, 3, take_line, error);
    return true;
}

const struct feed feed_ubuntu_status = {
    .name = "ubuntu-cve-tracker",
    .speaker = "ubuntu",
    .path = "ubuntu/status-derived",
    .licence = "none stated by Ubuntu for its tracker's data",
    .facts_allowed = true,
    .read = ubuntu_read,
};
