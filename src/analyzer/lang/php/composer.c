#include "analyzer/lang/php/composer.h"

#include "analyzer/lang/lock_graph.h"

static bool is_text(const struct tree *table, const char *key)
{
    const struct tree *member = tree_get(table, key);

    return !member || member->kind == TREE_TEXT;
}

bool composer_check(const struct tree *list, struct error *error)
{
    TREE_EACH(table, list)
    if (!is_text(table, "name") || !is_text(table, "version"))
        return fail(error, ERROR_MALFORMED, "a name or version that is no text");
    return true;
}

/* "php" and "ext-json" are of the platform: packages have a vendor before a '/'. */
static void needs_read(struct arena *arena, const struct tree *require, struct lock_names *needs)
{
    if (require && require->kind == TREE_MAP)
        TREE_EACH(member, require)
    if (slice_find_byte(member->key, '/') < member->key.len)
        *ARENA_PUSH(arena, needs) = member->key;
}

static struct slices licences_of(struct arena *arena, const struct tree *licence)
{
    struct lock_names names = {0};

    if (licence && licence->kind == TREE_TEXT)
        *ARENA_PUSH(arena, &names) = licence->text;
    if (licence && licence->kind == TREE_LIST)
        TREE_EACH(item, licence)
    if (item->kind == TREE_TEXT)
        *ARENA_PUSH(arena, &names) = item->text;
    return (struct slices){names.at, names.count};
}

bool composer_package(struct facts *facts, const struct tree *table, enum package_scope scope, struct package *package)
{
    struct slice name = tree_text(table, "name"), version = tree_text(table, "version");
    struct lock_names needs = {0};

    if (name.len == 0 || version.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a package without a %s", name.len == 0 ? "name" : "version");
        return false;
    }
    *package = lang_package("composer", name, version, scope);
    package->licences = licences_of(facts->arena, tree_get(table, "license"));
    needs_read(facts->arena, tree_get(table, "require"), &needs);
    package->depends_on = (struct slices){needs.at, needs.count};
    return true;
}
