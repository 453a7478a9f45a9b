/*
 * TOML 1.0 to a tree (tree.h; toml.io/en/v1.0.0). Unlike the other formats a file may come back to a table that it
 * left, so what a table has is looked up here: in a row for small ones, by hash for others. Every part of a file is
 * defined once; how it was defined decides what may still be added to it.
 */
#include "analyzer/format/content.h"
#include "analyzer/format/toml_scan.h"
#include "base/map.h"
#include "base/text.h"

enum { LINEAR_MAX = 16 }; /* members; more are looked up by hash */

enum defined {
    BY_PATH,   /* stands in the path of a header alone: its own header may follow */
    BY_HEADER, /* [a], or one [[a]] */
    BY_DOTTED, /* "a.b = 1" makes a: only keys below the same header may add to it */
    BY_VALUE,  /* {…} or […]: whole as it stands */
    BY_TABLES, /* the list of all [[a]] */
};

/* A table or list. The node comes first, so that one of the tree's nodes of these kinds is this. */
struct table {
    struct tree node;
    struct tree *last;   /* child */
    struct map *members; /* NULL while there are few */
    uint32_t count;
    enum defined defined;
    uint32_t depth;
    size_t part; /* BY_DOTTED: number of the header, or of the inline table, that it stands below */
};

struct toml {
    struct toml_scan scan;
    size_t memory;      /* taken so far, of TREE_MEMORY_MAX */
    uint64_t seed[2];   /* from the file itself: its keys cannot be chosen for one hash */
    size_t part, parts; /* headers and inline tables: at hand, and so far */
};

static bool has_room(struct toml *toml, size_t bytes)
{
    if (bytes > TREE_MEMORY_MAX - toml->memory)
        return fail(toml->scan.error, ERROR_LIMIT, "as a tree it would take more than %d MiB",
                    TREE_MEMORY_MAX / 1024 / 1024);
    toml->memory += bytes;
    return true;
}

static struct table *as_table(const struct tree *node)
{
    return (struct table *)(uintptr_t)node;
}

static const struct tree *member_find(const struct table *table, struct slice key)
{
    return table->members ? map_get(table->members, key) : tree_find(&table->node, key);
}

/* Roughly what an entry of a map takes, its slots included. */
enum { MAP_ENTRY = 64 };

static bool member_index(struct toml *toml, struct table *table, struct tree *added)
{
    if (table->node.kind != TREE_MAP || table->count <= LINEAR_MAX)
        return true;
    if (!has_room(toml, table->members ? MAP_ENTRY : MAP_ENTRY * table->count))
        return false;
    if (table->members) {
        *map_put(table->members, added->key) = added;
        return true;
    }
    table->members = arena_new(toml->scan.arena, struct map);
    map_init(table->members, toml->scan.arena, toml->seed);
    TREE_EACH(member, &table->node)
    *map_put(table->members, member->key) = as_table(member);
    return true;
}

static bool add_node(struct toml *toml, struct table *parent, struct slice key, struct tree *node)
{
    node->key = key;
    node->line = toml->scan.line > UINT32_MAX ? UINT32_MAX : (uint32_t)toml->scan.line;
    node->weight = 1;
    if (parent->last)
        parent->last->next = node;
    else
        parent->node.first = node;
    parent->last = node;
    parent->count++;
    return member_index(toml, parent, node);
}

static struct table *add_table(struct toml *toml, struct table *parent, struct slice key, enum tree_kind kind,
                               enum defined defined)
{
    if (parent->depth == TREE_DEPTH_MAX) {
        fail(toml->scan.error, ERROR_LIMIT, "values nested deeper than %d", TREE_DEPTH_MAX);
        return NULL;
    }
    if (!has_room(toml, sizeof(struct table)))
        return NULL;
    struct table *table = arena_new(toml->scan.arena, struct table);
    table->node.kind = kind;
    table->defined = defined;
    table->depth = parent->depth + 1;
    table->part = toml->part;
    return add_node(toml, parent, key, &table->node) ? table : NULL;
}

