#include "analyzer/os/env_file.h"

struct env_file {
    struct reader *reader;
    struct facts *facts; /* takes the problems */
    size_t line;         /* of the byte at hand, from 1 */
    size_t name_len, value_len;
    bool name_cut, value_cut;
    uint8_t name[ENV_NAME_MAX], value[ENV_VALUE_MAX];
};

/* What the byte at hand belongs to. */
enum state {
    STATE_START, /* of a line, blanks passed over */
    STATE_COMMENT,
    STATE_COMMENT_ESCAPE,
    STATE_NAME,
    STATE_BEFORE_VALUE, /* behind '=', or behind a closing quote */
    STATE_VALUE,
    STATE_VALUE_ESCAPE,
    STATE_SINGLE,
    STATE_DOUBLE,
    STATE_DOUBLE_ESCAPE,
    STATE_DONE,
};

enum { END_OF_FILE = 256 };

static bool is_blank(unsigned byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_end(unsigned byte)
{
    return byte == '\n' || byte == '\r' || byte == END_OF_FILE;
}

static void name_push(struct env_file *file, unsigned byte)
{
    if (file->name_len < ENV_NAME_MAX)
        file->name[file->name_len++] = (uint8_t)byte;
    else
        file->name_cut = true;
}

static void value_push(struct env_file *file, unsigned byte)
{
    if (file->value_len < ENV_VALUE_MAX)
        file->value[file->value_len++] = (uint8_t)byte;
    else
        file->value_cut = true;
}

static enum state step_start(struct env_file *file, unsigned byte)
{
    if (byte == END_OF_FILE)
        return STATE_DONE;
    if (is_end(byte) || is_blank(byte))
        return STATE_START;
    if (byte == '#' || byte == ';')
        return STATE_COMMENT;
    file->name_len = file->value_len = 0;
    file->name_cut = file->value_cut = false;
    name_push(file, byte);
    return STATE_NAME;
}

static enum state step_name(struct env_file *file, unsigned byte)
{
    if (byte == '=')
        return STATE_BEFORE_VALUE;
    if (is_end(byte)) {
        facts_problem(file->facts, ERROR_MALFORMED, "line %zu: not a 'NAME=value' field", file->line);
        return STATE_START;
    }
    name_push(file, byte);
    return STATE_NAME;
}

/* Blanks at the end of an unquoted value are dropped, but for those that a backslash or a quote protects. */
static enum state step_plain(struct env_file *file, enum state state, unsigned byte, size_t *keep)
{
    if (is_end(byte))
        return STATE_DONE;
    if (byte == '\\')
        return STATE_VALUE_ESCAPE;
    if (state == STATE_BEFORE_VALUE) {
        if (is_blank(byte))
            return STATE_BEFORE_VALUE;
        if (byte == '\'')
            return STATE_SINGLE;
        if (byte == '"')
            return STATE_DOUBLE;
    }
    value_push(file, byte);
    if (!is_blank(byte))
        *keep = file->value_len;
    return STATE_VALUE;
}

static enum state step_quoted(struct env_file *file, enum state state, unsigned byte, size_t *keep)
{
    if (byte == END_OF_FILE) {
        facts_problem(file->facts, ERROR_MALFORMED, "line %zu: a quote is not closed", file->line);
        return STATE_DONE;
    }
    if (byte == (state == STATE_SINGLE ? '\'' : '"'))
        return STATE_BEFORE_VALUE;
    if (state == STATE_DOUBLE && byte == '\\')
        return STATE_DOUBLE_ESCAPE;
    value_push(file, byte);
    *keep = file->value_len;
    return state;
}

/* A backslash joins lines; in double quotes it stays before what needs no escape. */
static enum state step_escape(struct env_file *file, enum state state, unsigned byte, size_t *keep)
{
    if (byte == END_OF_FILE)
        return STATE_DONE;
    if (!is_end(byte)) {
        if (state == STATE_DOUBLE_ESCAPE && byte != '"' && byte != '\\' && byte != '`' && byte != '$')
            value_push(file, '\\');
        value_push(file, byte);
        *keep = file->value_len;
    }
    return state == STATE_DOUBLE_ESCAPE ? STATE_DOUBLE : STATE_VALUE;
}

static enum state step_comment(enum state state, unsigned byte)
{
    if (byte == END_OF_FILE)
        return STATE_DONE;
    if (state == STATE_COMMENT_ESCAPE)
        return STATE_COMMENT;
    if (is_end(byte))
        return STATE_START;
    return byte == '\\' ? STATE_COMMENT_ESCAPE : STATE_COMMENT;
}

static enum state step(struct env_file *file, enum state state, unsigned byte, size_t *keep)
{
    switch (state) {
    case STATE_START: return step_start(file, byte);
    case STATE_COMMENT:
    case STATE_COMMENT_ESCAPE: return step_comment(state, byte);
    case STATE_NAME: return step_name(file, byte);
    case STATE_BEFORE_VALUE:
    case STATE_VALUE: return step_plain(file, state, byte, keep);
    case STATE_SINGLE:
    case STATE_DOUBLE: return step_quoted(file, state, byte, keep);
    case STATE_VALUE_ESCAPE:
    case STATE_DOUBLE_ESCAPE: return step_escape(file, state, byte, keep);
    case STATE_DONE: break;
    }
    return STATE_DONE;
}

/*
 * The next assignment. Lines that are none are `malformed` and passed over.
 * name, value  borrowed until the next call; *cut: the value was longer than ENV_VALUE_MAX
 * returns      false at the end of the file or of what could be read
 */
static bool next_assignment(struct env_file *file, struct slice *name, struct slice *value, bool *cut)
{
    enum state state = STATE_START;
    size_t keep = 0;
    bool assigned = false;

    while (state != STATE_DONE) {
        unsigned byte = reader_at_end(file->reader) || file->reader->failed ? END_OF_FILE : reader_u8(file->reader);
        state = step(file, state, byte, &keep);
        file->line += byte == '\n';
        if (state == STATE_NAME || state == STATE_START)
            keep = 0;
        assigned = assigned || state == STATE_BEFORE_VALUE;
    }
    *name = slice_trim(slice_of(file->name, file->name_cut ? 0 : file->name_len));
    *value = slice_of(file->value, keep);
    *cut = file->value_cut;
    return assigned;
}

void env_file_read(struct reader *reader, struct facts *facts, const char *const *names, size_t count,
                   struct slice *values)
{
    struct env_file *file = arena_new(facts->arena, struct env_file);
    struct slice name, value;
    bool cut;

    memset(values, 0, count * sizeof *values);
    *file = (struct env_file){.reader = reader, .facts = facts, .line = 1};
    while (next_assignment(file, &name, &value, &cut)) {
        for (size_t i = 0; i < count; i++) {
            if (!slice_equal(name, slice_text(names[i])))
                continue;
            if (cut)
                facts_problem(facts, ERROR_MALFORMED, "the value of '%s' is longer than %d bytes", names[i],
                              ENV_VALUE_MAX);
            else
                values[i] = arena_copy(facts->arena, value);
        }
    }
}
