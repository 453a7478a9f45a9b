/*
 * Node.js version managers: .nvmrc and .node-version, one version a file. Source: nvm-sh/nvm, README, ".nvmrc"; an
 * alias
 * ("node", "lts" with a star) names no release.
 */
#include "analyzer/lang/lang.h"

enum { VERSION_LINE_MAX = 256 };

static bool is_version(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((text.at[i] < '0' || text.at[i] > '9') && text.at[i] != '.')
            return false;
    return text.len > 0 && text.at[0] != '.';
}

static bool node_version_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line;

    while (reader_line(&entry->reader, VERSION_LINE_MAX, &line) != LINE_END) {
        line = slice_trim(slice_head(line, slice_find_byte(line, '#')));
        if (slice_starts(line, S("v")))
            line = slice_skip(line, 1);
        if (!is_version(line))
            continue;
        struct package package = lang_package("generic", S("nodejs"), line, SCOPE_DECLARED);
        facts_package(facts, &package);
        break;
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_node_version = {
    .name = "node-version",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, ".nvmrc"}, {GATE_BASENAME, ".node-version"}, {0}},
    .read = node_version_read,
    .declared = true,
};
