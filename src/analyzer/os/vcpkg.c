/*
 * vcpkg's list of C and C++ libraries: installed/vcpkg/status (of a project: vcpkg_installed/vcpkg/status), in the form
 * of dpkg's. It is not read yet; but an image that has one holds packages that nobody looked at, and that is told.
 * Source: vcpkg-tool, src/vcpkg/statusparagraphs.cpp; docs, "vcpkg/status".
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
    .gates = (const struct gate[]){{GATE_GLOB, "*installed/vcpkg/status"}, {0}},
    .read = vcpkg_read,
};