static bool twice(struct toml *toml, struct slice key)
{
    return fail(toml->scan.error, ERROR_MALFORMED, "line %zu: '%.*s' is defined twice", toml->scan.line,
                SLICE_ARG(slice_head(key, 200)));
}

/* ---- keys ---- */

/* What a key with dots leads to before its last part. */
static struct table *dotted_step(struct toml *toml, struct table *table, struct slice key)
{
    const struct tree *found = member_find(table, key);

    if (!found)
        return add_table(toml, table, key, TREE_MAP, BY_DOTTED);
    struct table *next = as_table(found);
    if (found->kind != TREE_MAP || next->defined == BY_HEADER || next->defined == BY_VALUE ||
        (next->defined == BY_DOTTED && next->part != toml->part)) {
        twice(toml, key);
        return NULL;
    }
    next->defined = BY_DOTTED;
    next->part = toml->part;
    return next;
}

static struct table *header_step(struct toml *toml, struct table *table, struct slice key)
{
    const struct tree *found = member_find(table, key);

    if (!found)
        return add_table(toml, table, key, TREE_MAP, BY_PATH);
    if (found->kind < TREE_LIST || as_table(found)->defined == BY_VALUE) {
        twice(toml, key);
        return NULL;
    }
    /* Of several [[a]] the last one is meant. */
    return as_table(found->kind == TREE_LIST ? as_table(found)->last : found);
}

/* A key with its dots: `*table` is what holds its last part, `*key`. */
static bool key_path(struct toml *toml, struct table *from,
                     struct table *(*step)(struct toml *toml, struct table *table, struct slice key),
                     struct table **table, struct slice *key)
{
    struct slice part;

    for (;;) {
        toml_blanks(&toml->scan);
        if (!toml_key(&toml->scan, &part))
            return false;
        toml_blanks(&toml->scan);
        if (!toml_take(&toml->scan, '.'))
            break;
        from = step(toml, from, part);
        if (!from)
            return false;
    }
    *table = from;
    *key = part;
    return true;
}

/* ---- values ---- */

static bool value_read(struct toml *toml, struct table *parent, struct slice key);

/* KEY = VALUE */
static bool member_read(struct toml *toml, struct table *table)
{
    struct table *holder;
    struct slice key;

    if (!key_path(toml, table, dotted_step, &holder, &key))
        return false;
    if (!toml_take(&toml->scan, '='))
        return toml_fail(&toml->scan, "a key without '='");
    toml_blanks(&toml->scan);
    return member_find(holder, key) ? twice(toml, key) : value_read(toml, holder, key);
}

static bool list_read(struct toml *toml, struct table *list)
{
    toml_take(&toml->scan, '[');
    for (;;) {
        if (!toml_space(&toml->scan))
            return false;
        if (toml_take(&toml->scan, ']'))
            return true;
        if (!value_read(toml, list, (struct slice){0}) || !toml_space(&toml->scan))
            return false;
        if (toml_take(&toml->scan, ']'))
            return true;
        if (!toml_take(&toml->scan, ','))
            return toml_fail(&toml->scan, "a list without an end");
    }
}

/* On one line, and no comma behind the last member. */
static bool inline_members(struct toml *toml, struct table *table)
{
    toml_take(&toml->scan, '{');
    toml_blanks(&toml->scan);
    if (toml_take(&toml->scan, '}'))
        return true;
    do {
        if (!member_read(toml, table))
            return false;
        toml_blanks(&toml->scan);
    } while (toml_take(&toml->scan, ','));
    return toml_take(&toml->scan, '}') || toml_fail(&toml->scan, "an inline table without an end");
}

static bool inline_read(struct toml *toml, struct table *table)
{
    size_t outer = toml->part;

    toml->part = ++toml->parts;
    bool good = inline_members(toml, table);
    toml->part = outer;
    return good;
}

