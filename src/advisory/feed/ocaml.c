/*
 * OCaml's advisories: https://github.com/ocaml/security-advisories, Markdown files that begin with a block of fields in
 * opam's syntax: `affected: "ocaml" {< "4.14.3" | (>= "5" & < "5.4.1")}`. (OSV's bucket "opam" holds the same as JSON.)
 */
#include "advisory/feed/osv_language.h"

enum { OCAML_LINE_MAX = 64 * 1024 };

static struct slice unquoted(struct slice text)
{
    text = slice_trim(text);
    if (text.len >= 2 && text.at[0] == '"' && text.at[text.len - 1] == '"')
        return slice_of(text.at + 1, text.len - 2);
    return text;
}

/* "[ A B ]": the words between the brackets. */
static struct slices words_of(struct arena *arena, struct slice text)
{
    struct slices words = {.at = arena_array(arena, struct slice, text.len / 2 + 1)};
    struct slice word;

    while (slice_next(&text, ' ', &word)) {
        word = slice_trim(word);
        if (word.len && word.at[0] != '[' && word.at[0] != ']')
            words.at[words.count++] = arena_copy(arena, word);
    }
    return words;
}

/* '>= "5" & < "5.4.1"' as a clause: quotes, brackets and blanks go, '&' is ','. Fixes are what stands behind '<'. */
static struct slice clause_of(struct arena *arena, struct slice text, struct slices *fixes)
{
    struct bytes out = {.arena = arena};
    struct slice part;

    while (slice_next(&text, '&', &part)) {
        struct bytes one = {.arena = arena};
        for (size_t i = 0; i < part.len; i++)
            if (part.at[i] != '"' && part.at[i] != '(' && part.at[i] != ')' && part.at[i] != ' ')
                bytes_put_u8(&one, part.at[i]);
        if (out.count)
            bytes_put_u8(&out, ',');
        bytes_put(&out, bytes_slice(&one));
        if (one.count > 1 && one.at[0] == '<' && one.at[1] != '=')
            fixes->at[fixes->count++] = slice_skip(bytes_slice(&one), 1);
    }
    return bytes_slice(&out);
}

static void take_affected(struct arena *arena, struct slice value, struct advisory *advisory)
{
    struct slice name, condition, clause;

    slice_cut(value, '{', &name, &condition);
    condition = slice_head(condition, slice_find_last(condition, '}'));
    advisory->package = arena_copy(arena, unquoted(name));
    advisory->fixed_versions.at = arena_array(arena, struct slice, condition.len + 1);
    advisory->ranges.at = arena_array(arena, struct slice, condition.len + 1);
    advisory->has_ranges = condition.len > 0;
    while (slice_next(&condition, '|', &clause))
        advisory->ranges.at[advisory->ranges.count++] = clause_of(arena, clause, &advisory->fixed_versions);
}

static bool ocaml_read(struct feed_file *file, struct feed_emit *emit, struct error *error)
{
    struct arena *arena = file->arena;
    struct advisory advisory = {.source = S("ocaml"), .ecosystem = S("opam"), .scheme = S("opam")};
    struct slices aliases = {0};
    struct slice line, key, value;
    bool inside = false, ended = false;

    if (!slice_ends(file->path, S(".md")) || !slice_starts(path_base(file->path), S("OSEC-")))
        return true;
    while (!ended && reader_line(file->reader, OCAML_LINE_MAX, &line) != LINE_END) {
        bool fence = slice_starts(line, S("```"));
        ended = fence && inside;
        inside = inside || fence;
        slice_cut(line, ':', &key, &value);
        value = slice_trim(value);
        if (slice_equal(key, S("id")))
            advisory.id = arena_copy(arena, unquoted(value));
        else if (slice_equal(key, S("published")))
            advisory.published = arena_copy(arena, unquoted(value));
        else if (slice_equal(key, S("modified")))
            emit_day(emit, unquoted(value));
        else if (slice_equal(key, S("withdrawn")))
            advisory.withdrawn = true;
        else if (slice_equal(key, S("severity")))
            advisory.cvss = arena_copy(arena, unquoted(value));
        else if (slice_equal(key, S("aliases")))
            aliases = words_of(arena, value);
        else if (slice_equal(key, S("affected")))
            take_affected(arena, value, &advisory);
    }
    if (!reader_ok(file->reader, error))
        return false;
    if (!ended || advisory.id.len == 0 || advisory.package.len == 0)
        return fail(error, ERROR_MALFORMED, "an advisory without its block of fields");
    advisory.status = advisory.fixed_versions.count ? STATUS_FIXED : STATUS_AFFECTED;
    osv_language_names(arena, aliases, &advisory);
    emit_statement(emit, &advisory, EMIT_PRIMARY);
    return true;
}

const struct feed feed_ocaml = {
    .name = "ocaml",
    .path = "ocaml/security-advisories",
    .licence = "CC0-1.0",
    .facts_allowed = true,
    .read = ocaml_read,
};
