/*
 * distro-info-data: debian.csv and ubuntu.csv of the Debian package of that name, the distributions' own word on their
 * releases. The first line names the columns; the last ones may be missing in a row.
 */
#include "advisory/feed/feed.h"

enum { LINE_MAX_LEN = 4096, COLUMNS_MAX = 16 };

struct columns {
    struct slice at[COLUMNS_MAX];
    size_t count;
};

static void split(struct arena *arena, struct slice line, struct columns *columns)
{
    struct slice rest = arena_copy(arena, line), piece;

    columns->count = 0;
    while (columns->count < COLUMNS_MAX && slice_next(&rest, ',', &piece))
        columns->at[columns->count++] = slice_trim(piece);
}

static struct slice column(const struct columns *head, const struct columns *row, struct slice name)
{
    for (size_t i = 0; i < head->count && i < row->count; i++)
        if (slice_equal(head->at[i], name))
            return row->at[i];
    return (struct slice){0};
}

static bool distro_info_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice base = path_base(file->path), line;
    bool debian = slice_equal(base, S("debian.csv"));
    struct columns head = {.count = 0}, row;
    enum reader_line state;

    if (!debian && !slice_equal(base, S("ubuntu.csv")))
        return true;
    while ((state = reader_line(file->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        struct slice version, number, rest;

        if (state == LINE_CUT) {
            emit_problem(emit, ERROR_MALFORMED, "line %zu is too long", file->reader->line);
            continue;
        }
        split(file->arena, line, head.count ? &row : &head);
        if (file->reader->line == 1)
            continue;
        version = column(&head, &row, S("version"));
        slice_cut(version, ' ', &number, &rest); /* "24.04 LTS" */
        if (number.len == 0)
            continue; /* sid, experimental */
        emit_support(emit, debian ? S("debian") : S("ubuntu"), number, column(&head, &row, S("eol")),
                     column(&head, &row, debian ? S("eol-lts") : S("eol-esm")), true);
    }
    return reader_ok(file->reader, error);
}

const struct feed feed_distro_info = {
    .name = "distro-info",
    .path = "eol/debian-distro-info",
    .licence = "ISC",
    .facts_allowed = true,
    .read = distro_info_read,
};
