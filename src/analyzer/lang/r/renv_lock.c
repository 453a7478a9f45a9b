/*
 * renv.lock (rstudio.github.io/renv/reference/lockfiles): a JSON object whose "Packages" are those of a project. What
 * comes from a repository like CRAN counts; Bioconductor and sources of repositories of code have other names for it.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"

static void needs_read(struct arena *arena, const struct tree *list, struct lock_names *needs)
{
    if (list && list->kind == TREE_LIST)
        TREE_EACH(item, list)
    if (item->kind == TREE_TEXT)
        *ARENA_PUSH(arena, needs) = item->text;
}

static void package_read(struct facts *facts, const struct tree *member)
{
    struct slice name = tree_text(member, "Package"), version = tree_text(member, "Version");
    struct lock_names needs = {0};

    if (!slice_equal(tree_text(member, "Source"), S("Repository")) || tree_text(member, "Repository").len == 0)
        return;
    if (name.len == 0 || version.len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "a package without a %s", name.len == 0 ? "name" : "version");
        return;
    }
    struct package package = lang_package("cran", name, version, SCOPE_DECLARED);
    package.repository = tree_text(member, "Repository");
    needs_read(facts->arena, tree_get(member, "Requirements"), &needs);
    package.depends_on = (struct slices){needs.at, needs.count};
    facts_package(facts, &package);
}

static bool renv_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!lang_map(entry, TREE_JSON, &root, error))
        return false;
    TREE_EACH(member, tree_get(root, "Packages"))
    package_read(facts, member);
    return true;
}

const struct analyzer analyzer_renv_lock = {
    .name = "renv_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "renv.lock"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = renv_lock_read,
    .declared = true,
};
