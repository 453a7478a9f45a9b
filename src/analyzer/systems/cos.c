/*
 * Container-Optimized OS: etc/cos-package-info.json. Source: cloud.google.com/container-optimized-os/docs, "Package
 * information"; what only built the image is not in it.
 */
#include "analyzer/lang/lang.h"

static bool cos_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(item, tree_get(root, "installedPackages"))
    {
        struct package package =
            lang_package("cos", tree_text(item, "name"), tree_text(item, "version"), SCOPE_INSTALLED);
        if (package.name.len > 0)
            facts_package(facts, &package);
    }
    return true;
}

const struct analyzer analyzer_cos = {
    .name = "cos",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_PATH, "etc/cos-package-info.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = cos_read,
};
