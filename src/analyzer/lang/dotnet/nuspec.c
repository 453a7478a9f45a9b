/*
 * .nuspec (Microsoft Learn, ".nuspec reference"): <metadata> with <id> and <version>. Where NuGet unpacked it, in a
 * folder ID/VERSION as it does for tools, the package is installed; elsewhere a project only says what it will be.
 */
#include "analyzer/lang/dotnet/nuget.h"

static bool is_unpacked(struct slice path, struct slice id, struct slice version)
{
    struct slice folder = path_folder(path);

    return slice_equal_nocase(path_base(folder), version) && slice_equal_nocase(path_base(path_folder(folder)), id);
}

static bool nuspec_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (slice_find(entry->path, S("chocolatey/lib/")) != SIZE_MAX)
        return true; /* Chocolatey's (systems/chocolatey.c), in NuGet's form */
    if (!tree_read(TREE_XML, &entry->reader, facts->arena, &root, error))
        return false;
    const struct tree *metadata = tree_get(root, "metadata");
    struct slice id = tree_value(tree_get(metadata, "id")), version = tree_value(tree_get(metadata, "version"));
    if (id.len == 0 || version.len == 0 || slice_find_byte(id, '$') < id.len ||
        slice_find_byte(version, '$') < version.len)
        return true; /* "$id$" is filled in when the package is made */
    struct package package =
        lang_package("nuget", id, version, is_unpacked(entry->path, id, version) ? SCOPE_INSTALLED : SCOPE_DECLARED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_nuspec = {
    .name = "nuspec",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".nuspec"}, {GATE_END, NULL}},
    .read = nuspec_read,
    .declared = true,
};
