/*
 * endoflife.date: one Markdown file a product with YAML front matter, https://github.com/endoflife-date/endoflife.date.
 * The few lines that matter are read as lines: the block `releases:`, one "- releaseCycle:" an item, `eol` and `eoes`
 * (or, where that is absent, a date in `lts`) each a day or a boolean. Only operating systems are kept.
 */
#include "advisory/feed/feed.h"

enum { LINE_MAX_LEN = 64 * 1024 };

struct cycle {
    struct slice name, extended, lts;
    struct slice end; /* a day, or a boolean: "true" is ended, and nobody says when */
};

/* "- releaseCycle: "12" # why" to key and value, without quotes and comment. */
static bool field_of(struct slice line, struct slice *key, struct slice *value)
{
    size_t comment;

    line = slice_trim(line);
    if (slice_starts(line, S("- ")))
        line = slice_trim(slice_skip(line, 2));
    if (!slice_cut(line, ':', key, value))
        return false;
    *value = slice_trim(*value);
    if (value->len && (value->at[0] == '"' || value->at[0] == '\'')) {
        uint8_t quote = value->at[0];
        *value = slice_skip(*value, 1);
        *value = slice_head(*value, slice_find_byte(*value, quote));
    } else {
        comment = slice_find(*value, S(" #"));
        *value = slice_trim(slice_head(*value, comment));
    }
    return true;
}

static void finish(struct slice product, struct cycle *cycle, struct feed_emit *emit)
{
    struct slice extended = cycle->extended.len ? cycle->extended : cycle->lts;

    if (cycle->name.len) {
        emit_support(emit, product, cycle->name, cycle->end, extended, false);
        /* Amazon Linux 1 is called by its last point release. */
        if (slice_equal(product, S("amazon-linux")) && slice_equal(cycle->name, S("2018.03")))
            emit_support(emit, product, S("1"), cycle->end, extended, false);
    }
    *cycle = (struct cycle){0};
}

static void take_field(struct feed_file *file, struct slice key, struct slice value, struct cycle *cycle,
                       struct feed_emit *emit)
{
    if (slice_equal(key, S("releaseCycle")))
        cycle->name = arena_copy(file->arena, value);
    else if (slice_equal(key, S("eol")))
        cycle->end = arena_copy(file->arena, value);
    else if (slice_equal(key, S("eoes")))
        cycle->extended = arena_copy(file->arena, value);
    else if (slice_equal(key, S("lts")))
        cycle->lts = arena_copy(file->arena, value);
    else if (slice_equal(key, S("releaseDate")) || slice_equal(key, S("latestReleaseDate")))
        emit_day(emit, value);
}

static bool endoflife_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct slice base = path_base(file->path), product, line, key, value;
    bool is_os = false, releases = false;
    struct cycle cycle = {0};
    enum reader_line state;
    size_t fences = 0;

    if (!slice_ends(base, S(".md")) || !slice_equal(path_base(path_folder(file->path)), S("products")))
        return true;
    product = slice_head(base, base.len - 3);
    while (fences < 2 && (state = reader_line(file->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        if (slice_equal(line, S("---")))
            fences++;
        else if (slice_equal(slice_trim(line), S("category: os")))
            is_os = true;
        else if (slice_starts(line, S("releases:")))
            releases = true;
        else if (line.len && line.at[0] != ' ' && line.at[0] != '-' && line.at[0] != '#')
            releases = false;
        if (!is_os || !releases || !field_of(line, &key, &value))
            continue;
        if (slice_starts(slice_trim(line), S("- ")))
            finish(product, &cycle, emit);
        take_field(file, key, value, &cycle, emit);
    }
    finish(product, &cycle, emit);
    return reader_ok(file->reader, error);
}

const struct feed feed_endoflife = {
    .name = "endoflife-date",
    .path = "eol/endoflife-date",
    .licence = "MIT",
    .facts_allowed = true,
    .read = endoflife_read,
};
