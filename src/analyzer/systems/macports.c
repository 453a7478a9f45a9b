/*
 * MacPorts: the registry's portfiles, registry/portfiles/NAME-VERSION_REVISION/CHECKSUM-SIZE/Portfile. Source:
 * macports-base, src/registry2.0/portimage.tcl. The path says all.
 */
#include "analyzer/lang/lang.h"

static bool is_checksum(struct slice folder)
{
    size_t dash = slice_find_byte(folder, '-');
    uint64_t size;

    return dash == 64 && slice_decimal(slice_skip(folder, dash + 1), &size);
}

static bool macports_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice folder = path_folder(entry->path), port = path_base(path_folder(folder));

    (void)error;
    size_t dash = slice_find_last(port, '-'), underscore = slice_find_last(port, '_');
    if (!is_checksum(path_base(folder)) || dash == 0 || dash == port.len || underscore == port.len || underscore < dash)
        return true;
    struct package package = lang_package("macports", slice_head(port, dash),
                                          slice_of(port.at + dash + 1, underscore - dash - 1), SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_macports = {
    .name = "macports",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "opt/local/var/macports/registry/portfiles/*/Portfile"}, {0}},
    .read = macports_read,
};
