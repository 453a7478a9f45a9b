/*
 * The configuration file and the environment. The file is a small part of TOML 1.0: 'name = value' lines with strings,
 * numbers, true, false and arrays of strings; '#' comments. What else TOML has is refused by name, never passed over.
 */
#include "base/cleanup.h"
#include "cli/context.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

enum {
    CONFIG_MAX = 1024 * 1024,
    CONFIG_FOLDERS_MAX = 128, /* upward from the working directory */
};

struct toml {
    struct cli *cli;
    struct slice left;
    const char *name;
    size_t line;
};

static bool refuse(const struct toml *toml, struct error *error, const char *what)
{
    return fail(error, ERROR_USAGE, "%s: line %zu: %s", toml->name, toml->line, what);
}

static uint8_t look(const struct toml *toml)
{
    return toml->left.len ? toml->left.at[0] : '\n';
}

static void step(struct toml *toml)
{
    if (toml->left.len && toml->left.at[0] == '\n')
        toml->line++;
    toml->left = slice_skip(toml->left, 1);
}

static void blanks(struct toml *toml)
{
    while (toml->left.len && (look(toml) == ' ' || look(toml) == '\t' || look(toml) == '\r'))
        step(toml);
}

static void comment(struct toml *toml)
{
    blanks(toml);
    if (look(toml) == '#')
        toml->left = slice_skip(toml->left, slice_find_byte(toml->left, '\n'));
}

/* Blanks, comments and ends of lines, between lines and within arrays. */
static void space(struct toml *toml)
{
    comment(toml);
    while (toml->left.len && look(toml) == '\n') {
        step(toml);
        comment(toml);
    }
}

static bool toml_string(struct toml *toml, struct slice *text, struct error *error)
{
    uint8_t quote = look(toml);
    uint8_t *out = arena_array(toml->cli->arena, uint8_t, toml->left.len);
    size_t len = 0;

    if (slice_starts(toml->left, S("\"\"\"")) || slice_starts(toml->left, S("'''")))
        return refuse(toml, error, "strings of several lines are not understood: use one line");
    for (step(toml); look(toml) != quote; step(toml)) {
        uint8_t c = look(toml);
        if (c == '\n')
            return refuse(toml, error, "a string without its closing quote");
        if (c == '\\' && quote == '"') {
            step(toml);
            static const char from[] = "\"\\nt", to[] = "\"\\\n\t";
            const char *found = look(toml) ? strchr(from, look(toml)) : NULL;
            if (!found)
                return refuse(toml, error, "an escape that is not understood: known are \\\" \\\\ \\n \\t");
            c = (uint8_t)to[found - from];
        }
        out[len++] = c;
    }
    step(toml);
    *text = slice_of(out, len);
    return true;
}

/* Numbers, true, false: as the option reads them. */
static bool toml_word(struct toml *toml, struct slice *text, struct error *error)
{
    size_t len = 0;

    while (len < toml->left.len && strchr(" \t\r\n,]#", toml->left.at[len]) == NULL)
        len++;
    *text = slice_head(toml->left, len);
    uint64_t number;
    if (!slice_decimal(*text, &number) && !slice_equal(*text, S("true")) && !slice_equal(*text, S("false")))
        return refuse(
            toml, error,
            "a value that is not understood: write a \"string\", a number, true, false or an array of strings");
    toml->left = slice_skip(toml->left, len);
    return true;
}

static bool toml_scalar(struct toml *toml, struct slice *text, struct error *error)
{
    return look(toml) == '"' || look(toml) == '\'' ? toml_string(toml, text, error) : toml_word(toml, text, error);
}

