/* YAML to a tree (tree.h), over libyaml's events. Scalars are typed by the JSON schema of YAML 1.2 (section 10.2). */
#include "analyzer/format/tree.h"

#include <yaml.h>

enum { ANCHORS_MAX = 10 * 1000 };

struct anchor {
    struct slice name;
    const struct tree *node;
};

struct state {
    struct tree_builder builder;
    struct reader *reader;
    struct slice chunk; /* of the reader, not yet handed on */
    struct {
        struct anchor *at;
        size_t count, room;
    } anchors;
    struct slice key;                 /* of the member whose value comes next */
    bool has_key[TREE_DEPTH_MAX + 2]; /* per depth: the key is at hand, its value is missing */
    uint64_t shared;                  /* what aliases add to the size that a walk sees */
};

/* As much as is asked for: else what libyaml says of a damaged file would depend on the size of chunks. */
static int on_read(void *data, unsigned char *buffer, size_t size, size_t *read)
{
    struct state *state = data;

    *read = 0;
    while (*read < size) {
        if (state->chunk.len == 0)
            state->chunk = reader_chunk(state->reader);
        if (state->chunk.len == 0)
            break;
        struct slice piece = slice_head(state->chunk, size - *read);
        memcpy(buffer + *read, piece.at, piece.len);
        state->chunk = slice_skip(state->chunk, piece.len);
        *read += piece.len;
    }
    return 1;
}

static bool is_digits(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len > 0;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)? */
static bool is_number(struct slice text)
{
    struct slice whole, rest, exponent;

    if (slice_starts(text, S("-")))
        text = slice_skip(text, 1);
    bool has_exponent = slice_cut(text, 'e', &text, &exponent) || slice_cut(text, 'E', &text, &exponent);
    bool has_fraction = slice_cut(text, '.', &whole, &rest);
    if (has_exponent && (slice_starts(exponent, S("-")) || slice_starts(exponent, S("+"))))
        exponent = slice_skip(exponent, 1);
    if (!has_fraction)
        whole = text;
    return is_digits(whole) && (whole.len == 1 || whole.at[0] != '0') && (!has_fraction || is_digits(rest)) &&
           (!has_exponent || is_digits(exponent));
}

static enum tree_kind kind_of(const yaml_event_t *event, struct slice text)
{
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return TREE_TEXT;
    if (text.len == 0 || slice_equal(text, S("null")) || slice_equal(text, S("~")))
        return TREE_NULL;
    if (slice_equal(text, S("true")) || slice_equal(text, S("false")))
        return TREE_BOOL;
    return is_number(text) ? TREE_NUMBER : TREE_TEXT;
}

static bool in_map(const struct state *state)
{
    return state->builder.depth > 0 && state->builder.open[state->builder.depth].node->kind == TREE_MAP;
}

/*
 * What comes next in a map: a key or its value. returns  true when it was a key, which is kept.
 * A key that is no scalar has no place in a tree: it gets an empty one.
 */
static bool take_key(struct state *state, struct slice text)
{
    bool *has_key = &state->has_key[state->builder.depth];

    if (!in_map(state) || *has_key) {
        *has_key = false;
        return false;
    }
    state->key = arena_copy(state->builder.arena, text);
    *has_key = true;
    return true;
}

static struct slice take_member_key(struct state *state)
{
    struct slice key = state->key;

    state->key = (struct slice){0};
    return key;
}

static void keep_anchor(struct state *state, const yaml_char_t *name, const struct tree *node)
{
    if (name == NULL || state->anchors.count == ANCHORS_MAX)
        return;
    struct anchor *anchor = ARENA_PUSH(state->builder.arena, &state->anchors);
    anchor->name = arena_copy(state->builder.arena, slice_text((const char *)name));
    anchor->node = node;
}

