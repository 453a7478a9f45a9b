/*
 * Project.toml of Julia (pkgdocs.julialang.org/v1/toml-files): names that the project asks for below "deps". Versions
 * stand in the manifest, beside which it says nothing; what "compat" has are ranges.
 */
#include "analyzer/lang/lang.h"

static const char *const manifests[] = {"Manifest.toml", "JuliaManifest.toml", NULL};

static bool julia_project_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                               struct error *error)
{
    const struct tree *root;

    if (!lang_spooled_tree(spool, file, facts->arena, TREE_TOML, &root, error))
        return false;
    if (lang_beside(spool, file, facts->arena, manifests))
        return true;
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
    .sidecar_gates =
        (const struct gate[]){{GATE_BASENAME, "Manifest.toml"}, {GATE_BASENAME, "JuliaManifest.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = julia_project_read,
    .declared = true,
};
