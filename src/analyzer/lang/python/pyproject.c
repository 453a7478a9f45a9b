/*
 * pyproject.toml (packaging.python.org/specifications/pyproject-toml, PEP 735): the dependencies of [project], its
 * extras, and [dependency-groups]. Tables of tools are not read: what Poetry asks for stands in poetry.lock exactly.
 */
#include "analyzer/format/tree.h"
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
            facts_problem(facts, ERROR_MALFORMED, "line %u: no requirement by name", item->line);
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

static bool pyproject_read(struct entry *entry, struct facts *facts, struct error *error)
{
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, facts->arena, &root, error))
        return false;
    const struct tree *project = tree_get(root, "project");
    list_read(facts, tree_get(project, "dependencies"), S("prod"));
    lists_read(facts, tree_get(project, "optional-dependencies"), S("optional"));
    lists_read(facts, tree_get(root, "dependency-groups"), S("dev"));
    return true;
}

const struct analyzer analyzer_pyproject = {
    .name = "pyproject",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "pyproject.toml"}, {0}},
    .size_max = TREE_SIZE_MAX,
    .read = pyproject_read,
    .declared = true,
};
