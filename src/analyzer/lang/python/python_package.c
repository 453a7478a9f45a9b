/*
 * Installed distributions: NAME.dist-info/METADATA (PEP 376, 427), NAME.egg-info/PKG-INFO or NAME.egg-info as a file
 * (distutils), EGG-INFO/PKG-INFO of an unpacked egg. The folder may have any name that ends so, in any case.
 */
#include "analyzer/lang/python/metadata.h"

static bool ends_nocase(struct slice text, struct slice end)
{
    return text.len >= end.len && slice_equal_nocase(slice_skip(text, text.len - end.len), end);
}

static bool is_wanted(struct slice path)
{
    struct slice base = path_base(path), folder = path_base(path_folder(path));

    if (slice_equal(base, S("METADATA")))
        return ends_nocase(folder, S("dist-info"));
    if (slice_equal(base, S("PKG-INFO")))
        return ends_nocase(folder, S("egg-info"));
    return true;
}

static bool python_package_read(struct entry *entry, struct facts *facts, struct error *error)
{
    return !is_wanted(entry->path) || metadata_read(&entry->reader, facts, error);
}

const struct analyzer analyzer_python_package = {
    .name = "python_package",
    .revision = 1,
    .gates =
        (const struct gate[]){
            {GATE_BASENAME, "METADATA"}, {GATE_BASENAME, "PKG-INFO"}, {GATE_SUFFIX, ".egg-info"}, {0}},
    .read = python_package_read,
    .ownable = true,
};
