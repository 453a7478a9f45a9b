/*
 * FIRST's exploit prediction scores: epss_scores-current.csv.gz ("#model_version:…,score_date:…", a header, then
 * "CVE,score,percentile"), or a file for each CVE year with semicolons and no header, as FIRST's API gives them.
 */
#include "advisory/feed/feed.h"

enum { LINE_MAX_LEN = 1024 };

static void take_comment(struct slice line, struct feed_emit *emit)
{
    static const struct slice name = S_INIT("score_date:");
    size_t at = slice_find(line, name);

    if (at != SIZE_MAX)
        emit_day(emit, slice_head(slice_skip(line, at + name.len), 10));
}

static bool epss_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    enum reader_line state;
    struct slice line;

    if (!slice_ends(file->path, S(".csv")))
        return true;
    while ((state = reader_line(file->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        uint8_t separator = slice_find_byte(line, ';') < line.len ? ';' : ',';
        struct slice cve, rest, score, percentile;

        if (state == LINE_CUT) {
            emit_problem(emit, ERROR_MALFORMED, "line %zu is too long", file->reader->line);
        } else if (slice_starts(line, S("#"))) {
            take_comment(line, emit);
        } else if (line.len && !slice_starts(line, S("cve,"))) {
            slice_cut(line, separator, &cve, &rest);
            slice_cut(rest, separator, &score, &percentile);
            emit_epss(emit, cve, score, percentile);
        }
    }
    return reader_ok(file->reader, error);
}

const struct feed feed_epss = {
    .name = "epss",
    .path = "epss/epss*",
    .licence = "FIRST.org: free use, attribution asked",
    .facts_allowed = true,
    .read = epss_read,
};
