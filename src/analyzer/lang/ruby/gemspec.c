/*
 * Installed gems: specifications/NAME.gemspec and specifications/default/NAME.gemspec, Ruby as RubyGems writes it
 * (Gem::Specification#to_ruby), which is not run: the name and version are assigned string literals ("x", 'x', %q{x}),
 * or the version a constant of the same file.
 */
#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"

enum { GEMSPEC_LINE_MAX = 64 * 1024, GEMSPEC_CONSTANTS = 16 };

struct constant {
    struct slice name, value;
};

struct gemspec {
    struct arena *arena;
    bool begun;    /* Gem::Specification.new was seen */
    bool computed; /* the name or version is no literal */
    struct slice name, version;
    struct lock_names licences;
    struct constant constants[GEMSPEC_CONSTANTS];
    size_t constant_count;
};

/* Takes a string literal without interpolation. What is no literal is computed by Ruby. */
static bool take_literal(struct slice *text, struct slice *value)
{
    uint8_t end;

    if (slice_starts(*text, S("%q{")) || slice_starts(*text, S("%q(")) || slice_starts(*text, S("%q["))) {
        end = text->at[2] == '{' ? '}' : text->at[2] == '(' ? ')' : ']';
        *text = slice_skip(*text, 3);
    } else if (text->len > 0 && (text->at[0] == '"' || text->at[0] == '\'')) {
        end = text->at[0];
        *text = slice_skip(*text, 1);
    } else {
        return false;
    }
    return slice_cut(*text, end, value, text) && slice_find(*value, S("#{")) == SIZE_MAX;
}

static bool is_word(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return text.len > 0;
}

static void constant_read(struct gemspec *file, struct slice name, struct slice value)
{
    struct slice literal;

    if (!is_word(name) || name.at[0] < 'A' || name.at[0] > 'Z' || file->constant_count == GEMSPEC_CONSTANTS ||
        !take_literal(&value, &literal))
        return;
    struct constant *constant = &file->constants[file->constant_count++];
    constant->name = arena_copy(file->arena, name);
    constant->value = arena_copy(file->arena, literal);
}

static void name_read(struct gemspec *file, struct slice value)
{
    struct slice rest = value, literal;

    if (take_literal(&rest, &literal))
        file->name = arena_copy(file->arena, literal);
    else
        file->computed = file->computed || value.len > 0;
}

static void version_read(struct gemspec *file, struct slice value)
{
    struct slice literal, word, rest;

    if (take_literal(&value, &literal)) {
        file->version = arena_copy(file->arena, literal);
        return;
    }
    slice_cut(value, ' ', &word, &rest);
    for (size_t i = 0; i < file->constant_count; i++)
        if (slice_equal(slice_trim(word), file->constants[i].name))
            file->version = file->constants[i].value;
    file->computed = file->computed || file->version.len == 0;
}

/* ["MIT".freeze, "Apache-2.0".freeze] */
static void licences_read(struct gemspec *file, struct slice value)
{
    struct slice literal;
    size_t quote;

    while (file->licences.count < GEMSPEC_CONSTANTS &&
           (quote = slice_find_byte(value, '"') < slice_find_byte(value, '\'')
                        ? slice_find_byte(value, '"')
                        : slice_find_byte(value, '\'')) < value.len) {
        value = slice_skip(value, quote);
        if (!take_literal(&value, &literal))
            return;
        *ARENA_PUSH(file->arena, &file->licences) = arena_copy(file->arena, literal);
    }
}

/* "  s.name = "x".freeze": what is assigned to which of its fields; other lines are none. */
static void line_read(struct gemspec *file, struct slice line)
{
    struct slice left, value, variable, field;

    line = slice_trim(line);
    if (slice_starts(line, S("Gem::Specification.new")))
        file->begun = true;
    if (slice_starts(line, S("#")) || !slice_cut(line, '=', &left, &value))
        return;
    left = slice_trim(left);
    value = slice_trim(value);
    if (!slice_cut(left, '.', &variable, &field)) {
        constant_read(file, left, value);
        return;
    }
    if (!file->begun || !is_word(variable))
        return;
    if (slice_equal(field, S("name")) && file->name.len == 0)
        name_read(file, value);
    else if (slice_equal(field, S("version")) && file->version.len == 0)
        version_read(file, value);
    else if (slice_equal(field, S("licenses")) || slice_equal(field, S("license")))
        licences_read(file, value);
}

/* "specifications/x.gemspec", or "specifications/default/x.gemspec" for what comes with Ruby. */
static bool is_installed(struct slice path)
{
    struct slice folder = path_folder(path);

    if (slice_equal(path_base(folder), S("default")))
        folder = path_folder(folder);
    return slice_equal(path_base(folder), S("specifications"));
}

static bool gemspec_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct gemspec file = {.arena = facts->arena};
    struct slice line;

    if (!is_installed(entry->path))
        return true;
    while (reader_line(&entry->reader, GEMSPEC_LINE_MAX, &line) != LINE_END)
        line_read(&file, line);
    if (!reader_ok(&entry->reader, error))
        return false;
    if (!file.begun)
        return true;
    if (file.computed) {
        facts_problem(facts, ERROR_VERSION_UNKNOWN, "a name or version that is computed");
        return true;
    }
    if (file.name.len == 0 || file.version.len == 0)
        return fail(error, ERROR_MALFORMED, "no %s is assigned", file.name.len == 0 ? "name" : "version");
    struct package package = lang_package("gem", file.name, file.version, SCOPE_INSTALLED);
    package.licences = (struct slices){file.licences.at, file.licences.count};
    package.state = S("installed");
    facts_package(facts, &package);
    return true;
}

const struct analyzer analyzer_gemspec = {
    .name = "gemspec",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_SUFFIX, ".gemspec"}, {0}},
    .read = gemspec_read,
    .ownable = true,
};
