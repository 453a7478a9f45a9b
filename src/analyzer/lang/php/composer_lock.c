/*
 * composer.lock (getcomposer.org/doc/01-basic-usage.md): "packages" for production, "packages-dev" for development.
 */
#include "analyzer/lang/php/composer.h"

static void list_read(struct facts *facts, const struct tree *list, const char *group)
{
    struct package package;

    TREE_EACH(table, list)
    {
        struct arena_mark mark = arena_mark(facts->arena);
        if (composer_package(facts, table, SCOPE_DECLARED, &package)) {
            lang_group(facts->arena, &package, group);
            facts_package(facts, &package);
        }
        arena_reset(facts->arena, mark);
    }
}

static bool composer_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    const struct tree *packages = tree_get(root, "packages"), *dev = tree_get(root, "packages-dev");
    if (!composer_check(packages, error) || !composer_check(dev, error))
        return false;
    list_read(facts, packages, "prod");
    list_read(facts, dev, "dev");
    return true;
}

const struct analyzer analyzer_composer_lock = {
    .name = "composer_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "composer.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = composer_lock_read,
    .declared = true,
};
