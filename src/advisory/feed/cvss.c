/*
 * CVSS vectors of CVEs by source: cvss.tsv with the columns cve, source, vector. Derived from CISA's vulnrichment,
 * NVD's and the distributions' data; sources are "cna", "cisa-adp", "nvd", "osv", "redhat", "ghsa", "ubuntu:WHO".
 */
#include "advisory/feed/feed.h"

enum { LINE_MAX_LEN = 4096 };

static bool cvss_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    enum reader_line state;
    struct slice line;

    if (!slice_equal(path_base(file->path), S("cvss.tsv")))
        return true;
    while ((state = reader_line(file->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        struct slice cve, rest, source, vector;

        if (state == LINE_CUT) {
            emit_problem(emit, ERROR_MALFORMED, "line %zu is too long", file->reader->line);
            continue;
        }
        if (line.len == 0 || slice_starts(line, S("cve\t")))
            continue;
        slice_cut(line, '\t', &cve, &rest);
        if (!slice_cut(rest, '\t', &source, &vector) || vector.len == 0)
            emit_problem(emit, ERROR_MALFORMED, "line %zu has no vector", file->reader->line);
        else
            emit_word(emit, cve, source, vector, (struct slice){0});
    }
    return reader_ok(file->reader, error);
}

const struct feed feed_cvss = {
    .name = "cvss",
    .path = "cvss/cvss*",
    .licence = "facts, derived from several sources",
    .facts_allowed = true,
    .read = cvss_read,
};
