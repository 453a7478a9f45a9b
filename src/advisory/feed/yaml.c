/* Over libyaml's events, which it gives one after the other: no recursion over input. */
#include "advisory/feed/yaml.h"

#include <yaml.h>

enum level { LEVEL_DOCUMENT, LEVEL_LIST, LEVEL_KEY, LEVEL_VALUE };

struct state {
    struct bytes out;
    enum level levels[YAML_DEPTH_MAX + 2];
    bool first[YAML_DEPTH_MAX + 2];
    size_t depth;
};

static void put(struct state *state, const char *text)
{
    bytes_put(&state->out, slice_text(text));
}

/* What stands before a node, and what is expected behind it. */
static void node_begins(struct state *state)
{
    enum level *level = &state->levels[state->depth];

    if (*level == LEVEL_VALUE) {
        put(state, ":");
        *level = LEVEL_KEY;
        return;
    }
    if (!state->first[state->depth] && *level != LEVEL_DOCUMENT)
        put(state, ",");
    state->first[state->depth] = false;
    if (*level == LEVEL_KEY)
        *level = LEVEL_VALUE;
}

static void put_string(struct state *state, struct slice text)
{
    static const char hex[] = "0123456789abcdef";

    put(state, "\"");
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        if (c == '"' || c == '\\')
            bytes_put_u8(&state->out, '\\');
        if (c < 0x20) {
            put(state, "\\u00");
            bytes_put_u8(&state->out, (uint8_t)hex[c >> 4]);
            c = (uint8_t)hex[c & 15];
        }
        bytes_put_u8(&state->out, c);
    }
    put(state, "\"");
}

static void on_scalar(struct state *state, const yaml_event_t *event)
{
    struct slice text = slice_of(event->data.scalar.value, event->data.scalar.length);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE, key;

    node_begins(state);
    key = state->levels[state->depth] == LEVEL_VALUE;
    if (!key && plain && (text.len == 0 || slice_equal(text, S("~")) || slice_equal(text, S("null"))))
        put(state, "null");
    else
        put_string(state, text);
}

static bool on_start(struct state *state, bool list, struct error *error)
{
    if (state->levels[state->depth] == LEVEL_KEY)
        return fail(error, ERROR_MALFORMED, "a key that is no text");
    if (state->depth == YAML_DEPTH_MAX)
        return fail(error, ERROR_LIMIT, "nested more than %d deep", YAML_DEPTH_MAX);
    node_begins(state);
    put(state, list ? "[" : "{");
    state->depth++;
    state->levels[state->depth] = list ? LEVEL_LIST : LEVEL_KEY;
    state->first[state->depth] = true;
    return true;
}

/* returns  false at the end of the document, and on failure, with error->code set */
static bool on_event(struct state *state, const yaml_event_t *event, struct error *error)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: on_scalar(state, event); return true;
    case YAML_SEQUENCE_START_EVENT: return on_start(state, true, error);
    case YAML_MAPPING_START_EVENT: return on_start(state, false, error);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: put(state, state->levels[state->depth--] == LEVEL_LIST ? "]" : "}"); return true;
    case YAML_ALIAS_EVENT: return fail(error, ERROR_MALFORMED, "an alias");
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT: return false;
    default: return true;
    }
}

bool yaml_as_json(struct reader *reader, struct arena *arena, struct slice *json, struct error *error)
{
    struct slice text = reader_take_upto(reader, YAML_FILE_MAX + 1);
    struct state state = {.out = {.arena = arena}};
    yaml_parser_t parser;
    yaml_event_t event;
    bool more = true;

    if (!reader_ok(reader, error))
        return false;
    if (text.len > YAML_FILE_MAX)
        return fail(error, ERROR_LIMIT, "a YAML document of more than %d bytes", YAML_FILE_MAX);
    if (!yaml_parser_initialize(&parser))
        return fail(error, ERROR_LIMIT, "no memory for a YAML document");
    yaml_parser_set_input_string(&parser, text.at, text.len);
    error->code = ERROR_NONE;
    while (more) {
        if (!yaml_parser_parse(&parser, &event)) {
            more = fail(error, ERROR_MALFORMED, "line %zu: no YAML", parser.problem_mark.line + 1);
            break;
        }
        more = on_event(&state, &event, error);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    *json = bytes_slice(&state.out);
    return error->code == ERROR_NONE;
}
