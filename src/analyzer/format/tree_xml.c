/* XML to a tree (tree.h), over base/xml.h. */
#include "analyzer/format/tree.h"
#include "base/xml.h"

struct state {
    struct tree_builder builder;
    bool failed;
};

static void add_attributes(struct state *state, const char **attributes)
{
    struct tree_builder *builder = &state->builder;

    for (size_t i = 0; attributes[i] && attributes[i + 1]; i += 2) {
        struct slice key = arena_join(builder->arena, (struct slice[]){S("@"), slice_text(attributes[i])}, 2);
        if (!tree_add(builder, TREE_TEXT, key, slice_text(attributes[i + 1]), 0)) {
            state->failed = true;
            return;
        }
    }
}

static void on_start(void *context, struct slice name, const char **attributes)
{
    struct state *state = context;

    if (state->failed)
        return;
    if (!tree_open(&state->builder, TREE_MAP, arena_copy(state->builder.arena, name), 0)) {
        state->failed = true;
        return;
    }
    add_attributes(state, attributes);
}

static void on_end(void *context, struct slice name, struct slice text)
{
    struct state *state = context;

    (void)name;
    if (state->failed)
        return;
    struct tree *node = state->builder.open[state->builder.depth].node;
    text = slice_trim(text);
    if (text.len)
        node->text = arena_copy(state->builder.arena, text);
    state->builder.memory += text.len;
    tree_close(&state->builder);
}

bool tree_read_xml(struct reader *reader, struct arena *arena, const struct tree **root, struct error *error)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct state *state = arena_new(arena, struct state);
    struct error refused;

    tree_begin(&state->builder, arena, &refused);
    if (!xml_read(reader, arena, &handler, state, error))
        return false;
    if (state->failed) {
        *error = refused;
        return false;
    }
    *root = tree_root(&state->builder);
    return true;
}
