/*
 * Chocolatey: lib/NAME/NAME.nuspec of what is installed. Source: docs.chocolatey.org, "Create packages": NuGet's
 * manifest, whose id and version name a package of Chocolatey's, not one of NuGet's.
 */
#include "analyzer/lang/lang.h"

static bool chocolatey_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_XML, &root, error))
        return false;
    const struct tree *metadata = tree_get(root, "metadata");
    struct package package =
        lang_package("chocolatey", tree_text(metadata, "id"), tree_text(metadata, "version"), SCOPE_INSTALLED);
    if (package.name.len > 0)
        facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_chocolatey = {
    .name = "chocolatey",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "ProgramData/chocolatey/lib/*.nuspec"},
                                   {GATE_GLOB, "Files/ProgramData/chocolatey/lib/*.nuspec"},
                                   {0}},
    .size_max = TREE_SIZE_MAX,
    .read = chocolatey_read,
};
