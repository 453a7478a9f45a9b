/*
 * Manifest.toml and Manifest-v1.11.toml of Julia (pkgdocs.julialang.org/v1/toml-files): a list of tables for each name,
 * at the top or, since manifest format 2, below "deps". A table without a version is of the standard library, whose
 * version is that of Julia: such names are left out, stand but once, and what is needed stands in the file.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"
#include "base/map.h"

struct manifest {
    struct facts *facts;
    struct map names;
    struct slice missing; /* first name that is needed and not there */
};

static bool is_list(const struct tree *member)
{
    return member->kind == TREE_LIST && member->first && member->first->kind == TREE_MAP;
}

/* A list of names, or a table of names to identifiers where several packages have one name. */
static void needs_read(struct manifest *manifest, const struct tree *deps, struct lock_names *needs)
{
    TREE_EACH(item, deps)
    {
        struct slice name = deps->kind == TREE_MAP ? item->key : tree_value(item);
        if (map_get(&manifest->names, name))
            *ARENA_PUSH(manifest->facts->arena, needs) = name;
        else if (manifest->missing.len == 0)
            manifest->missing = name;
    }
}

static void packages_read(struct manifest *manifest, const struct tree *list)
{
    struct facts *facts = manifest->facts;
    size_t standard = 0;

    TREE_EACH(table, list)
    {
        struct lock_names needs = {0};
        struct slice version = tree_text(table, "version");
        needs_read(manifest, tree_get(table, "deps"), &needs);
        if (version.len == 0) {
            standard++;
            continue;
        }
        struct package package = lang_package("julia", list->key, version, SCOPE_DECLARED);
        package.depends_on = (struct slices){needs.at, needs.count};
        facts_package(facts, &package);
    }
    if (standard > 1)
        facts_problem(facts, ERROR_MALFORMED, "line %u: a name of the standard library that stands twice", list->line);
}

static void index_names(struct manifest *manifest, const struct tree *lists)
{
    uint64_t seed[2] = {0};

    TREE_EACH(list, lists)
    seed[list->key.len & 1] ^= siphash64(seed, list->key);
    map_init(&manifest->names, manifest->facts->arena, seed);
    TREE_EACH(list, lists)
    if (is_list(list))
        *map_put(&manifest->names, list->key) = manifest;
}

static bool julia_manifest_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct manifest manifest = {.facts = facts};
    const struct tree *root;

    if (!lang_map(entry, TREE_TOML, &root, error))
        return false;
    const struct tree *lists = tree_get(root, "deps");
    if (!lists || lists->kind != TREE_MAP)
        lists = root;
    index_names(&manifest, lists);
    TREE_EACH(list, lists)
    if (is_list(list))
        packages_read(&manifest, list);
    if (manifest.missing.len > 0)
        facts_problem(facts, ERROR_MALFORMED, "'%.*s' is needed and not there", SLICE_ARG(manifest.missing));
    return true;
}

const struct analyzer analyzer_julia_manifest = {
    .name = "julia_manifest",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "Manifest.toml"},
                                   {GATE_BASENAME, "JuliaManifest.toml"},
                                   {GATE_NAME, "Manifest-v*.toml"},
                                   {0}},
    .size_max = TREE_SIZE_MAX,
    .read = julia_manifest_read,
    .declared = true,
};