static bool on_alias(struct state *state, const yaml_event_t *event, size_t line)
{
    struct slice name = slice_text((const char *)event->data.alias.anchor);

    if (take_key(state, name))
        return true;
    for (size_t i = state->anchors.count; i-- > 0;) {
        const struct tree *named = state->anchors.at[i].node;
        if (!slice_equal(state->anchors.at[i].name, name))
            continue;
        struct tree *node = tree_add(&state->builder, named->kind, take_member_key(state), named->text, line);
        if (node == NULL)
            return false;
        for (unsigned depth = 1; depth <= state->builder.depth; depth++)
            if (state->builder.open[depth].node == named)
                return fail(state->builder.error, ERROR_MALFORMED, "line %zu: an alias of what encloses it", line);
        node->first = named->first;
        node->weight = named->weight;
        state->shared += named->weight;
        return state->shared <= TREE_WEIGHT_MAX ||
               fail(state->builder.error, ERROR_LIMIT, "aliases that stand for more than %d values", TREE_WEIGHT_MAX);
    }
    return fail(state->builder.error, ERROR_MALFORMED, "line %zu: an alias of nothing", line);
}

static bool on_scalar(struct state *state, const yaml_event_t *event, size_t line)
{
    struct slice text = slice_of(event->data.scalar.value, event->data.scalar.length);

    if (take_key(state, text))
        return true;
    struct tree *node = tree_add(&state->builder, kind_of(event, text), take_member_key(state), text, line);
    keep_anchor(state, event->data.scalar.anchor, node);
    return node != NULL;
}

static bool on_container(struct state *state, enum tree_kind kind, const yaml_char_t *anchor, size_t line)
{
    if (in_map(state) && !state->has_key[state->builder.depth])
        return fail(state->builder.error, ERROR_UNSUPPORTED, "line %zu: a key that is no scalar", line);
    take_key(state, (struct slice){0});
    struct tree *node = tree_open(&state->builder, kind, take_member_key(state), line);
    if (node == NULL)
        return false;
    state->has_key[state->builder.depth] = false;
    keep_anchor(state, anchor, node);
    return true;
}

static bool on_event(struct state *state, const yaml_event_t *event)
{
    size_t line = event->start_mark.line + 1;

    switch (event->type) {
    case YAML_SCALAR_EVENT: return on_scalar(state, event, line);
    case YAML_ALIAS_EVENT: return on_alias(state, event, line);
    case YAML_SEQUENCE_START_EVENT: return on_container(state, TREE_LIST, event->data.sequence_start.anchor, line);
    case YAML_MAPPING_START_EVENT: return on_container(state, TREE_MAP, event->data.mapping_start.anchor, line);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: tree_close(&state->builder); return true;
    default: return true;
    }
}

static bool parser_failed(struct state *state, const yaml_parser_t *parser)
{
    struct error *error = state->builder.error;

    if (!reader_ok(state->reader, error))
        return false;
    if (parser->error == YAML_MEMORY_ERROR)
        return fail(error, ERROR_LIMIT, "no memory for the YAML parser");
    return fail(error, ERROR_MALFORMED, "line %zu: %s", parser->problem_mark.line + 1,
                parser->problem ? parser->problem : "no YAML");
}

/* returns  false at the end of what is wanted, and on failure: then *good is false */
static bool step(struct state *state, yaml_parser_t *parser, bool all, bool *good)
{
    yaml_event_t event;

    if (!yaml_parser_parse(parser, &event)) {
        *good = parser_failed(state, parser);
        return false;
    }
    bool end = event.type == YAML_STREAM_END_EVENT || (event.type == YAML_DOCUMENT_END_EVENT && !all);
    *good = on_event(state, &event);
    yaml_event_delete(&event);
    return *good && !end;
}

bool tree_read_yaml(struct reader *reader, bool all, struct arena *arena, const struct tree **root, struct error *error)
{
    struct state *state = arena_new(arena, struct state);
    yaml_parser_t parser;
    bool good = true;

    tree_begin(&state->builder, arena, error);
    state->reader = reader;
    if (all && !tree_open(&state->builder, TREE_LIST, (struct slice){0}, 1))
        return false;
    if (!yaml_parser_initialize(&parser))
        return fail(error, ERROR_LIMIT, "no memory for the YAML parser");
    yaml_parser_set_input(&parser, on_read, state);
    while (step(state, &parser, all, &good))
        continue;
    yaml_parser_delete(&parser);
    *root = tree_root(&state->builder);
    return good && reader_ok(reader, error);
}
