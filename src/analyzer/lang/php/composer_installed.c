/*
 * vendor/composer/installed.json: what Composer installed. Version 2 writes an object with "packages" and the names of
 * those for development, version 1 a list alone (composer src/Composer/Repository/FilesystemRepository.php).
 */
#include "analyzer/lang/php/composer.h"
#include "base/map.h"

static void index_dev(struct map *names, struct arena *arena, const struct tree *list)
{
    uint64_t seed[2] = {0};

    TREE_EACH(item, list)
    seed[item->text.len & 1] ^= siphash64(seed, item->text);
    map_init(names, arena, seed);
    TREE_EACH(item, list)
    *map_put(names, item->text) = names;
}

static void packages_read(struct facts *facts, const struct tree *packages, const struct tree *dev)
{
    struct package package;
    struct map names;

    index_dev(&names, facts->arena, dev);
    TREE_EACH(table, packages)
    {
        struct arena_mark mark = arena_mark(facts->arena);
        if (composer_package(facts, table, SCOPE_INSTALLED, &package)) {
            if (dev)
                lang_group(facts->arena, &package, map_get(&names, package.name) ? "dev" : "prod");
            package.state = S("installed");
            facts_package(facts, &package);
        }
        arena_reset(facts->arena, mark);
    }
}

static bool composer_installed_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!slice_equal(path_base(path_folder(entry->path)), S("composer")))
        return true;
    if (!tree_read(TREE_JSON, &entry->reader, facts->arena, &root, error))
        return false;
    const struct tree *packages = root->kind == TREE_LIST ? root : tree_get(root, "packages");
    if (!packages || packages->kind != TREE_LIST)
        return fail(error, ERROR_MALFORMED, "no list of packages");
    if (!composer_check(packages, error))
        return false;
    packages_read(facts, packages, tree_get(root, "dev-package-names"));
    return true;
}

const struct analyzer analyzer_composer_installed = {
    .name = "composer_installed",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "installed.json"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = composer_installed_read,
    .ownable = true,
};
