/*
 * Project.toml of Julia (pkgdocs.julialang.org/v1/toml-files): names that the project asks for below "deps". Versions
 * stand in the manifest; what "compat" has are ranges.
 */
#include "analyzer/lang/lang.h"

static bool julia_project_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_TOML, &root, error))
        return false;
    TREE_EACH(member, tree_get(root, "deps"))
    {
        if (member->kind != TREE_TEXT)
            continue;
        struct package package = lang_package("julia", member->key, S(""), SCOPE_DECLARED);
        package.relationship = RELATION_DIRECT;
        facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_julia_project = {
    .name = "julia_project",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Project.toml"}, {GATE_BASENAME, "JuliaProject.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = julia_project_read,
    .declared = true,
};
