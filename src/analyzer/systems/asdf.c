/*
 * asdf: .tool-versions, "TOOL VERSION…" a line; the first version that is there is used. Source: asdf-vm.com,
 * "Versions". "system", "path:…", "ref:…" and "file:…" name no release.
 */
#include "analyzer/lang/lang.h"

enum { TOOL_LINE_MAX = 4096 };

static bool is_release(struct slice version)
{
    return version.len > 0 && !slice_equal(version, S("system")) && slice_find_byte(version, ':') == version.len;
}

static void add_line(struct facts *facts, struct slice line)
{
    struct slice tool, version, rest;

    line = slice_trim(slice_head(line, slice_find_byte(line, '#')));
    slice_cut(line, ' ', &tool, &rest);
    while (slice_next(&rest, ' ', &version)) {
        version = slice_trim(version);
        if (tool.len == 0 || !is_release(version))
            continue;
        struct package package = lang_package("asdf", tool, version, SCOPE_DECLARED);
        facts_package(facts, &package);
    }
}

static bool asdf_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line;

    while (reader_line(&entry->reader, TOOL_LINE_MAX, &line) != LINE_END)
        add_line(facts, line);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_asdf = {
    .name = "asdf",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, ".tool-versions"}, {0}},
    .read = asdf_read,
    .declared = true,
};
