/*
 * requirements.txt and files named like it (pip.pypa.io/en/stable/reference/requirements-file-format; pip
 * src/pip/_internal/req/req_file.py), with the files that they include: what these say counts where they are included,
 * each of them once.
 */
#include "analyzer/format/utf16.h"
#include "analyzer/lang/python/pypi.h"
#include "analyzer/spool.h"
#include "base/text.h"

enum {
    FILE_MAX = 4 * 1024 * 1024,     /* pip-compile writes a line a hash: 2,000 packages have 1 MiB */
    INCLUDED_MAX = 4 * 1024 * 1024, /* of all that a file includes: a small file must not make much work */
    FILES_MAX = 64,
    JOINED_MAX = 16 * 1024, /* of a line that goes on; hashes at its end do not count */
};

struct requirements {
    const struct spool *spool;
    struct facts *facts;
    struct {
        struct slice paths[FILES_MAX]; /* those behind `done` wait */
        size_t count, done;
    } files;
    uint64_t included; /* bytes */
    size_t bad, bad_line;
    struct slice bad_file;
};

/* ---- text of a file ---- */

static struct slice decoded(struct arena *arena, struct slice bytes)
{
    if (slice_starts(bytes, S("\xff\xfe")))
        return utf16_decode(arena, slice_skip(bytes, 2), false);
    if (slice_starts(bytes, S("\xfe\xff")))
        return utf16_decode(arena, slice_skip(bytes, 2), true);
    return slice_starts(bytes, S("\xef\xbb\xbf")) ? slice_skip(bytes, 3) : bytes;
}

/* ---- lines ---- */

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/* A '#' at the start or behind a blank begins a comment. */
static struct slice without_comment(struct slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] == '#' && (i == 0 || is_blank(line.at[i - 1])))
            return slice_head(line, i);
    return line;
}

/* The next line with those that it goes on with (a backslash at the end). On the arena; false at the end. */
static bool next_line(struct reader *reader, struct arena *arena, struct slice *line)
{
    uint8_t *joined = NULL;
    size_t len = 0;
    struct slice piece;

    while (reader_line(reader, JOINED_MAX, &piece) != LINE_END) {
        bool comment = slice_starts(slice_trim(piece), S("#"));
        bool goes_on = piece.len > 0 && piece.at[piece.len - 1] == '\\' && !comment;
        piece = slice_head(piece, piece.len - goes_on);
        if (!goes_on && joined == NULL) {
            *line = piece;
            return true;
        }
        if (joined == NULL)
            joined = arena_array(arena, uint8_t, JOINED_MAX);
        piece = slice_head(comment ? S("") : piece, JOINED_MAX - len);
        if (piece.len > 0)
            memcpy(joined + len, piece.at, piece.len);
        len += piece.len;
        if (!goes_on)
            break;
    }
    *line = slice_of(joined, len);
    return joined != NULL;
}

/* ---- includes ---- */

/* "-r x", "-rx", "--requirement x", "--requirement=x", and the same for constraints. */
static bool include_of(struct slice line, struct slice *target)
{
    static const struct slice options[] = {S_INIT("--requirements"),
                                           S_INIT("--requirement"),
                                           S_INIT("--constraints"),
                                           S_INIT("--constraint"),
                                           S_INIT("-r"),
                                           S_INIT("-c")};

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!slice_starts(line, options[i]))
            continue;
        struct slice rest = slice_skip(line, options[i].len);
        bool is_long = options[i].len > 2;
        if (is_long && rest.len > 0 && rest.at[0] != '=' && !is_blank(rest.at[0]))
            continue;
        if (slice_starts(rest, S("=")))
            rest = slice_skip(rest, 1);
        rest = slice_trim(rest);
        if (rest.len > 1 && (rest.at[0] == '"' || rest.at[0] == '\'') && rest.at[rest.len - 1] == rest.at[0])
            rest = slice_of(rest.at + 1, rest.len - 2);
        *target = rest;
        return rest.len > 0;
    }
    return false;
}

static bool is_known(const struct requirements *state, struct slice path)
{
    for (size_t i = 0; i < state->files.count; i++)
        if (slice_equal(state->files.paths[i], path))
            return true;
    return false;
}

