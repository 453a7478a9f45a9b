/*
 * Gemfile.lock and gems.locked (Bundler lib/bundler/lockfile_parser.rb): sections by name, of which GEM, GIT, PATH and
 * PLUGIN SOURCE have gems below "specs:" as "    name (version-platform)", with what each needs further to the right.
 * DEPENDENCIES has those that are asked for.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"

enum { GEMFILE_LINE_MAX = 16 * 1024, GEMFILE_LOCK_MAX = 2 * 1024 * 1024 };

enum section { SECTION_NONE, SECTION_GEMS, SECTION_DEPENDENCIES, SECTION_OTHER };

struct gemfile {
    struct facts *facts;
    struct lock_graph *lock;
    enum section section;
    bool specs; /* its line was there */
    bool has;   /* a gem is at hand, whose needs may follow */
    struct package at;
    struct lock_names needs;
};

static void gem_end(struct gemfile *file)
{
    if (file->has)
        lock_graph_add(file->lock, &file->at, (struct slices){file->needs.at, file->needs.count});
    file->has = false;
    file->needs = (struct lock_names){0};
}

static void section_begin(struct gemfile *file, struct slice line)
{
    static const struct {
        struct slice name;
        enum section section;
    } sections[] = {
        {S_INIT("GEM"), SECTION_GEMS},
        {S_INIT("GIT"), SECTION_GEMS},
        {S_INIT("PATH"), SECTION_GEMS},
        {S_INIT("PLUGIN SOURCE"), SECTION_GEMS},
        {S_INIT("DEPENDENCIES"), SECTION_DEPENDENCIES},
    };

    gem_end(file);
    file->section = SECTION_OTHER;
    file->specs = false;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (slice_equal(line, sections[i].name))
            file->section = sections[i].section;
}

/* "name (1.2-java)": the platform is no part of the version. */
static bool gem_read(struct gemfile *file, struct slice text)
{
    struct slice name, version, rest;

    gem_end(file);
    if (!slice_cut(text, '(', &name, &version) || !slice_cut(version, ')', &version, &rest))
        return false;
    slice_cut(version, '-', &version, &rest);
    name = slice_trim(name);
    version = slice_trim(version);
    if (name.len == 0 || version.len == 0)
        return false;
    file->at = lang_package("gem", arena_copy(file->facts->arena, name), arena_copy(file->facts->arena, version),
                            SCOPE_DECLARED);
    file->has = true;
    return true;
}

/* "name (>= 1)!" and "name!" are that name. */
static struct slice name_of(struct gemfile *file, struct slice text)
{
    struct slice name, rest;

    slice_cut(text, ' ', &name, &rest);
    while (slice_ends(name, S("!")))
        name = slice_head(name, name.len - 1);
    return arena_copy(file->facts->arena, name);
}

/* returns  false for what is wrong */
static bool line_read(struct gemfile *file, struct slice line)
{
    struct slice text = slice_trim(line);
    size_t indent = 0;

    while (indent < line.len && line.at[indent] == ' ')
        indent++;
    if (text.len == 0)
        return true;
    if (indent == 0) {
        section_begin(file, text);
        return true;
    }
    if (slice_equal(text, S("specs:")))
        file->specs = true;
    else if (file->section == SECTION_DEPENDENCIES && indent == 2)
        lock_graph_ask(file->lock, name_of(file, text), S(""));
    else if (file->section == SECTION_GEMS && file->specs && indent == 4)
        return gem_read(file, text);
    else if (file->has && indent == 6)
        *ARENA_PUSH(file->facts->arena, &file->needs) = name_of(file, text);
    return file->section != SECTION_NONE;
}

static bool gemfile_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct gemfile file = {.facts = facts, .lock = lock_graph_create(facts->arena)};
    struct slice line;
    size_t wrong = 0, first = 0;

    while (reader_line(&entry->reader, GEMFILE_LINE_MAX, &line) != LINE_END)
        if (!line_read(&file, line) && wrong++ == 0)
            first = entry->reader.line;
    gem_end(&file);
    lock_graph_file(file.lock, facts);
    if (wrong > 0)
        facts_problem(facts, ERROR_MALFORMED, "%zu lines that are no gem, or in no section, the first one: line %zu",
                      wrong, first);
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_gemfile_lock = {
    .name = "gemfile_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_NAME, "Gemfile*.lock"}, {GATE_BASENAME, "gems.locked"}, {0}},
    .size_max = GEMFILE_LOCK_MAX,
    .read = gemfile_lock_read,
    .declared = true,
};
