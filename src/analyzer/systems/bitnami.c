/*
 * Bitnami: opt/bitnami/.bitnami_components.json, a map from component to what was unpacked. Source: bitnami/containers,
 * prebuildfs/opt/bitnami/.bitnami_components.json.
 */
#include "analyzer/lang/lang.h"

static bool bitnami_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(component, root)
    {
        struct package package =
            lang_package("bitnami", component->key, tree_text(component, "version"), SCOPE_INSTALLED);
        package.arch = tree_text(component, "arch");
        if (package.version.len > 0)
            facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_bitnami = {
    .name = "bitnami",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, ".bitnami_components.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = bitnami_read,
};
