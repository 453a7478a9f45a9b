/*
 * etc/debian_version: the point release ("12.5"), or the release in development ("trixie/sid"). A row of its own
 * because derivatives keep Debian's file: it counts only where nothing else says who this is, and as the version of a
 * Debian whose os-release lacks one (distroless).
 */
#include "analyzer/analyzer.h"

static bool is_version(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((s.at[i] < '0' || s.at[i] > '9') && s.at[i] != '.')
            return false;
    return s.len > 0;
}

static bool debian_version_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, name, suite;

    if (reader_line(&entry->reader, FACTS_NAME_MAX, &line) != LINE_OK)
        return reader_ok(&entry->reader, error);
    line = slice_trim(line);
    if (is_version(line)) {
        facts_value(facts, "ID", S("debian"));
        facts_value(facts, "VERSION_ID", line);
    } else if (slice_cut(line, '/', &name, &suite) && name.len > 0) {
        facts_value(facts, "ID", S("debian"));
        facts_value(facts, "VERSION_CODENAME", name);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_debian_version = {
    .name = "debian_version",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "etc/debian_version"}, {0}},
    .read = debian_version_read,
};
