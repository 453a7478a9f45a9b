/*
 * Pipfile.lock (pipenv; github.com/pypa/pipfile): a JSON object with the groups "default", "develop" and others of the
 * Pipfile, each package with its version as "==1.2". What comes from a folder, repository or address has none and is
 * left out.
 */
#include "analyzer/format/tree.h"
#include "analyzer/lang/python/pypi.h"
#include "base/map.h"

/* "==1.2" is 1.2; empty where it has none. */
static struct slice version_of(const struct tree *member)
{
    struct slice version = tree_text(member, "version");

    while (slice_starts(version, S("=")))
        version = slice_skip(version, 1);
    return slice_trim(version);
}

/* The packages for production by name: what is for development too is not said again. */
static void index_production(struct map *names, struct arena *arena, const struct tree *group)
{
    uint64_t seed[2] = {0};

    TREE_EACH(member, group)
    seed[member->key.len & 1] ^= siphash64(seed, member->key);
    map_init(names, arena, seed);
    TREE_EACH(member, group)
    *map_put(names, member->key) = (void *)(uintptr_t)member;
}

static void package_read(struct facts *facts, const struct map *production, const struct tree *member,
                         struct slice group)
{
    struct slice version = version_of(member);
    const struct tree *same = slice_equal(group, S("prod")) ? NULL : map_get(production, member->key);

    if (version.len == 0 || (same && slice_equal(version_of(same), version)))
        return;
    if (requirement_name(member->key).len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a package without a name");
        return;
    }
    struct arena_mark mark = arena_mark(facts->arena);
    struct package package = pypi_declared(facts->arena, member->key, version);
    package.groups = (struct slices){&group, 1};
    facts_package(facts, &package);
    arena_reset(facts->arena, mark);
}

static bool pipfile_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;
    struct map production;

    if (!tree_read(TREE_JSON, &entry->reader, facts->arena, &root, error))
        return false;
    if (root->kind != TREE_MAP && root->kind != TREE_NULL)
        return fail(error, ERROR_MALFORMED, "not an object");
    index_production(&production, facts->arena, tree_get(root, "default"));
    TREE_EACH(group, root)
    {
        if (group->kind != TREE_MAP || slice_equal(group->key, S("_meta")))
            continue;
        struct slice name = slice_equal(group->key, S("develop"))   ? S("dev")
                            : slice_equal(group->key, S("default")) ? S("prod")
                                                                    : group->key;
        TREE_EACH(member, group)
        package_read(facts, &production, member, name);
    }
    return true;
}

const struct analyzer analyzer_pipfile_lock = {
    .name = "pipfile_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Pipfile.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = pipfile_read,
    .declared = true,
};
