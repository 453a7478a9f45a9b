#include "analyzer/lang/php/php_value.h"

enum { DEPTH_MAX = 64 };

struct frame {
    struct slice key; /* under which it stands */
    uint64_t left;    /* members that are missing */
};

struct state {
    struct slice text;
    struct frame frames[DEPTH_MAX];
    unsigned depth; /* arrays that are open */
};

struct value {
    char kind; /* s i b d N a, 0 for none of these */
    struct slice text;
    uint64_t count; /* of an array */
};

/* "123:" or "123;" */
static bool take_number(struct slice *text, uint8_t end, uint64_t *number)
{
    struct slice digits, rest;

    if (!slice_cut(slice_head(*text, 24), end, &digits, &rest) || !slice_decimal(digits, number))
        return false;
    *text = slice_skip(*text, digits.len + 1);
    return true;
}

/* 3:"foo"; */
static bool take_string(struct slice *text, struct slice *value)
{
    uint64_t len;

    if (!take_number(text, ':', &len) || text->len < 3 || len > text->len - 3 || text->at[0] != '"' ||
        text->at[len + 1] != '"' || text->at[len + 2] != ';')
        return false;
    *value = slice_of(text->at + 1, (size_t)len);
    *text = slice_skip(*text, (size_t)len + 3);
    return true;
}

static bool take_scalar(struct slice *text, struct slice *value)
{
    struct slice rest;

    if (!slice_cut(slice_head(*text, 64), ';', value, &rest))
        return false;
    *text = slice_skip(*text, value->len + 1);
    return true;
}

static bool take_value(struct slice *text, struct value *value)
{
    *value = (struct value){0};
    if (text->len < 2)
        return false;
    value->kind = (char)text->at[0];
    if (value->kind == 'N' && text->at[1] == ';') {
        *text = slice_skip(*text, 2);
        return true;
    }
    if (text->at[1] != ':')
        return false;
    *text = slice_skip(*text, 2);
    switch (value->kind) {
    case 's': return take_string(text, &value->text);
    case 'i':
    case 'b':
    case 'd': return take_scalar(text, &value->text);
    case 'a':
        if (!take_number(text, ':', &value->count) || text->len == 0 || text->at[0] != '{')
            return false;
        *text = slice_skip(*text, 1);
        return true;
    default: return false;
    }
}

/* Ends the arrays that have all of their members. */
static bool close_full(struct state *state)
{
    while (state->depth > 0 && state->frames[state->depth - 1].left == 0) {
        if (state->text.len == 0 || state->text.at[0] != '}')
            return false;
        state->text = slice_skip(state->text, 1);
        state->depth--;
    }
    return true;
}

static bool wrong(const struct state *state, struct error *error)
{
    return state->text.len < 2 ? fail(error, ERROR_TRUNCATED, "it ends within a value")
                               : fail(error, ERROR_MALFORMED, "not a value as PHP writes it");
}

bool php_value_each(struct slice text,
                    void (*each)(void *context, unsigned depth, struct slice holder, struct slice key,
                                 struct slice value),
                    void *context, struct error *error)
{
    struct state state = {.text = text};
    struct value key = {0}, value;

    do {
        if (state.depth > 0 && (!take_value(&state.text, &key) || key.kind == 'a'))
            return wrong(&state, error);
        if (!take_value(&state.text, &value) || (state.depth == 0 && value.kind != 'a'))
            return wrong(&state, error);
        if (state.depth > 0)
            state.frames[state.depth - 1].left--;
        if (value.kind == 's' && key.kind == 's')
            each(context, state.depth, state.frames[state.depth - 1].key, key.text, value.text);
        if (value.kind == 'a') {
            if (state.depth == DEPTH_MAX)
                return fail(error, ERROR_LIMIT, "arrays nested deeper than %d", DEPTH_MAX);
            state.frames[state.depth++] = (struct frame){key.text, value.count};
        }
        if (!close_full(&state))
            return wrong(&state, error);
    } while (state.depth > 0);
    return true;
}
