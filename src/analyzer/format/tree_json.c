/* JSON to a tree (tree.h), over base/json.h. */
#include "analyzer/format/content.h"
#include "analyzer/format/tree.h"
#include "base/json.h"

static bool add_scalar(struct json *json, struct tree_builder *builder, enum json_kind kind, struct slice key)
{
    struct slice text = {0};
    bool value = false;

    switch (kind) {
    case JSON_STRING: return json_string_borrow(json, &text) && tree_add(builder, TREE_TEXT, key, text, 0);
    case JSON_NUMBER: return json_number_text(json, &text) && tree_add(builder, TREE_NUMBER, key, text, 0);
    case JSON_TRUE:
    case JSON_FALSE:
        return json_bool(json, &value) && tree_add(builder, TREE_BOOL, key, value ? S("true") : S("false"), 0);
    default: json_skip(json); return tree_add(builder, TREE_NULL, key, text, 0);
    }
}

/* Enters what is an object or an array, adds anything else. returns  false on failure, here or in the reader */
static bool add_value(struct json *json, struct tree_builder *builder, struct slice key)
{
    enum json_kind kind = json_peek(json);

    if (kind == JSON_NONE)
        return false;
    if (kind == JSON_OBJECT)
        return tree_open(builder, TREE_MAP, key, 0) && json_object(json);
    if (kind == JSON_ARRAY)
        return tree_open(builder, TREE_LIST, key, 0) && json_array(json);
    return add_scalar(json, builder, kind, key);
}

/* The next member or item of what is open. returns  false when it has no more */
static bool next_value(struct json *json, struct tree_builder *builder, struct slice *key)
{
    struct slice borrowed;

    *key = (struct slice){0};
    if (builder->open[builder->depth].node->kind == TREE_LIST)
        return json_item(json);
    if (!json_member(json, &borrowed))
        return false;
    *key = arena_copy(builder->arena, borrowed);
    return true;
}

static bool read_strict(struct reader *reader, struct arena *arena, const struct tree **root, struct error *error)
{
    struct tree_builder builder;
    struct slice key = {0};
    struct json json;
    bool good = true;

    tree_begin(&builder, arena, error);
    json_init(&json, reader, arena);
    if (json_peek(&json) != JSON_NONE)
        good = add_value(&json, &builder, key);
    while (good && builder.depth > 0) {
        if (next_value(&json, &builder, &key))
            good = add_value(&json, &builder, key);
        else
            tree_close(&builder);
    }
    *root = tree_root(&builder);
    /* A failure of the document comes first; else `error` holds the builder's. */
    return json.failed ? json_ok(&json, error) : good && json_end(&json, error);
}

/* Where a string, a comment or one other byte that starts at `at` ends. */
static size_t piece_end(struct slice text, size_t at)
{
    struct slice rest = slice_skip(text, at);

    if (slice_starts(rest, S("//")))
        return at + slice_find_byte(rest, '\n');
    if (slice_starts(rest, S("/*"))) {
        size_t end = slice_find(slice_skip(rest, 2), S("*/")) + 4;
        return end < rest.len ? at + end : text.len;
    }
    if (rest.at[0] != '"')
        return at + 1;
    for (size_t i = 1; i < rest.len; i++) {
        if (rest.at[i] == '\\')
            i++;
        else if (rest.at[i] == '"')
            return at + i + 1;
    }
    return text.len;
}

/* Makes strict JSON of `text`, whose bytes these are: comments and commas before a closing bracket become blanks. */
static void blank_extras(uint8_t *bytes, struct slice text)
{
    size_t comma = SIZE_MAX;

    for (size_t at = 0, end; at < text.len; at = end) {
        uint8_t c = bytes[at];
        end = piece_end(text, at);
        if (c == '/' && end > at + 1) {
            memset(bytes + at, ' ', end - at);
        } else if (c == ',') {
            comma = at;
        } else if ((c == ']' || c == '}') && comma != SIZE_MAX) {
            bytes[comma] = ' ';
            comma = SIZE_MAX;
        } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
            comma = SIZE_MAX;
        }
    }
}

bool tree_read_json(struct reader *reader, bool relaxed, struct arena *arena, const struct tree **root,
                    struct error *error)
{
    struct slice content;

    if (!relaxed)
        return read_strict(reader, arena, root, error);
    if (!content_read(reader, arena, TREE_SIZE_MAX, &content, error))
        return false;
    if (content.len == 0)
        return read_strict(reader, arena, root, error);
    uint8_t *bytes = arena_array(arena, uint8_t, content.len);
    memcpy(bytes, content.at, content.len);
    blank_extras(bytes, slice_of(bytes, content.len));
    struct reader strict = reader_over(slice_of(bytes, content.len));
    return read_strict(&strict, arena, root, error);
}
