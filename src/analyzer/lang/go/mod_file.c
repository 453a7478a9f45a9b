#include "analyzer/lang/go/mod_file.h"

#include "analyzer/lang/go/module.h"

enum {
    MOD_LINE_MAX = 8 * 1024,
    MOD_WORDS_MAX = 8, /* of a line: replace has six with its verb, a retraction five; others are not looked at */
};

struct words {
    struct slice at[MOD_WORDS_MAX];
    size_t count;
    struct slice comment; /* behind "//" */
};

struct parse {
    struct mod_file *mod;
    struct arena *arena;
    struct slice block; /* the verb of the open block, or empty */
    mod_file_problem *problem;
    void *context;
    size_t line;
};

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_mark(uint8_t c)
{
    return c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}' || c == ',';
}

/* The next word: a mark, a string in quotes (without them; escapes do not occur in paths and versions), or a name. */
static struct slice next_word(struct slice *left)
{
    struct slice word;
    uint8_t first = left->at[0];
    size_t len = 1;

    if (first == '"' || first == '`') {
        word = slice_skip(*left, 1);
        word = slice_head(word, slice_find_byte(word, first));
        *left = slice_skip(*left, word.len + 2);
        return word;
    }
    if (!is_mark(first))
        while (len < left->len && !is_blank(left->at[len]) && !is_mark(left->at[len]) &&
               !slice_starts(slice_skip(*left, len), S("//")))
            len++;
    word = slice_head(*left, len);
    *left = slice_skip(*left, len);
    return word;
}

static void split_words(struct slice line, struct words *words)
{
    words->count = 0;
    words->comment = S("");
    while (line.len > 0) {
        if (is_blank(line.at[0])) {
            line = slice_skip(line, 1);
            continue;
        }
        if (slice_starts(line, S("//"))) {
            words->comment = slice_trim(slice_skip(line, 2));
            return;
        }
        struct slice word = next_word(&line);
        if (words->count < MOD_WORDS_MAX)
            words->at[words->count++] = word;
    }
}

static bool tell(struct parse *parse, const char *what)
{
    if (parse->problem)
        parse->problem(parse->context, parse->line, what);
    return false;
}

static bool take_require(struct parse *parse, const struct words *words)
{
    if (words->count != 2 || !go_version_valid(words->at[1]))
        return tell(parse, "not a module and its version");
    struct slice path = arena_copy(parse->arena, words->at[0]);
    void **known = map_put(&parse->mod->by_path, path);
    struct mod_require *require;
    if (*known) {
        require = &parse->mod->requires.at[(uintptr_t)*known - 1];
    } else {
        require = ARENA_PUSH(parse->arena, &parse->mod->requires);
        *known = (void *)(uintptr_t)parse->mod->requires.count;
    }
    require->path = path;
    require->version = arena_copy(parse->arena, words->at[1]);
    require->indirect = slice_equal(words->comment, S("indirect")) || slice_starts(words->comment, S("indirect;"));
    return true;
}

static bool take_replace(struct parse *parse, const struct words *words)
{
    size_t arrow = 0;

    while (arrow < words->count && !slice_equal(words->at[arrow], S("=>")))
        arrow++;
    size_t behind = arrow < words->count ? words->count - arrow - 1 : 0;
    if ((arrow != 1 && arrow != 2) || (behind != 1 && behind != 2))
        return tell(parse, "not a replacement");
    struct mod_replace *replace = ARENA_PUSH(parse->arena, &parse->mod->replaces);
    replace->path = arena_copy(parse->arena, words->at[0]);
    if (arrow == 2)
        replace->version = arena_copy(parse->arena, words->at[1]);
    replace->new_path = arena_copy(parse->arena, words->at[arrow + 1]);
    if (behind == 2)
        replace->new_version = arena_copy(parse->arena, words->at[arrow + 2]);
    return true;
}

static bool take_go(struct parse *parse, const struct words *words)
{
    if (words->count != 1 || go_release(words->at[0]).len == 0)
        return tell(parse, "not a version of Go");
    parse->mod->go = arena_copy(parse->arena, words->at[0]);
    return true;
}

static bool take_toolchain(struct parse *parse, const struct words *words)
{
    if (words->count != 1)
        return tell(parse, "not a toolchain");
    parse->mod->toolchain = arena_copy(parse->arena, words->at[0]);
    return true;
}

static bool take_nothing(struct parse *parse, const struct words *words)
{
    (void)parse;
    (void)words;
    return true;
}

static const struct {
    const char *name;
    bool (*take)(struct parse *parse, const struct words *words);
} verbs[] = {
    {"require", take_require}, {"replace", take_replace}, {"go", take_go},           {"toolchain", take_toolchain},
    {"module", take_nothing},  {"exclude", take_nothing}, {"retract", take_nothing}, {"godebug", take_nothing},
    {"tool", take_nothing},    {"ignore", take_nothing},
};

static void take_verb(struct parse *parse, struct slice verb, const struct words *words)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (slice_equal(verb, slice_text(verbs[i].name))) {
            verbs[i].take(parse, words);
            return;
        }
    }
    tell(parse, "not a directive of go.mod");
}

static void take_line(struct parse *parse, struct words *words)
{
    if (words->count == 0)
        return;
    if (parse->block.len > 0) {
        if (slice_equal(words->at[0], S(")")))
            parse->block = S("");
        else
            take_verb(parse, parse->block, words);
        return;
    }
    struct slice verb = words->at[0];
    memmove(words->at, words->at + 1, --words->count * sizeof *words->at);
    if (words->count != 1 || !slice_equal(words->at[0], S("("))) {
        take_verb(parse, verb, words);
        return;
    }
    parse->block = arena_copy(parse->arena, verb);
}

/* For all requirements: a replacement of that very version weighs more than one of any (modfile, "replace"). */
static void apply(struct mod_file *mod, const struct mod_replace *replace)
{
    uintptr_t place = (uintptr_t)map_get(&mod->by_path, replace->path);
    struct mod_require *require = place ? &mod->requires.at[place - 1] : NULL;

    if (!require || !slice_equal(require->path, replace->path))
        return;
    if (replace->version.len > 0 && !slice_equal(replace->version, require->version))
        return;
    if (replace->new_version.len == 0) {
        require->dropped = true;
        return;
    }
    require->path = replace->new_path;
    require->version = replace->new_version;
    *map_put(&mod->by_path, replace->new_path) = (void *)place;
}

static void apply_all(struct mod_file *mod)
{
    for (int any = 0; any < 2; any++)
        for (size_t i = 0; i < mod->replaces.count; i++)
            if ((mod->replaces.at[i].version.len == 0) == (any == 1))
                apply(mod, &mod->replaces.at[i]);
}

bool mod_file_read(struct reader *reader, struct arena *arena, struct mod_file *mod, mod_file_problem *problem,
                   void *context, struct error *error)
{
    struct parse parse = {.mod = mod, .arena = arena, .problem = problem, .context = context};
    struct slice line;
    enum reader_line kind;

    *mod = (struct mod_file){0};
    map_init(&mod->by_path, arena, NULL);
    while ((kind = reader_line(reader, MOD_LINE_MAX, &line)) != LINE_END) {
        struct words words;
        parse.line = reader->line;
        split_words(line, &words);
        if (kind == LINE_CUT && words.comment.len == 0)
            tell(&parse, "a line that is too long");
        else
            take_line(&parse, &words);
    }
    apply_all(mod);
    return reader_ok(reader, error);
}

bool mod_file_is_whole(const struct mod_file *mod)
{
    return go_release_at_least(mod->go, 17);
}