static bool toml_array(struct toml *toml, const struct option *option, const char *from, struct option_value *value,
                       struct error *error)
{
    if (option->kind != OPTION_LIST)
        return fail(error, ERROR_USAGE, "%s: takes one value, not an array", from);
    step(toml);
    for (space(toml); look(toml) != ']'; space(toml)) {
        struct slice text;
        if (toml->left.len == 0)
            return refuse(toml, error, "an array without its closing bracket");
        if (look(toml) != '"' && look(toml) != '\'')
            return refuse(toml, error, "only strings can stand in an array");
        if (!toml_string(toml, &text, error) || !option_take(toml->cli->arena, option, from, text, value, error))
            return false;
        space(toml);
        if (look(toml) == ',')
            step(toml);
        else if (look(toml) != ']')
            return refuse(toml, error, "',' or ']' is missing in an array");
    }
    step(toml);
    value->from = from; /* an empty array is a word too */
    return true;
}

static bool toml_key(struct toml *toml, const struct option **option, struct error *error)
{
    const char *names[OPTIONS_MAX];
    const struct option *row;
    size_t len = 0, count = 0;

    if (look(toml) == '[')
        return refuse(toml, error, "tables are not understood: write 'name = value' lines only");
    while (len < toml->left.len && strchr(" \t\r\n=.#", toml->left.at[len]) == NULL)
        len++;
    char *name = arena_text(toml->cli->arena, slice_head(toml->left, len));
    toml->left = slice_skip(toml->left, len);
    for (char *c = name; *c; c++)
        *c = *c == '_' ? '-' : *c;
    *option = NULL;
    for (size_t i = 0; (row = option_at(i)); i++) {
        if (row->line_only)
            continue;
        names[count++] = row->name;
        if (strcmp(row->name, name) == 0)
            *option = row;
    }
    if (*option)
        return true;
    const char *near = nearest_word(slice_text(name), names, count);
    return fail(error, ERROR_USAGE, "%s: line %zu: unknown option: %s: %s%s%s", toml->name, toml->line, name,
                near ? "did you mean '" : "'seaworthy scan --help", near ? near : "' lists all", near ? "'?" : "");
}

static bool toml_line(struct toml *toml, struct error *error)
{
    struct arena *arena = toml->cli->arena;
    const struct option *option;
    struct slice text;

    if (!toml_key(toml, &option, error))
        return false;
    const char *from = arena_text(arena, arena_format(arena, "%s: line %zu: %s", toml->name, toml->line, option->name));
    struct option_value taken = {0}, *value = &toml->cli->values[option_index(option)];
    blanks(toml);
    if (look(toml) != '=')
        return refuse(toml, error, "'=' is missing behind the name");
    step(toml);
    blanks(toml);
    if (look(toml) == '[' ? !toml_array(toml, option, from, &taken, error)
                          : !toml_scalar(toml, &text, error) || !option_take(arena, option, from, text, &taken, error))
        return false;
    comment(toml);
    if (toml->left.len && look(toml) != '\n')
        return refuse(toml, error, "more on the line than one value");
    if (!value->from) /* command line and environment have spoken before */
        *value = taken;
    return true;
}

bool config_read(struct cli *cli, struct slice text, const char *name, struct error *error)
{
    struct toml toml = {.cli = cli, .left = text, .name = name, .line = 1};

    for (space(&toml); toml.left.len; space(&toml))
        if (!toml_line(&toml, error))
            return false;
    return true;
}

static bool read_descriptor(struct arena *arena, int descriptor, struct slice *text)
{
    uint8_t *bytes = arena_array(arena, uint8_t, CONFIG_MAX + 1);
    size_t len = 0;
    ssize_t got;

    while (len <= CONFIG_MAX && (got = read(descriptor, bytes + len, CONFIG_MAX + 1 - len)) > 0)
        len += (size_t)got;
    *text = slice_of(bytes, len);
    return len <= CONFIG_MAX;
}

/*
 * named    by the user: it must be there. One that was found must belong to the user or to root: a scan in /tmp or in a
 *          folder of somebody else must not take its rules from there (git's safe.directory, CVE-2022-24765)
 */
