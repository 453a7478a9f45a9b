/*
 * setup.cfg (setuptools.pypa.io/en/latest/userguide/declarative_config): install_requires and tests_require of
 * [options], and the extras of [options.extras_require]. A value goes on with lines that begin with a blank.
 */
#include "analyzer/lang/python/pypi.h"

enum { SETUP_CFG_LINE_MAX = 16 * 1024, SETUP_CFG_MAX = 4 * 1024 * 1024 };

enum section { SECTION_OTHER, SECTION_OPTIONS, SECTION_EXTRAS };

struct setup_cfg {
    struct facts *facts;
    enum section section;
    struct slice group; /* of the value at hand; empty where it is not wanted */
};

static void header_read(struct setup_cfg *file, struct slice line)
{
    struct slice name, rest;

    slice_cut(slice_skip(line, 1), ']', &name, &rest);
    file->section = slice_equal(name, S("options"))                  ? SECTION_OPTIONS
                    : slice_equal(name, S("options.extras_require")) ? SECTION_EXTRAS
                                                                     : SECTION_OTHER;
    file->group = S("");
}

static struct slice group_of(enum section section, struct slice key)
{
    if (section == SECTION_EXTRAS)
        return S("optional");
    if (section == SECTION_OPTIONS && slice_equal_nocase(key, S("install_requires")))
        return S("prod");
    if (section == SECTION_OPTIONS && slice_equal_nocase(key, S("tests_require")))
        return S("dev");
    return S("");
}

/* Requirements on one line are separated by semicolons only where none has a marker: such lines are rare. */
static void value_read(struct setup_cfg *file, struct slice text, size_t line)
{
    struct requirement requirement;

    text = slice_trim(text);
    if (file->group.len == 0 || text.len == 0 || text.at[0] == '#')
        return;
    if (slice_starts(text, S("file:"))) /* of a file beside it, which is read by itself */
        return;
    if (!requirement_parse(text, &requirement)) {
        if (!requirement_is_address(text))
            facts_problem(file->facts, ERROR_MALFORMED, "line %zu: not a requirement", line);
        return;
    }
    struct arena_mark mark = arena_mark(file->facts->arena);
    struct package package = pypi_declared(file->facts->arena, requirement.name, requirement.version);
    package.groups = (struct slices){&file->group, 1};
    package.relationship = RELATION_DIRECT;
    facts_package(file->facts, &package);
    arena_reset(file->facts->arena, mark);
}

static void line_read(struct setup_cfg *file, struct slice line, size_t number)
{
    struct slice key, value;

    if (line.len == 0 || line.at[0] == '#' || line.at[0] == ';')
        return;
    if (line.at[0] == '[') {
        header_read(file, line);
        return;
    }
    if (line.at[0] == ' ' || line.at[0] == '\t') {
        value_read(file, line, number);
        return;
    }
    slice_cut(line, slice_find_byte(line, '=') < slice_find_byte(line, ':') ? '=' : ':', &key, &value);
    file->group = group_of(file->section, slice_trim(key));
    value_read(file, value, number);
}

static bool setup_cfg_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct setup_cfg file = {.facts = facts};
    struct slice line;

    while (reader_line(&entry->reader, SETUP_CFG_LINE_MAX, &line) != LINE_END)
        line_read(&file, line, entry->reader.line);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_setup_cfg = {
    .name = "setup_cfg",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "setup.cfg"}, {0}},
    .size_max = SETUP_CFG_MAX,
    .read = setup_cfg_read,
    .declared = true,
};
