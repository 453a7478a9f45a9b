/*
 * pyproject.toml (packaging.python.org/specifications/pyproject-toml, PEP 735): the dependencies of [project], its
 * extras, and [dependency-groups]. A lock file beside it has all of that exactly; then it says nothing but what is
 * asked for directly (lock_rows.c). Tables of tools name no packages: what Poetry asks for stands in poetry.lock.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/python/pypi.h"

/* What is no text includes another group, which is read by itself. */
static void list_read(struct facts *facts, const struct tree *list, struct slice group)
{
    struct requirement requirement;

    if (list == NULL || list->kind != TREE_LIST)
        return;
    TREE_EACH(item, list)
    {
        if (item->kind != TREE_TEXT)
            continue;
        if (!requirement_parse(item->text, &requirement)) {
            if (!requirement_is_address(item->text))
                facts_problem(facts, ERROR_MALFORMED, "line %u: not a requirement", item->line);
            continue;
        }
        struct package package = pypi_declared(facts->arena, requirement.name, requirement.version);
        package.groups = (struct slices){&group, 1};
        package.relationship = RELATION_DIRECT;
        facts_package(facts, &package);
    }
}

static void lists_read(struct facts *facts, const struct tree *lists, struct slice group)
{
    if (lists && lists->kind == TREE_MAP)
        TREE_EACH(list, lists)
    list_read(facts, list, group);
}

static const char *const locks[] = {"poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", NULL};

static bool pyproject_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                           struct error *error)
{
    const struct tree *root;

    if (!lang_spooled_tree(spool, file, facts->arena, TREE_TOML, &root, error))
        return false;
    if (lang_beside(spool, file, facts->arena, locks))
        return true;
    const struct tree *project = tree_get(root, "project");
    list_read(facts, tree_get(project, "dependencies"), S("prod"));
    lists_read(facts, tree_get(project, "optional-dependencies"), S("optional"));
    lists_read(facts, tree_get(root, "dependency-groups"), S("dev"));
    return true;
}

const struct analyzer analyzer_pyproject = {
    .name = "pyproject",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "pyproject.toml"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "poetry.lock"},
                                           {GATE_BASENAME, "uv.lock"},
                                           {GATE_BASENAME, "pdm.lock"},
                                           {GATE_BASENAME, "pylock.toml"},
                                           {0}},
    .size_max = TREE_SIZE_MAX,
    .read_spooled = pyproject_read,
    .declared = true,
};
