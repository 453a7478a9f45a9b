/*
 * Spack: .spack/spec.json of an installed package: itself and all that it was linked with, each with its version.
 * Source: spack.readthedocs.io, "Spec files": `spec.nodes`.
 */
#include "analyzer/lang/lang.h"

static bool spack_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(node, tree_get(tree_get(root, "spec"), "nodes"))
    {
        struct package package =
            lang_package("spack", tree_text(node, "name"), tree_text(node, "version"), SCOPE_INSTALLED);
        if (package.name.len > 0 && !tree_get(node, "external")) /* the system's own, which Spack only uses */
            facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_spack = {
    .name = "spack",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "*/.spack/spec.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = spack_read,
};
