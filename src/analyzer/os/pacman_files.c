/*
 * Which files pacman put there, with their digests: 'mtree' beside 'desc', gzip over mtree(5) as bsdtar writes it for
 * makepkg: "./usr/bin/x time=… mode=755 size=12 md5digest=… sha256digest=…", and "/set" lines of what holds until the
 * next. The list of plain paths beside it ('files') has no digests, so it would prove nothing, and is not read. The
 * source's value "package" is the name of the folder, "name-version-release".
 */
#include "analyzer/format/content.h"
#include "analyzer/os/owner.h"
#include "layer/codec.h"

enum {
    MTREE_SIZE_MAX = 16 * 1024 * 1024, /* packed; that of 60,000 files has 4 MiB */
    MTREE_LINE_MAX = 4 * PATH_LEN_MAX + 1024,
    MTREE_WINDOW = 8 * 1024 * 1024,
    SHA256_LEN = 32,
};

/* What a line says, or what a "/set" line before it said. */
struct words {
    struct slice type, mode, sha256;
};

static void words_take(struct slice line, struct words *words)
{
    struct slice word, name, value;

    while (slice_next(&line, ' ', &word)) {
        if (!slice_cut(word, '=', &name, &value))
            continue;
        if (slice_equal(name, S("type")))
            words->type = value;
        else if (slice_equal(name, S("mode")))
            words->mode = value;
        else if (slice_equal(name, S("sha256digest")))
            words->sha256 = value;
    }
}

/* Blanks and what is not printable stand as three octal digits behind a backslash (vis(3), VIS_OCTAL). */
static struct slice name_plain(struct slice name, uint8_t *space)
{
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        int64_t byte = name.at[i] == '\\' && name.len - i > 3 ? owner_mode(slice_head(slice_skip(name, i + 1), 3)) : -1;
        space[len++] = byte >= 0 && byte <= UINT8_MAX ? (uint8_t)byte : name.at[i];
        i += byte >= 0 && byte <= UINT8_MAX ? 3 : 0;
    }
    return slice_of(space, len);
}

static bool line_read(const struct owner *owner, struct slice line, const struct words *set)
{
    uint8_t space[MTREE_LINE_MAX], digest[SHA256_LEN];
    struct words words = *set;
    struct slice name, rest;

    slice_cut(line, ' ', &name, &rest);
    words_take(rest, &words);
    if (!slice_equal(words.type, S("file")))
        return true;
    if (words.sha256.len == 0)
        return owner_add(owner, OWNED_NO_PACKAGE, name_plain(name, space), owner_mode(words.mode), DIGEST_NONE, NULL);
    return hex_parse(words.sha256, digest, sizeof digest) &&
           owner_add(owner, OWNED_NO_PACKAGE, name_plain(name, space), owner_mode(words.mode), DIGEST_SHA256, digest);
}

static bool lines_read(struct reader *reader, struct facts *facts, struct error *error)
{
    struct words set = {.type = S("")};
    struct slice line, set_line;
    enum reader_line got;
    struct owner owner;

    owner_begin(&owner, facts);
    while ((got = reader_line(reader, MTREE_LINE_MAX, &line)) != LINE_END) {
        if (got == LINE_OK && slice_starts(line, S("/set "))) {
            set_line = arena_copy(facts->arena, line);
            words_take(set_line, &set);
        } else if (got == LINE_CUT || (slice_starts(line, S("./")) && !line_read(&owner, line, &set))) {
            facts_problem(facts, ERROR_MALFORMED, "line %zu: not a file and its digest", reader->line);
        }
    }
    return reader_ok(reader, error);
}

static bool pacman_files_read(struct entry *entry, struct facts *facts, struct error *error)
{
    struct slice content;
    struct source_memory memory;
    struct source *unpacked;

    owner_value(facts, path_folder(entry->path), S(""));
    if (!content_read(&entry->reader, entry->arena, MTREE_SIZE_MAX, &content, error) ||
        !codec_open(entry->arena, source_memory(&memory, content, 0), MTREE_WINDOW, &unpacked, NULL, error))
        return false;
    struct reader reader = reader_from(unpacked, entry->arena);
    return lines_read(&reader, facts, error);
}

const struct analyzer analyzer_pacman_files = {
    .name = "pacman_files",
    .revision = 3,
    .gates = (const struct gate[]){{GATE_GLOB, "var/lib/pacman/local/*/mtree"},
                                   {GATE_GLOB, "usr/lib/pacman/local/*/mtree"},
                                   {0}},
    .size_max = MTREE_SIZE_MAX,
    .read = pacman_files_read,
};
