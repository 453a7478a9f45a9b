/*
 * paket.lock (Paket, "The paket.lock file"): sections NUGET, GITHUB, GIT, HTTP and "GROUP NAME", each with lines
 * "remote: …", below them "NAME (VERSION) - options" four blanks deep, and deeper what that depends on. A file from
 * GitHub is named by its repository, which the remote is.
 */
#include "analyzer/lang/dotnet/nuget.h"

enum { LINE_MAX_LEN = 16 * 1024 };

enum section { SECTION_OTHER, SECTION_NUGET, SECTION_GITHUB };

struct state {
    struct facts *facts;
    enum section section;
    struct slice remote, group;
};

static size_t indent_of(struct slice line)
{
    size_t indent = 0;

    while (indent < line.len && line.at[indent] == ' ')
        indent++;
    return indent;
}

static void take_header(struct state *state, struct slice line)
{
    if (slice_starts(line, S("GROUP ")))
        state->group = arena_copy(state->facts->arena, slice_trim(slice_skip(line, 6)));
    state->section = slice_equal(line, S("NUGET"))    ? SECTION_NUGET
                     : slice_equal(line, S("GITHUB")) ? SECTION_GITHUB
                                                      : SECTION_OTHER;
}

static void take_package(struct state *state, struct slice line)
{
    struct slice name, version, rest;

    if (state->section == SECTION_OTHER || !slice_cut(line, '(', &name, &rest) ||
        !slice_cut(rest, ')', &version, &rest))
        return;
    if (state->section == SECTION_GITHUB)
        name = state->remote;
    struct package package = lang_package(state->section == SECTION_NUGET ? "nuget" : "github", slice_trim(name),
                                          slice_trim(version), SCOPE_DECLARED);
    if (state->group.len)
        package.groups = (struct slices){&state->group, 1};
    facts_package(state->facts, &package);
}

static bool paket_lock_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct state state = {.facts = facts};
    struct slice line;
    enum reader_line got;

    while ((got = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        size_t indent = indent_of(line);
        line = slice_trim(line);
        if (got == LINE_CUT)
            facts_problem(facts, ERROR_MALFORMED, "line %zu: longer than %d bytes", entry->reader.line, LINE_MAX_LEN);
        else if (indent == 0 && line.len > 0)
            take_header(&state, line);
        else if (slice_starts(line, S("remote:")))
            state.remote = arena_copy(facts->arena, slice_trim(slice_skip(line, 7)));
        else if (indent == 4)
            take_package(&state, line);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_paket_lock = {
    .name = "paket_lock",
    .revision = 1,
    .gates = (const struct gate[]){{GATE_BASENAME, "paket.lock"}, {GATE_END, NULL}},
    .read = paket_lock_read,
    .declared = true,
};
