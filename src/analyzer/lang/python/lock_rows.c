#include "analyzer/lang/python/lock_rows.h"

#include "analyzer/lang/lang.h"
#include "base/path.h"

static void table_read(struct lock_graph *lock, struct facts *facts, const struct tree *table, lock_table_read read)
{
    struct lock_names needs = {0};
    struct slice name = tree_text(table, "name");

    if (requirement_name(name).len == 0) {
        facts_problem(facts, ERROR_MALFORMED, "line %u: a package without a name", table->line);
        return;
    }
    struct package package = pypi_declared(facts->arena, name, tree_text(table, "version"));
    if (read(lock, facts, table, &package, &needs))
        lock_graph_add(lock, &package, (struct slices){needs.at, needs.count});
}

void lock_rows_ask(struct lock_graph *lock, struct arena *arena, const struct tree *list, struct slice group)
{
    struct lock_names names = {0};

    lock_rows_needs(arena, list, &names);
    for (size_t i = 0; i < names.count; i++)
        lock_graph_ask(lock, names.at[i], group);
}

void lock_rows_ask_lists(struct lock_graph *lock, struct arena *arena, const struct tree *lists, struct slice group)
{
    if (lists && lists->kind == TREE_MAP)
        TREE_EACH(list, lists)
    lock_rows_ask(lock, arena, list, group.len ? group : list->key);
}

/* [tool.poetry]: "optional = true" is what an extra asks for; "python" is none. */
static void ask_poetry(struct lock_graph *lock, struct arena *arena, const struct tree *poetry)
{
    const struct tree *groups = tree_get(poetry, "group");

    TREE_EACH(item, tree_get(poetry, "dependencies"))
    lock_graph_ask(lock, pypi_name(arena, item->key), tree_true(item, "optional") ? S("optional") : S("prod"));
    lock_rows_ask(lock, arena, tree_get(poetry, "dev-dependencies"), S("dev"));
    if (groups && groups->kind == TREE_MAP)
        TREE_EACH(group, groups)
    lock_rows_ask(lock, arena, tree_get(group, "dependencies"), group->key);
}

/* A pyproject.toml that cannot be read is told by its own row. */
static void ask_project(struct lock_graph *lock, const struct spool *spool, const struct spooled *file,
                        struct arena *arena)
{
    const struct spooled *manifest = spool_find(spool, path_join(arena, path_folder(file->path), S("pyproject.toml")));
    const struct tree *root;
    struct error error;

    if (!manifest || !lang_spooled_tree(spool, manifest, arena, TREE_TOML, &root, &error))
        return;
    const struct tree *project = tree_get(root, "project"), *tool = tree_get(root, "tool");
    lock_rows_ask(lock, arena, tree_get(project, "dependencies"), S("prod"));
    lock_rows_ask_lists(lock, arena, tree_get(project, "optional-dependencies"), S("optional"));
    lock_rows_ask_lists(lock, arena, tree_get(root, "dependency-groups"), S("dev"));
    lock_rows_ask_lists(lock, arena, tree_get(tree_get(tool, "pdm"), "dev-dependencies"), S("dev"));
    ask_poetry(lock, arena, tree_get(tool, "poetry"));
}

bool lock_rows_read(const struct spool *spool, const struct spooled *file, const struct lock_format *format,
                    struct facts *facts, struct error *error)
{
    struct lock_graph *lock = lock_graph_create(facts->arena);
    const struct tree *root;

    if (!lang_spooled_tree(spool, file, facts->arena, TREE_TOML, &root, error))
        return false;
    const struct tree *list = tree_get(root, format->key);
    if (list && list->kind != TREE_LIST)
        return fail(error, ERROR_MALFORMED, "line %u: '%s' is no list", list->line, format->key);
    if (format->by_project)
        ask_project(lock, spool, file, facts->arena);
    TREE_EACH(table, list)
    table_read(lock, facts, table, format->read);
    lock_graph_file(lock, facts);
    return true;
}

void lock_rows_needs(struct arena *arena, const struct tree *list, struct lock_names *needs)
{
    TREE_EACH(item, list)
    {
        struct slice name = list->kind == TREE_MAP    ? item->key
                            : item->kind == TREE_TEXT ? requirement_name(item->text)
                                                      : tree_text(item, "name");
        if (name.len > 0)
            *ARENA_PUSH(arena, needs) = pypi_name(arena, name);
    }
}

struct slices lock_rows_texts(struct arena *arena, const struct tree *list)
{
    struct lock_names texts = {0};

    TREE_EACH(item, list)
    if (item->kind == TREE_TEXT)
        *ARENA_PUSH(arena, &texts) = item->text;
    return (struct slices){texts.at, texts.count};
}

bool lock_rows_has(struct slices texts, struct slice text)
{
    for (size_t i = 0; i < texts.count; i++)
        if (slice_equal(texts.at[i], text))
            return true;
    return false;
}
