/*
 * paket.dependencies (Paket, "The paket.dependencies file"): "nuget NAME [OPERATOR] VERSION options" and "github
 * OWNER/REPOSITORY[:VERSION] file", in groups. The version is the one that is named, whatever its operator: it is what
 * somebody wrote down, and paket.lock has what was taken.
 */
#include "analyzer/lang/dotnet/nuget.h"

enum { LINE_MAX_LEN = 16 * 1024 };

static bool next_word(struct slice *rest, struct slice *word)
{
    *rest = slice_trim(*rest);
    size_t len = 0;
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '\t')
        len++;
    *word = slice_head(*rest, len);
    *rest = slice_skip(*rest, len);
    return len > 0;
}

/* "//" and '#' begin comments, but not the "//" of an address. */
static struct slice without_comment(struct slice line)
{
    for (size_t i = 0; i < line.len; i++)
        if (line.at[i] == '#' ||
            (line.at[i] == '/' && i + 1 < line.len && line.at[i + 1] == '/' && (i == 0 || line.at[i - 1] != ':')))
            return slice_head(line, i);
    return line;
}

/* Of ">= 1.0 < 2.0" nothing: no one version is named. */
static struct slice named_version(struct slice rest)
{
    static const struct slice operators[] = {S_INIT("="), S_INIT("=="), S_INIT(">="), S_INIT("~>")};
    struct slice word, next;

    if (!next_word(&rest, &word))
        return (struct slice){0};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (slice_equal(word, operators[i])) {
            next_word(&rest, &word);
            break;
        }
    if (word.len == 0 || word.at[0] < '0' || word.at[0] > '9')
        return (struct slice){0};
    return next_word(&rest, &next) && strchr("<>=~", next.at[0]) ? (struct slice){0} : word;
}

static void take_line(struct facts *facts, struct slice line, struct slice group)
{
    struct slice word, name, version;

    if (!next_word(&line, &word))
        return;
    bool nuget = slice_equal(word, S("nuget"));
    if ((!nuget && !slice_equal(word, S("github"))) || !next_word(&line, &name))
        return;
    if (nuget)
        version = named_version(line);
    else
        slice_cut(name, ':', &name, &version);
    struct package package = lang_package(nuget ? "nuget" : "github", name, version, SCOPE_DECLARED);
    package.relationship = RELATION_DIRECT;
    if (group.len)
        package.groups = (struct slices){&group, 1};
    facts_package(facts, &package);
}

static bool paket_dependencies_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice line, group = {0};
    enum reader_line got;

    while ((got = reader_line(&entry->reader, LINE_MAX_LEN, &line)) != LINE_END) {
        line = slice_trim(without_comment(line));
        if (got == LINE_CUT)
            facts_problem(facts, ERROR_MALFORMED, "line %zu: longer than %d bytes", entry->reader.line, LINE_MAX_LEN);
        else if (slice_starts(line, S("group ")))
            group = arena_copy(facts->arena, slice_trim(slice_skip(line, 6)));
        else
            take_line(facts, line, group);
    }
    return reader_ok(&entry->reader, error);
}

const struct analyzer analyzer_paket_dependencies = {
    .name = "paket_dependencies",
    .revision = 2,
    .gates = (const struct gate[]){{GATE_BASENAME, "paket.dependencies"}, {GATE_END, NULL}},
    .read = paket_dependencies_read,
    .declared = true,
};
