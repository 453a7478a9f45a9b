/*
 * CocoaPods: Podfile.lock. Source: CocoaPods/Core, lib/cocoapods-core/lockfile.rb. An item of PODS is "NAME (VERSION)",
 * or a map of that to what it depends on; subspecs ("A/B") are names of their own. DEPENDENCIES names what the project
 * asks for itself.
 */
#include "analyzer/lang/lang.h"
#include "base/map.h"

/* "Name (1.2)": false without a version in brackets, which leaves all of it as the name. */
static bool split(struct slice text, struct slice *name, struct slice *version)
{
    struct slice behind;

    *version = (struct slice){0};
    if (!slice_cut(text, '(', name, &behind)) {
        *name = slice_trim(text);
        return false;
    }
    *name = slice_trim(*name);
    size_t close = slice_find_byte(behind, ')');
    *version = slice_head(behind, close);
    return close < behind.len && version->len > 0;
}

static struct slices names_of(struct arena *arena, const struct tree *list)
{
    struct {
        struct slice *at;
        size_t count, room;
    } names = {0};

    TREE_EACH(item, list)
    {
        struct slice name, version;
        split(tree_value(item), &name, &version);
        if (name.len > 0)
            *ARENA_PUSH(arena, &names) = name;
    }
    return (struct slices){names.at, names.count};
}

static void add_pod(struct facts *facts, const struct map *direct, const struct tree *item)
{
    const struct tree *member = item->kind == TREE_MAP ? item->first : NULL;
    struct slice text = member ? member->key : tree_value(item), name, version;

    if (!split(text, &name, &version) || name.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "line %u: a pod that is not 'NAME (VERSION)'", item->line);
        return;
    }
    struct package package = lang_package("cocoapods", name, version, SCOPE_DECLARED);
    package.id = name;
    package.relationship = map_get(direct, name) ? RELATION_DIRECT : RELATION_TRANSITIVE;
    package.depends_on = names_of(facts->arena, member);
    facts_package(facts, &package);
}

static bool podfile_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;
    struct map direct;

    if (!lang_map(entry, TREE_YAML, &root, error))
        return false;
    map_init(&direct, facts->arena, NULL);
    struct slices asked = names_of(facts->arena, tree_get(root, "DEPENDENCIES"));
    for (size_t i = 0; i < asked.count; i++)
        *map_put(&direct, asked.at[i]) = asked.at;
    TREE_EACH(item, tree_get(root, "PODS"))
    add_pod(facts, &direct, item);
    return true;
}

const struct analyzer analyzer_podfile_lock = {
    .name = "podfile-lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Podfile.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = podfile_lock_read,
    .declared = true,
};