/* Recursion ends where add_table says that it is deep enough. */
static bool value_read(struct toml *toml, struct table *parent, struct slice key)
{
    uint8_t first = toml_peek(&toml->scan);
    enum tree_kind kind = first == '[' ? TREE_LIST : TREE_MAP;
    struct slice text;

    if (first == '[' || first == '{') {
        struct table *table = add_table(toml, parent, key, kind, BY_VALUE);
        return table && (first == '[' ? list_read(toml, table) : inline_read(toml, table));
    }
    if (!toml_scalar(&toml->scan, &kind, &text) || !has_room(toml, sizeof(struct tree)))
        return false;
    struct tree *node = arena_new(toml->scan.arena, struct tree);
    node->kind = kind;
    node->text = text;
    return add_node(toml, parent, key, node);
}

/* ---- headers ---- */

static struct table *open_table(struct toml *toml, struct table *holder, struct slice key)
{
    const struct tree *found = member_find(holder, key);

    if (!found)
        return add_table(toml, holder, key, TREE_MAP, BY_HEADER);
    if (found->kind != TREE_MAP || as_table(found)->defined != BY_PATH) {
        twice(toml, key);
        return NULL;
    }
    as_table(found)->defined = BY_HEADER;
    return as_table(found);
}

static struct table *open_tables(struct toml *toml, struct table *holder, struct slice key)
{
    const struct tree *found = member_find(holder, key);

    if (found && (found->kind != TREE_LIST || as_table(found)->defined != BY_TABLES)) {
        twice(toml, key);
        return NULL;
    }
    struct table *list = found ? as_table(found) : add_table(toml, holder, key, TREE_LIST, BY_TABLES);
    return list ? add_table(toml, list, (struct slice){0}, TREE_MAP, BY_HEADER) : NULL;
}

/* [a.b] or [[a.b]] */
static struct table *header_read(struct toml *toml, struct table *root)
{
    bool several = slice_starts(toml->scan.left, S("[["));
    struct table *holder;
    struct slice key;

    toml->scan.left = slice_skip(toml->scan.left, several ? 2 : 1);
    if (!key_path(toml, root, header_step, &holder, &key))
        return NULL;
    if (!slice_starts(toml->scan.left, several ? S("]]") : S("]"))) {
        toml_fail(&toml->scan, "a table's name without its ']'");
        return NULL;
    }
    toml->scan.left = slice_skip(toml->scan.left, several ? 2 : 1);
    toml->part = ++toml->parts;
    return several ? open_tables(toml, holder, key) : open_table(toml, holder, key);
}

static bool file_read(struct toml *toml, struct table *root)
{
    struct table *table = root;

    for (;;) {
        if (!toml_space(&toml->scan))
            return false;
        if (toml->scan.left.len == 0)
            return true;
        if (toml_peek(&toml->scan) == '[') {
            table = header_read(toml, root);
            if (!table)
                return false;
        } else if (!member_read(toml, table)) {
            return false;
        }
        if (!toml_line_end(&toml->scan))
            return false;
    }
}

/* As deep as tables are. */
static void weigh(struct table *table)
{
    TREE_EACH(child, &table->node)
    {
        if (child->kind >= TREE_LIST)
            weigh(as_table(child));
        table->node.weight += child->weight;
    }
}

bool tree_read_toml(struct reader *reader, struct arena *arena, const struct tree **root, struct error *error)
{
    static const uint64_t fixed[2] = {0};
    struct slice content;

    if (!content_read(reader, arena, TREE_SIZE_MAX, &content, error))
        return false;
    if (!utf8_valid(content))
        return fail(error, ERROR_MALFORMED, "not UTF-8");
    struct toml *toml = arena_new(arena, struct toml);
    toml->scan = (struct toml_scan){.left = content, .line = 1, .arena = arena, .error = error};
    toml->memory = content.len; /* most texts are borrowed from it */
    toml->seed[0] = siphash64(fixed, content);
    if (slice_starts(content, S("\xef\xbb\xbf")))
        toml->scan.left = slice_skip(content, 3);
    struct table *top = arena_new(arena, struct table);
    top->node = (struct tree){.kind = TREE_MAP, .line = 1, .weight = 1};
    top->defined = BY_HEADER;
    if (!file_read(toml, top))
        return false;
    weigh(top);
    *root = &top->node;
    return true;
}
