#include "analyzer/lang/python/lock_rows.h"

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

bool lock_rows_read(struct entry *entry, struct facts *facts, const char *key, lock_table_read read,
                    struct error *error)
{
    struct lock_graph *lock = lock_graph_create(facts->arena);
    const struct tree *root;

    if (!tree_read(TREE_TOML, &entry->reader, facts->arena, &root, error))
        return false;
    const struct tree *list = tree_get(root, key);
    if (list && list->kind != TREE_LIST)
        return fail(error, ERROR_MALFORMED, "line %u: '%s' is no list", list->line, key);
    TREE_EACH(table, list)
    table_read(lock, facts, table, read);
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