static bool read_file(struct cli *cli, const char *path, bool named, bool *found, struct error *error)
{
    cleanup_close int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat stat;
    struct slice text;

    *found = false;
    if (descriptor < 0 && !named && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (descriptor < 0 || fstat(descriptor, &stat) != 0)
        return fail(error, ERROR_USAGE, "the configuration file cannot be read: %s: %m", path);
    if (S_ISDIR(stat.st_mode))
        return !named || fail(error, ERROR_USAGE, "the configuration file cannot be read: %s: it is a folder", path);
    if (!named && stat.st_uid != geteuid() && stat.st_uid != 0) {
        struct slice why = arena_format(
            cli->arena, "%s belongs to somebody else and is passed over: name it with --config to use it", path);
        cli_warn(cli, arena_text(cli->arena, why));
        return true;
    }
    *found = true;
    cli->config_file = slice_text(path);
    if (!read_descriptor(cli->arena, descriptor, &text))
        return fail(error, ERROR_USAGE, "the configuration file is too large: %s: more than 1 MiB", path);
    return config_read(cli, text, path, error);
}

static bool find_upward(struct cli *cli, bool *found, struct error *error)
{
    cleanup_free char *folder = getcwd(NULL, 0);

    *found = false;
    for (unsigned i = 0; folder && i < CONFIG_FOLDERS_MAX && !*found; i++) {
        const char *path = arena_text(cli->arena, arena_format(cli->arena, "%s/seaworthy.toml", folder));
        if (!read_file(cli, path, false, found, error))
            return false;
        char *slash = strrchr(folder, '/');
        if (!slash || folder[0] == 0)
            break;
        *slash = 0;
    }
    return true;
}

/* A name that is nearly one of ours was meant as one: a gate that is mistyped must not be passed over in silence. */
static void warn_unknown(struct cli *cli)
{
    static const char prefix[] = "SEAWORTHY_";
    const char *names[OPTIONS_MAX];
    const struct option *option;
    size_t count = 0, len = sizeof prefix - 1;

    for (size_t i = 0; (option = option_at(i)); i++)
        if (!option->line_only)
            names[count++] = option_environment(cli->arena, option) + len;
    for (char **entry = cli->environment; entry && *entry; entry++) {
        struct slice name, text;
        if (strncmp(*entry, prefix, len) != 0)
            continue;
        slice_cut(slice_text(*entry + len), '=', &name, &text);
        const char *near = nearest_word(name, names, count);
        if (!near || slice_equal(name, slice_text(near)))
            continue;
        struct slice why = arena_format(cli->arena, "unknown in the environment: %s%.*s: did you mean %s%s?", prefix,
                                        SLICE_ARG(name), prefix, near);
        cli_warn(cli, arena_text(cli->arena, why));
    }
}

static bool load_environment(struct cli *cli, struct error *error)
{
    const struct option *option;

    for (size_t i = 0; (option = option_at(i)); i++) {
        const char *name = option_environment(cli->arena, option);
        const char *text = option->line_only || cli->values[i].from ? NULL : cli_environment(cli, name);
        if (text && !option_take(cli->arena, option, name, slice_text(text), &cli->values[i], error))
            return false;
    }
    return true;
}

bool config_load(struct cli *cli, struct error *error)
{
    bool found;

    if (!load_environment(cli, error))
        return false;
    warn_unknown(cli);
    const char *named = cli_path(cli, "config");
    if (named)
        return read_file(cli, named, true, &found, error);
    if (!find_upward(cli, &found, error))
        return false;
    const char *home = cli_environment(cli, "HOME"), *config = cli_environment(cli, "XDG_CONFIG_HOME");
    if (found || (!config && !home))
        return true;
    struct slice path = config ? arena_format(cli->arena, "%s/seaworthy/seaworthy.toml", config)
                               : arena_format(cli->arena, "%s/.config/seaworthy/seaworthy.toml", home);
    return read_file(cli, arena_text(cli->arena, path), false, &found, error);
}
