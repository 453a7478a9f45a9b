/*
 * DESCRIPTION of an R package (Writing R Extensions, 1.1.1): fields 'Key: value', which lines that begin with a blank
 * go on with. It tells of an installed package in a library, or where it was built ("Built", which R writes when it
 * installs); elsewhere it is the project itself.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"

enum { R_LINE_MAX = 16 * 1024, R_NEEDS_MAX = 1000 };
enum field { NAME, VERSION, LICENCE, MAINTAINER, BUILT, REPOSITORY, DEPENDS, IMPORTS, FIELDS };
static const char *const keys[FIELDS] = {
    [NAME] = "Package",          [VERSION] = "Version", [LICENCE] = "License",       [DEPENDS] = "Depends",
    [MAINTAINER] = "Maintainer", [BUILT] = "Built",     [REPOSITORY] = "Repository", [IMPORTS] = "Imports",
};

struct description {
    struct arena *arena;
    struct slice values[FIELDS];
    struct lock_names needs;
    enum field at; /* whose lines come; FIELDS: not wanted */
};

static bool in_library(struct slice path)
{
    struct slice library = path_base(path_folder(path_folder(path)));

    return slice_equal(library, S("library")) || slice_equal(library, S("site-library"));
}

/* "R (>= 3.5), stats, methods": R itself is no package. */
static void needs_read(struct description *file, struct slice list)
{
    struct slice piece, name, version;

    while (slice_next(&list, ',', &piece) && file->needs.count < R_NEEDS_MAX) {
        slice_cut(piece, '(', &name, &version);
        name = slice_trim(name);
        if (name.len > 0 && !slice_equal(name, S("R")))
            *ARENA_PUSH(file->arena, &file->needs) = arena_copy(file->arena, name);
    }
}

static void line_read(struct description *file, struct slice line)
{
    struct slice key, value = line;
    bool goes_on = line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');

    if (!goes_on) {
        file->at = FIELDS;
        if (!slice_cut(line, ':', &key, &value))
            return;
        for (enum field field = 0; field < FIELDS; field++)
            if (slice_equal(key, slice_text(keys[field])))
                file->at = field;
    }
    if (file->at == FIELDS)
        return;
    value = slice_trim(value);
    if (file->at == DEPENDS || file->at == IMPORTS)
        needs_read(file, value);
    else if (file->values[file->at].len == 0)
        file->values[file->at] = arena_copy(file->arena, value);
}

static bool r_package_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct description file = {.arena = facts->arena, .at = FIELDS};
    struct slice line, *values = file.values;

    while (reader_line(&entry->reader, R_LINE_MAX, &line) != LINE_END)
        line_read(&file, line);
    if (!reader_ok(&entry->reader, error))
        return false;
    if (!in_library(entry->path) && values[BUILT].len == 0)
        return true;
    if (values[NAME].len == 0 || values[VERSION].len == 0)
        return fail(error, ERROR_MALFORMED, "no '%s' field", keys[values[NAME].len == 0 ? NAME : VERSION]);
    struct package package = lang_package("cran", values[NAME], values[VERSION], SCOPE_INSTALLED);
    package.licences = (struct slices){&values[LICENCE], values[LICENCE].len > 0};
    package.vendor = values[MAINTAINER];
    package.repository = values[REPOSITORY];
    package.state = S("installed");
    package.depends_on = (struct slices){file.needs.at, file.needs.count};
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_r_package = {
    .name = "r_package",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "DESCRIPTION"}, {0}},
    .read = r_package_read,
    .ownable = true,
};
