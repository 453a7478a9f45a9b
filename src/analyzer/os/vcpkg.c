/*
 * vcpkg's list of C and C++ libraries: installed/vcpkg/status where images keep their vcpkg, in the form of dpkg's. It
 * is not read yet; but an image that has one holds packages that nobody looked at, and that is told. Fixed paths: a
 * gate for any path would make the walk of a host's folders look everywhere. Source: vcpkg-tool,
 * src/vcpkg/statusparagraphs.cpp; docs, "vcpkg/status".
 */
#include "analyzer/analyzer.h"

static bool vcpkg_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line;

    (void)facts;
    while (reader_line(&entry->reader, FACTS_NAME_MAX, &line) != LINE_END)
        if (slice_starts(line, S("Package:")))
            return fail(error, ERROR_UNSUPPORTED,
                        "vcpkg's list of packages: what it installed is not in the inventory");
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_vcpkg = {
    .name = "vcpkg",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "opt/vcpkg/installed/vcpkg/status"},
                                   {GATE_PATH, "root/vcpkg/installed/vcpkg/status"},
                                   {GATE_PATH, "usr/local/vcpkg/installed/vcpkg/status"},
                                   {GATE_PATH, "usr/local/share/vcpkg/installed/vcpkg/status"},
                                   {GATE_PATH, "vcpkg/installed/vcpkg/status"},
                                   {0}},
    .read = vcpkg_read,
};
