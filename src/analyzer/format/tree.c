#include "analyzer/format/tree.h"

void tree_begin(struct tree_builder *builder, struct arena *arena, struct error *error)
{
    *builder = (struct tree_builder){.arena = arena, .error = error};
    builder->open[0].node = &builder->root;
}

static bool has_room(struct tree_builder *builder, size_t bytes)
{
    if (bytes > TREE_MEMORY_MAX - builder->memory)
        return fail(builder->error, ERROR_LIMIT, "as a tree it would take more than %d MiB",
                    TREE_MEMORY_MAX / 1024 / 1024);
    builder->memory += bytes;
    return true;
}

struct tree *tree_add(struct tree_builder *builder, enum tree_kind kind, struct slice key, struct slice text,
                      size_t line)
{
    struct tree **last = &builder->open[builder->depth].last;

    if (!has_room(builder, sizeof(struct tree) + key.len + text.len))
        return NULL;
    struct tree *node = arena_new(builder->arena, struct tree);
    node->kind = kind;
    node->line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
    node->weight = 1;
    node->key = key;
    node->text = text.len ? arena_copy(builder->arena, text) : (struct slice){0};
    if (*last)
        (*last)->next = node;
    else
        builder->open[builder->depth].node->first = node;
    *last = node;
    return node;
}

struct tree *tree_open(struct tree_builder *builder, enum tree_kind kind, struct slice key, size_t line)
{
    if (builder->depth == TREE_DEPTH_MAX) {
        fail(builder->error, ERROR_LIMIT, "values nested deeper than %d", TREE_DEPTH_MAX);
        return NULL;
    }
    struct tree *node = tree_add(builder, kind, key, (struct slice){0}, line);
    if (node) {
        builder->depth++;
        builder->open[builder->depth].node = node;
        builder->open[builder->depth].last = NULL;
    }
    return node;
}

void tree_close(struct tree_builder *builder)
{
    struct tree *node = builder->open[builder->depth].node;

    for (const struct tree *child = node->first; child; child = child->next)
        node->weight += child->weight;
    builder->depth--;
}

const struct tree *tree_root(const struct tree_builder *builder)
{
    static const struct tree nothing = {.kind = TREE_NULL, .weight = 1};

    return builder->root.first ? builder->root.first : &nothing;
}

bool tree_read(enum tree_format format, struct reader *reader, struct arena *arena, const struct tree **root,
               struct error *error)
{
    switch (format) {
    case TREE_JSON:
    case TREE_JSON_RELAXED: return tree_read_json(reader, format == TREE_JSON_RELAXED, arena, root, error);
    case TREE_YAML:
    case TREE_YAML_ALL: return tree_read_yaml(reader, format == TREE_YAML_ALL, arena, root, error);
    case TREE_XML: return tree_read_xml(reader, arena, root, error);
    case TREE_TOML: return tree_read_toml(reader, arena, root, error);
    }
    return fail(error, ERROR_UNSUPPORTED, "no such format");
}

const struct tree *tree_find(const struct tree *map, struct slice key)
{
    if (map == NULL || map->kind != TREE_MAP)
        return NULL;
    TREE_EACH(member, map)
    if (slice_equal(member->key, key))
        return member;
    return NULL;
}

const struct tree *tree_get(const struct tree *map, const char *key)
{
    return tree_find(map, slice_text(key));
}

struct slice tree_text(const struct tree *map, const char *key)
{
    const struct tree *member = tree_get(map, key);

    return member && member->kind != TREE_BOOL ? tree_value(member) : (struct slice){0};
}

bool tree_true(const struct tree *map, const char *key)
{
    const struct tree *member = tree_get(map, key);

    return member && slice_equal(member->text, S("true")) && (member->kind == TREE_BOOL || member->kind == TREE_MAP);
}

struct slice tree_value(const struct tree *node)
{
    bool has = node && node->kind != TREE_NULL && node->kind != TREE_LIST;

    return has ? node->text : (struct slice){0};
}
