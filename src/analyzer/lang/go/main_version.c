#include "analyzer/lang/go/main_version.h"

#include "analyzer/lang/go/module.h"

struct slice go_unquoted(struct slice text, struct arena *arena)
{
    if (text.len < 2 || (text.at[0] != '"' && text.at[0] != '`') || text.at[text.len - 1] != text.at[0])
        return text;
    bool raw = text.at[0] == '`';
    struct slice inner = slice_of(text.at + 1, text.len - 2);
    if (raw || slice_find_byte(inner, '\\') == inner.len)
        return inner;
    uint8_t *out = arena_array(arena, uint8_t, inner.len);
    size_t len = 0;
    for (size_t i = 0; i < inner.len; i++) {
        uint8_t c = inner.at[i];
        if (c == '\\' && i + 1 < inner.len) {
            c = inner.at[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        out[len++] = c;
    }
    return slice_of(out, len);
}

/* The next flag of a command line, with quotes around all of it or a part taken off (cmd/internal/quoted). */
static bool next_flag(struct slice *left, struct arena *arena, struct slice *flag)
{
    size_t len = 0;

    *left = slice_trim(*left);
    if (left->len == 0)
        return false;
    uint8_t *out = arena_array(arena, uint8_t, left->len), quote = 0;
    size_t i = 0;
    for (; i < left->len; i++) {
        uint8_t c = left->at[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        else if (!quote && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
            break;
        else
            out[len++] = c;
    }
    *left = slice_skip(*left, i);
    *flag = slice_of(out, len);
    return true;
}

/* With its 'v'; empty when it is no version, or one that stands for none. */
static struct slice as_version(struct slice value, struct arena *arena)
{
    if (value.len > 0 && value.at[0] != 'v' && value.at[0] != '(')
        value = arena_format(arena, "v%.*s", SLICE_ARG(value));
    if (!go_version_valid(value) || slice_equal(value, S("v0.0.0")) || slice_starts(value, S("v0.0.0+")) ||
        slice_equal(value, S("v0.0.0-dev")))
        return S("");
    return value;
}

/*
 * How much a variable's name says of the main module: 2 in package main, 1 in a package of the module itself or in one
 * whose folder is made for it, 0 nothing: modules that were built in have versions of their own.
 */
static int weight(struct slice variable, struct slice module)
{
    size_t slash = slice_find_last(variable, '/');
    struct slice last = slash < variable.len ? slice_skip(variable, slash + 1) : variable;
    size_t dot = slice_find_byte(last, '.');
    struct slice package = slice_head(last, dot), name = slice_skip(last, dot + 1);
    bool versioned = name.len >= 7 && slice_equal_nocase(slice_skip(name, name.len - 7), S("version"));

    if (!versioned && !slice_equal_nocase(name, S("ver")))
        return 0;
    if (slice_equal_nocase(slice_head(name, 2), S("go"))) /* goVersion: of the toolchain */
        return 0;
    if (slash == variable.len)
        return slice_equal(package, S("main")) ? 2
                                               : slice_equal(package, S("version")) || slice_equal(package, S("cmd"));
    return slice_starts(variable, module) && variable.len > module.len &&
           (variable.at[module.len] == '/' || variable.at[module.len] == '.');
}

static struct slice linker_version(const struct main_module *main, struct arena *arena)
{
    struct slice left = main->ldflags, flag, variable, value, best = S("");
    int best_weight = 0;

    while (next_flag(&left, arena, &flag)) {
        if (slice_starts(flag, S("--")))
            flag = slice_skip(flag, 1);
        if (!slice_starts(flag, S("-X")))
            continue;
        if (flag.len > 2)
            flag = slice_skip(flag, flag.at[2] == '=' ? 3 : 2);
        else if (!next_flag(&left, arena, &flag))
            break;
        if (!slice_cut(flag, '=', &variable, &value))
            continue;
        int says = weight(variable, main->path);
        struct slice version = says > best_weight ? as_version(value, arena) : S("");
        if (version.len > 0) {
            best = version;
            best_weight = says;
        }
    }
    return best;
}

/* "2024-05-07T00:00:00Z" and a revision: "v0.0.0-20240507000000-abcdef012345". */
static struct slice pseudo_version(const struct main_module *main, struct arena *arena)
{
    uint8_t digits[14];
    size_t len = 0;

    for (size_t i = 0; i < main->time.len && len < sizeof digits; i++)
        if (main->time.at[i] >= '0' && main->time.at[i] <= '9')
            digits[len++] = main->time.at[i];
    if (len < sizeof digits || main->revision.len < 12)
        return S("");
    struct slice version =
        arena_format(arena, "v0.0.0-%.*s-%.*s", (int)len, (const char *)digits, 12, (const char *)main->revision.at);
    return go_version_valid(version) ? version : S("");
}

struct slice main_version(const struct main_module *main, struct arena *arena)
{
    struct slice own = as_version(main->version, arena);

    /* A pseudo-version without a release before it was made of the revision, too (Go 1.24 and later). */
    if (own.len > 0 && !slice_starts(own, S("v0.0.0-")))
        return own;
    struct slice version = linker_version(main, arena);
    if (version.len == 0)
        version = own;
    return version.len > 0 ? version : pseudo_version(main, arena);
}
