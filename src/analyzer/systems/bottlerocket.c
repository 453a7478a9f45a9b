/*
 * Bottlerocket: usr/share/bottlerocket/application-inventory.json, the rpm packages that the image was built of.
 * Source: bottlerocket-os/bottlerocket-core-kit, packages/settings…; AWS Inspector reads the same file.
 */
#include "analyzer/lang/lang.h"

static void add_package(struct facts *facts, const struct tree *item)
{
    struct package package = lang_package("rpm", tree_text(item, "Name"), tree_text(item, "Version"), SCOPE_INSTALLED);
    uint64_t epoch;

    package.release = tree_text(item, "Release");
    package.arch = tree_text(item, "Architecture");
    package.vendor = tree_text(item, "Publisher");
    if (slice_decimal(tree_text(item, "Epoch"), &epoch) && epoch <= UINT32_MAX)
        package.epoch = (int64_t)epoch;
    if (package.name.len > 0)
        facts_package(facts, &package);
}

static bool bottlerocket_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(item, tree_get(root, "Content"))
    add_package(facts, item);
    return true;
}

const struct analyzer analyzer_bottlerocket = {
    .name = "bottlerocket",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_GLOB, "*usr/share/bottlerocket/application-inventory.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = bottlerocket_read,
    .database = true,
};
