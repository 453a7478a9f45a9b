/*
 * packages.config (Microsoft Learn, "packages.config reference"): <package id version developmentDependency>. A package
 * without a version is dropped, as NuGet refuses the file.
 */
#include "analyzer/lang/dotnet/nuget.h"

static bool packages_config_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_XML, &entry->reader, facts->arena, &root, error))
        return false;
    TREE_EACH(item, root)
    {
        struct slice name = slice_trim(tree_text(item, "@id")), version = slice_trim(tree_text(item, "@version"));
        if (!slice_equal(item->key, S("package")) || name.len == 0 || version.len == 0)
            continue;
        struct package package = lang_package("nuget", name, version, SCOPE_DECLARED);
        if (slice_equal_nocase(tree_text(item, "@developmentDependency"), S("true")))
            lang_group(facts->arena, &package, "dev");
        facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_packages_config = {
    .name = "packages_config",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "packages.config"}, {GATE_END, NULL}},
    .read = packages_config_read,
    .declared = true,
};
