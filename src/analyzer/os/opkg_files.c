/*
 * Which files opkg put there: info/NAME.list, one path a line, in newer versions with mode and link behind tabs
 * (libopkg's pkg_write_filelist()). The value "package" is NAME.
 */
#include "analyzer/os/owner.h"

enum { LIST_LINE_MAX = 2 * PATH_LEN_MAX + 32 };

static bool opkg_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    enum reader_line got;
    struct slice line, path, rest, mode;
    struct owner owner;

    owner_begin(&owner, facts);
    owner_value(facts, entry->path, S(".list"));
    while ((got = reader_line(&entry->reader, LIST_LINE_MAX, &line)) != LINE_END) {
        if (line.len == 0)
            continue;
        slice_cut(line, '\t', &path, &rest);
        slice_cut(rest, '\t', &mode, &rest);
        if (got == LINE_CUT || !owner_add(&owner, OWNED_NO_PACKAGE, path, owner_mode(mode), DIGEST_NONE, NULL))
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not a path", entry->reader.line);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_opkg_files = {
    .name = "opkg_files",
    .revision = 2,
    .gates =
        (const struct gate[]){{GATE_GLOB, "usr/lib/opkg/info/*.list"}, {GATE_GLOB, "var/lib/opkg/info/*.list"}, {0}},
    .read = opkg_files_read,
};
