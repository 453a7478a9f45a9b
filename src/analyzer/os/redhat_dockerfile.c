#include "analyzer/os/redhat_dockerfile.h"

/* An instruction of several lines put together, and a word of it with its variables replaced. */
enum { INSTRUCTION_MAX = 64 * 1024, WORD_MAX = 16 * 1024 };
/* Names that ENV and ARG set; the last one counts. */
enum { VARIABLES_MAX = 256 };

struct variable {
    struct slice name, value;
};

struct dockerfile {
    struct arena *arena;
    dockerfile_label *label;
    void *context;
    struct variable variables[VARIABLES_MAX];
    size_t variable_count;
    uint8_t *instruction; /* INSTRUCTION_MAX bytes */
    size_t instruction_len;
    uint8_t *word; /* WORD_MAX bytes */
    size_t word_len;
};

static void word_put(struct dockerfile *file, struct slice bytes)
{
    struct slice fits = slice_head(bytes, WORD_MAX - file->word_len);

    if (fits.len)
        memcpy(file->word + file->word_len, fits.at, fits.len);
    file->word_len += fits.len;
}

static bool is_name(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct slice variable_find(const struct dockerfile *file, struct slice name)
{
    for (size_t i = file->variable_count; i > 0; i--)
        if (slice_equal(file->variables[i - 1].name, name))
            return file->variables[i - 1].value;
    return (struct slice){0};
}

static void variable_set(struct dockerfile *file, struct slice name, struct slice value)
{
    if (file->variable_count < VARIABLES_MAX)
        file->variables[file->variable_count++] =
            (struct variable){arena_copy(file->arena, name), arena_copy(file->arena, value)};
}

/* "$name", "${name}", "${name:-otherwise}", "${name:+instead}"; `rest` starts behind the '$'. returns  what follows */
static struct slice variable_put(struct dockerfile *file, struct slice rest)
{
    size_t len = 0;

    if (rest.len == 0 || rest.at[0] != '{') {
        while (len < rest.len && is_name(rest.at[len]))
            len++;
        word_put(file, len ? variable_find(file, slice_head(rest, len)) : S("$"));
        return slice_skip(rest, len);
    }
    struct slice inner, after, name, other;
    if (!slice_cut(slice_skip(rest, 1), '}', &inner, &after)) {
        word_put(file, S("$"));
        return rest;
    }
    slice_cut(inner, ':', &name, &other);
    struct slice value = variable_find(file, name);
    if (slice_starts(other, S("-")) && value.len == 0)
        value = slice_skip(other, 1);
    else if (slice_starts(other, S("+")))
        value = value.len ? slice_skip(other, 1) : S("");
    word_put(file, value);
    return after;
}

/*
 * The next word of an instruction, up to an unquoted blank or the byte `stop` (0: none), into file->word.
 * returns  false when there is none
 */
static bool word_next(struct dockerfile *file, struct slice *rest, uint8_t stop)
{
    uint8_t quote = 0;

    file->word_len = 0;
    while (rest->len && is_blank(rest->at[0]))
        *rest = slice_skip(*rest, 1);
    if (rest->len == 0)
        return false;
    while (rest->len > 0) {
        uint8_t c = rest->at[0];
        if (!quote && (is_blank(c) || (stop && c == stop)))
            break;
        *rest = slice_skip(*rest, 1);
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
        else if (c == '$' && quote != '\'')
            *rest = variable_put(file, *rest);
        else if (c == '\\' && quote != '\'' && rest->len > 0) {
            word_put(file, slice_head(*rest, 1));
            *rest = slice_skip(*rest, 1);
        } else
            word_put(file, slice_of(&c, 1));
    }
    return true;
}

/* Pairs "name=value …"; or, as ENV and LABEL also have it, one "name value". */
static void pairs_read(struct dockerfile *file, struct slice rest,
                       void (*put)(struct dockerfile *file, struct slice name, struct slice value))
{
    while (word_next(file, &rest, '=')) {
        struct slice name = arena_copy(file->arena, slice_of(file->word, file->word_len));
        bool pair = rest.len > 0 && rest.at[0] == '=';
        rest = slice_skip(rest, pair);
        bool value = rest.len > 0 && (!pair || !is_blank(rest.at[0])) && word_next(file, &rest, 0);
        put(file, name, value ? slice_of(file->word, file->word_len) : S(""));
        if (!pair)
            return;
    }
}

static void label_put(struct dockerfile *file, struct slice name, struct slice value)
{
    file->label(file->context, name, value);
}

static const struct {
    struct slice word;
    void (*put)(struct dockerfile *file, struct slice name, struct slice value);
} instructions[] = {
    {S_INIT("LABEL"), label_put},
    {S_INIT("ENV"), variable_set},
    {S_INIT("ARG"), variable_set},
};

static void instruction_end(struct dockerfile *file)
{
    struct slice rest = slice_trim(slice_of(file->instruction, file->instruction_len)), word;
    size_t len = 0;

    file->instruction_len = 0;
    while (len < rest.len && !is_blank(rest.at[len]))
        len++;
    word = slice_head(rest, len);
    for (size_t i = 0; i < sizeof(instructions) / sizeof(instructions[0]); i++)
        if (slice_equal_nocase(word, instructions[i].word))
            pairs_read(file, slice_skip(rest, len), instructions[i].put);
}

/* A line of an instruction. returns  true when the instruction goes on in the next line */
static bool line_put(struct dockerfile *file, struct slice line)
{
    struct slice trimmed = slice_trim(line);
    bool more = slice_ends(trimmed, S("\\"));

    if (more)
        trimmed.len--;
    struct slice fits = slice_head(trimmed, INSTRUCTION_MAX - 1 - file->instruction_len);
    if (fits.len)
        memcpy(file->instruction + file->instruction_len, fits.at, fits.len);
    file->instruction_len += fits.len;
    if (file->instruction_len < INSTRUCTION_MAX - 1)
        file->instruction[file->instruction_len++] = ' ';
    return more;
}

bool dockerfile_labels(struct reader *reader, struct arena *arena, dockerfile_label *label, void *context,
                       struct error *error)
{
    struct dockerfile *file = arena_new(arena, struct dockerfile);
    struct slice line;

    *file = (struct dockerfile){.arena = arena, .label = label, .context = context};
    file->instruction = arena_array(arena, uint8_t, INSTRUCTION_MAX);
    file->word = arena_array(arena, uint8_t, WORD_MAX);
    while (reader_line(reader, INSTRUCTION_MAX, &line) != LINE_END) {
        struct slice trimmed = slice_trim(line);
        /* Comments and empty lines may stand within an instruction. */
        if (trimmed.len == 0 || trimmed.at[0] == '#')
            continue;
        if (!line_put(file, line))
            instruction_end(file);
    }
    instruction_end(file);
    return reader_ok(reader, error);
}
