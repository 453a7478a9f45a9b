/*
 * Lua: rockspecs that LuaRocks installed, rocks-X.Y/NAME/VERSION/NAME-VERSION.rockspec. Source: luarocks/luarocks,
 * docs/rockspec_format.md and src/luarocks/path.lua. A rockspec is a program: `package` and `version` are taken where
 * they are strings or strings put together; else the folders say the same.
 */
#include "analyzer/format/content.h"
#include "analyzer/lang/lang.h"
#include "base/map.h"

enum { ROCKSPEC_MAX = 1024 * 1024 };

struct rockspec {
    struct arena *arena;
    struct map names; /* of locals and globals that are strings: to struct slice */
};

/* A string in quotes or the name of one at the start of *text, which is taken. returns  false for anything else */
static bool operand(const struct rockspec *spec, struct slice *text, struct slice *value)
{
    size_t len = 0;

    *text = slice_trim(*text);
    if (text->len > 0 && (text->at[0] == '"' || text->at[0] == '\'')) {
        struct slice rest = slice_skip(*text, 1);
        len = slice_find_byte(rest, text->at[0]);
        if (len == rest.len)
            return false;
        *value = slice_head(rest, len);
        *text = slice_skip(rest, len + 1);
        return true;
    }
    while (len < text->len && text->at[len] != ' ' && text->at[len] != '.' && text->at[len] != '\t')
        len++;
    const struct slice *named = map_get(&spec->names, slice_head(*text, len));
    if (named == NULL)
        return false;
    *value = *named;
    *text = slice_skip(*text, len);
    return true;
}

/* `a.."-"..b` */
static bool expression(const struct rockspec *spec, struct slice text, struct slice *value)
{
    struct slice part;

    *value = (struct slice){0};
    for (;;) {
        if (!operand(spec, &text, &part))
            return false;
        *value = value->len ? arena_join(spec->arena, (struct slice[]){*value, part}, 2) : part;
        text = slice_trim(text);
        if (text.len == 0 || slice_starts(text, S("--")) || slice_starts(text, S(";")))
            return value->len > 0 && value->len <= FACTS_NAME_MAX;
        if (!slice_starts(text, S("..")))
            return false;
        text = slice_skip(text, 2);
    }
}

static void take_line(struct rockspec *spec, struct slice line)
{
    struct slice name, text, value;

    line = slice_trim(line);
    if (slice_starts(line, S("local ")))
        line = slice_skip(line, 6);
    if (!slice_cut(line, '=', &name, &text) || !expression(spec, text, &value))
        return;
    struct slice *kept = arena_new(spec->arena, struct slice);
    *kept = value;
    *map_put(&spec->names, slice_trim(name)) = kept;
}

/* The part of the path `up` folders above the file. */
static struct slice folder_up(struct slice path, unsigned up)
{
    while (up-- > 0)
        path = path_folder(path);
    return path_base(path);
}

static bool rockspec_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct rockspec spec = {.arena = entry->arena};
    struct slice content, line;

    if (slice_find(entry->path, S("/rocks")) == SIZE_MAX)
        return true; /* a project's own */
    if (!content_read(&entry->reader, entry->arena, ROCKSPEC_MAX, &content, error))
        return false;
    map_init(&spec.names, entry->arena, NULL);
    while (slice_next(&content, '\n', &line))
        take_line(&spec, line);
    const struct slice *name = map_get(&spec.names, S("package")), *version = map_get(&spec.names, S("version"));
    struct package package = lang_package("luarocks", name && version ? *name : folder_up(entry->path, 2),
                                          name && version ? *version : folder_up(entry->path, 1), SCOPE_INSTALLED);
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_rockspec = {
    .name = "rockspec",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".rockspec"}, {0}},
    .size_max = ROCKSPEC_MAX,
    .read = rockspec_read,
    .ownable = true,
};
