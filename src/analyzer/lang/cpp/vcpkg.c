/*
 * C and C++: vcpkg's list of installed libraries, installed/vcpkg/status, in the form of dpkg's. Source: vcpkg-tool,
 * src/vcpkg/statusparagraphs.cpp. A paragraph with "Feature:" is a part of a package that has one of its own; a port
 * version is shown as vcpkg shows it, "1.2#3".
 */
#include "analyzer/lang/lang.h"
#include "analyzer/os/deb822.h"

enum { FIELD_PACKAGE, FIELD_VERSION, FIELD_PORT_VERSION, FIELD_ARCHITECTURE, FIELD_STATUS, FIELD_FEATURE, FIELDS };
static const char *const names[FIELDS] = {"Package", "Version", "Port-Version", "Architecture", "Status", "Feature"};

static bool vcpkg_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct deb822 file = {.reader = &entry->reader, .facts = facts, .names = names, .count = FIELDS};
    struct deb822_record record;

    while (deb822_next(&file, &record)) {
        const struct slice *values = record.values;
        struct slice version = values[FIELD_VERSION], state;
        if (values[FIELD_FEATURE].len > 0 || !deb822_state(values[FIELD_STATUS], &state) ||
            !slice_equal(state, S("installed")))
            continue;
        if (values[FIELD_PORT_VERSION].len > 0 && !slice_equal(values[FIELD_PORT_VERSION], S("0")))
            version = arena_join(facts->arena, (struct slice[]){version, S("#"), values[FIELD_PORT_VERSION]}, 3);
        struct package package = lang_package("vcpkg", values[FIELD_PACKAGE], version, SCOPE_INSTALLED);
        package.arch = values[FIELD_ARCHITECTURE];
        if (package.name.len > 0)
            facts_package(facts, &package);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_vcpkg = {
    .name = "vcpkg",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_GLOB, "*vcpkg/status"}, {0}},
    .read = vcpkg_read,
};
