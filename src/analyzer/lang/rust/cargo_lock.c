/*
 * Cargo.lock: all packages of a workspace, its own members among them (they have no source), with what each depends on:
 * "NAME", or "NAME VERSION" where there are several of the name, or (versions 1 and 2) "NAME VERSION (SOURCE)". Source:
 * cargo, src/cargo/core/resolver/encode.rs.
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"
#include "base/map.h"

struct lock {
    struct facts *facts;
    struct map versions; /* name to struct slice *, the version that was last */
};

static struct slice id_of(struct lock *lock, struct slice name, struct slice version)
{
    const struct slice parts[] = {name, S(" "), version};

    return arena_join(lock->facts->arena, parts, 3);
}

static struct slice id_of_dependency(struct lock *lock, struct slice text)
{
    struct slice name, version, rest;

    if (slice_cut(text, ' ', &name, &version)) {
        slice_cut(version, ' ', &version, &rest);
        return id_of(lock, name, version);
    }
    const struct slice *only = map_get(&lock->versions, name);
    return only ? id_of(lock, name, *only) : name;
}

static struct slices dependencies(struct lock *lock, const struct tree *list)
{
    struct slices ids = {0};
    size_t count = 0;

    TREE_EACH(item, list)
    count++;
    ids.at = arena_array(lock->facts->arena, struct slice, count);
    TREE_EACH(item, list)
    if (tree_value(item).len > 0)
        ids.at[ids.count++] = id_of_dependency(lock, tree_value(item));
    return ids;
}

static void remember(struct lock *lock, const struct tree *node)
{
    struct slice *version = arena_new(lock->facts->arena, struct slice);

    *version = tree_text(node, "version");
    *map_put(&lock->versions, tree_text(node, "name")) = version;
}

static void file_package(struct lock *lock, const struct tree *node)
{
    struct slice name = tree_text(node, "name"), version = tree_text(node, "version");
    bool member = tree_text(node, "source").len == 0;
    struct package package = {
        .type = S("cargo"),
        .name = name,
        .version = version,
        .epoch = EPOCH_ABSENT,
        .scope = SCOPE_DECLARED,
        .relationship = member ? RELATION_ROOT : RELATION_UNKNOWN,
        .id = id_of(lock, name, version),
        .depends_on = dependencies(lock, tree_get(node, "dependencies")),
    };

    if (name.len == 0 || version.len == 0)
        facts_problem(lock->facts, ERROR_MALFORMED, "line %u: a package without a name or a version",
                      (unsigned)node->line);
    else
        facts_package(lock->facts, &package);
}

static bool cargo_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct lock lock = {.facts = facts};
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, facts->arena, &root, error))
        return false;
    map_init(&lock.versions, facts->arena, NULL);
    TREE_EACH(package, tree_get(root, "package"))
    remember(&lock, package);
    if (tree_get(root, "root")) /* before 2018 */
        file_package(&lock, tree_get(root, "root"));
    TREE_EACH(package, tree_get(root, "package"))
    file_package(&lock, package);
    return true;
}

const struct analyzer analyzer_cargo_lock = {
    .name = "cargo_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Cargo.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = cargo_lock_read,
    .declared = true,
};