static void include(struct requirements *state, struct slice from, struct slice target)
{
    struct arena *arena = state->facts->arena;
    struct slice path;

    /* An address: not here. */
    if (slice_find(target, S("://")) != SIZE_MAX)
        return;
    uint8_t *out = arena_array(arena, uint8_t, from.len + target.len + 1);
    struct slice joined = slice_starts(target, S("/")) ? target : path_join(arena, path_folder(from), target);
    if (!path_normalise(joined, out, &path) || is_known(state, path))
        return;
    if (state->files.count == FILES_MAX) {
        facts_problem(state->facts, ERROR_LIMIT, "it includes more than %d files", FILES_MAX - 1);
        return;
    }
    state->files.paths[state->files.count++] = path;
}

/* ---- requirements ---- */

/* Options of a requirement begin with the first word that begins with '-'. */
static struct slice without_options(struct slice line)
{
    for (size_t i = 1; i < line.len; i++)
        if (line.at[i] == '-' && is_blank(line.at[i - 1]))
            return slice_head(line, i);
    return line;
}

static void line_read(struct requirements *state, struct slice file, struct slice line, size_t number)
{
    struct requirement requirement;
    struct slice target;

    line = slice_trim(without_comment(line));
    if (line.len == 0)
        return;
    if (line.at[0] == '-') {
        if (include_of(line, &target))
            include(state, file, target);
        return;
    }
    if (!requirement_parse(without_options(line), &requirement)) {
        if (!requirement_is_address(line) && state->bad++ == 0) {
            state->bad_line = number;
            state->bad_file = file;
        }
        return;
    }
    struct package package = pypi_declared(state->facts->arena, requirement.name, requirement.version);
    facts_package(state->facts, &package);
}

static void lines_read(struct requirements *state, struct slice path, struct slice content)
{
    struct arena *arena = state->facts->arena;
    struct reader reader = reader_over(decoded(arena, content));
    struct slice line;
    bool more = true;

    while (more) {
        struct arena_mark mark = arena_mark(arena);
        size_t number = reader.line + 1;
        more = next_line(&reader, arena, &line);
        size_t files = state->files.count;
        if (more)
            line_read(state, path, line, number);
        if (state->files.count == files) /* else a path was kept */
            arena_reset(arena, mark);
    }
}

static bool file_read(struct requirements *state, struct slice path, bool included, struct error *error)
{
    const struct spooled *file = spool_find(state->spool, path);
    struct slice content;

    if (!file) {
        facts_problem(state->facts, ERROR_MALFORMED, "it includes '%.*s', which was not read", SLICE_ARG(path));
        return true;
    }
    if (included && file->size > INCLUDED_MAX - state->included) {
        facts_problem(state->facts, ERROR_LIMIT, "it includes more than %d MiB", INCLUDED_MAX / 1024 / 1024);
        return true;
    }
    state->included += included ? file->size : 0;
    struct arena_mark mark = arena_mark(state->facts->arena);
    size_t files = state->files.count;
    if (!spool_content(state->spool, file, state->facts->arena, FILE_MAX, &content, error))
        return false;
    lines_read(state, path, content);
    if (state->files.count == files)
        arena_reset(state->facts->arena, mark);
    return true;
}

/* What else lies in a folder of that name, such as base.in, is read where it is included. */
static bool is_requirements(struct slice path)
{
    struct slice base = path_base(path);

    return slice_ends(base, S("requirements.txt")) ||
           (slice_ends(base, S(".txt")) &&
            (slice_starts(base, S("requirements")) || slice_equal(path_base(path_folder(path)), S("requirements"))));
}

static bool requirements_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                              struct error *error)
{
    struct requirements *state = arena_new(facts->arena, struct requirements);

    if (!is_requirements(file->path))
        return true;
    state->spool = spool;
    state->facts = facts;
    state->files.paths[state->files.count++] = file->path;
    while (state->files.done < state->files.count && !facts->full) {
        size_t number = state->files.done++;
        if (!file_read(state, state->files.paths[number], number > 0, error))
            return false;
    }
    if (state->bad > 0)
        facts_problem(facts, ERROR_MALFORMED, "%zu lines that are no requirements, the first one: %.*s line %zu",
                      state->bad, SLICE_ARG(state->bad_file), state->bad_line);
    return true;
}

const struct analyzer analyzer_requirements = {
    .name = "requirements",
    .revision = 2,
    .gates =
        (const struct gate[]){
            {GATE_NAME, "requirements*.txt"}, {GATE_SUFFIX, "requirements.txt"}, {GATE_PARENT, "requirements"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_NAME, "constraints*.txt"}, {GATE_SUFFIX, "constraints.txt"}, {0}},
    .size_max = FILE_MAX,
    .read_spooled = requirements_read,
    .declared = true,
};
