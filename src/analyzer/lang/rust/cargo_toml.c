/*
 * Cargo.toml where no Cargo.lock is beside it or above: the package itself, and what it depends on. The version is the
 * one that is named, as somebody wrote it down: what cargo takes for it stands in the lock file alone. Source: The
 * Cargo Book, "Specifying Dependencies".
 */
#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"
#include "analyzer/spool.h"

static const struct {
    const char *table, *group;
} tables[] = {{"dependencies", "prod"}, {"dev-dependencies", "dev"}, {"build-dependencies", "build"}};

static bool has_lock(const struct spool *spool, struct slice path, struct arena *arena)
{
    while (true) {
        size_t cut = slice_find_last(path, '/');
        path = slice_head(path, cut < path.len ? cut : 0);
        if (spool_find(spool, path_join(arena, path, S("Cargo.lock"))))
            return true;
        if (path.len == 0)
            return false;
    }
}

/* "0.3", "=1.2.3": the version that is named; of several, of wildcards and with other operators none. */
static struct slice named_version(struct slice requirement)
{
    requirement = slice_trim(requirement);
    if (slice_starts(requirement, S("=")))
        requirement = slice_trim(slice_skip(requirement, 1));
    for (size_t i = 0; i < requirement.len; i++)
        if (strchr(", *<>^~", requirement.at[i]))
            return S("");
    return requirement.len > 0 && requirement.at[0] >= '0' && requirement.at[0] <= '9' ? requirement : S("");
}

static bool is_text(const struct tree *node)
{
    return node == NULL || node->kind == TREE_TEXT;
}

/* returns  false when the manifest is none that cargo would take */
static bool dependency_valid(const struct tree *node)
{
    if (node->kind != TREE_MAP)
        return node->kind == TREE_TEXT;
    return is_text(tree_get(node, "version")) && is_text(tree_get(node, "git")) && is_text(tree_get(node, "rev")) &&
           is_text(tree_get(node, "path")) && is_text(tree_get(node, "package"));
}

static bool manifest_valid(const struct tree *root)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        TREE_EACH(node, tree_get(root, tables[i].table))
    if (!dependency_valid(node))
        return false;
    return true;
}

/* What a repository was asked for, if that is one state of it: a branch or a pull request is none. */
static struct slice commit(struct slice revision)
{
    for (size_t i = 0; i < revision.len; i++)
        if (!(revision.at[i] >= '0' && revision.at[i] <= '9') && !(revision.at[i] >= 'a' && revision.at[i] <= 'f'))
            return S("");
    return revision;
}

static void file_dependency(struct facts *facts, const struct tree *node, const char *group_name)
{
    struct slice name = tree_text(node, "package"), group = slice_text(group_name), version;
    bool git = tree_get(node, "git") != NULL;

    if (git)
        version = commit(tree_text(node, "rev"));
    else
        version = named_version(node->kind == TREE_TEXT ? node->text : tree_text(node, "version"));
    /* A folder, or a member's own table: the workspace names it. A branch or a tag of a repository is no version. */
    if (tree_get(node, "path") || tree_true(node, "workspace") || (git && version.len == 0))
        return;
    struct package package = {
        .type = S("cargo"),
        .name = name.len > 0 ? name : node->key,
        .version = version,
        .epoch = EPOCH_ABSENT,
        .scope = SCOPE_DECLARED,
        .relationship = RELATION_DIRECT,
        .groups = {&group, 1},
    };
    facts_package(facts, &package);
}

static bool cargo_toml_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                            struct error *error)
{
    const struct tree *root;
    struct slice content;

    if (has_lock(spool, file->path, facts->arena))
        return true;
    if (!spool_content(spool, file, facts->arena, TREE_SIZE_MAX, &content, error))
        return false;
    struct reader reader = reader_over(content);
    if (!tree_read(TREE_TOML, &reader, facts->arena, &root, error))
        return false;
    if (!manifest_valid(root))
        return fail(error, ERROR_MALFORMED, "a dependency that cargo would not take");
    const struct tree *self = tree_get(root, "package");
    struct package package = {
        .type = S("cargo"),
        .name = tree_text(self, "name"),
        .version = tree_text(self, "version"),
        .epoch = EPOCH_ABSENT,
        .scope = SCOPE_DECLARED,
        .relationship = RELATION_ROOT,
    };
    if (package.name.len > 0)
        facts_package(facts, &package);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        TREE_EACH(node, tree_get(root, tables[i].table))
    file_dependency(facts, node, tables[i].group);
    return true;
}

const struct analyzer analyzer_cargo_toml = {
    .name = "cargo_toml",
    .revision = 3,
    .gates = (const struct gate[]){{GATE_BASENAME, "Cargo.toml"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "Cargo.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = cargo_toml_read,
    .declared = true,
};
