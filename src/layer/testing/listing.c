#include "layer/testing/listing.h"

#include <zlib.h>

#include "layer/tar.h"

enum { SHOWN_MAX = 40, FIRST_MAX = 64 * 1024 };

static const char *const kind_names[] = {
    [ENTRY_FILE] = "file",     [ENTRY_FOLDER] = "folder", [ENTRY_SYMLINK] = "link",
    [ENTRY_HARDLINK] = "hard", [ENTRY_OTHER] = "other",
};

struct lines {
    struct arena *arena;
    struct slices list;
    size_t room;
};

static void add(struct lines *lines, struct slice line)
{
    struct {
        struct slice *at;
        size_t count, room;
    } list = {lines->list.at, lines->list.count, lines->room};

    *ARENA_PUSH(lines->arena, &list) = line;
    lines->list = (struct slices){list.at, list.count};
    lines->room = list.room;
}

static void noticed(void *context, enum error_code code, struct slice path, const char *text)
{
    struct lines *lines = context;
    add(lines, arena_format(lines->arena, "! %s %.*s: %s\n", problem_kind(code)->name, SLICE_ARG(path), text));
}

static struct slice content_text(struct arena *arena, struct entry *entry, enum listing_content content)
{
    uint8_t first[SHOWN_MAX];
    size_t len = 0;
    uint64_t wanted = content == LISTING_FIRST ? FIRST_MAX : UINT64_MAX;
    uLong crc = 0;

    if (content == LISTING_HALF) {
        reader_skip(&entry->reader, entry->size / 3);
        wanted = entry->size / 3 < FIRST_MAX ? entry->size / 3 : FIRST_MAX;
    }
    while (wanted) {
        struct slice chunk = reader_chunk(&entry->reader);
        if (chunk.len == 0)
            break;
        chunk = slice_head(chunk, wanted < SIZE_MAX ? (size_t)wanted : SIZE_MAX);
        wanted -= chunk.len;
        crc = crc32_z(crc, chunk.at, chunk.len);
        struct slice shown = slice_head(chunk, len < SHOWN_MAX ? SHOWN_MAX - len : 0);
        if (shown.len)
            memcpy(first + len, shown.at, shown.len);
        len += chunk.len;
    }
    if (entry->reader.failed)
        return arena_format(arena, "%s: %s", problem_kind(entry->reader.error.code)->name, entry->reader.error.text);
    if (len > SHOWN_MAX)
        return arena_format(arena, "%zu bytes %08lx", len, crc);
    return arena_format(arena, "'%.*s'", (int)len, (const char *)first);
}

static struct slice entry_text(struct arena *arena, struct entry *entry, enum listing_content content)
{
    const char *kind = kind_names[entry->kind];

    if (entry->kind == ENTRY_SYMLINK || entry->kind == ENTRY_HARDLINK)
        return arena_format(arena, "%s %.*s %o -> %.*s\n", kind, SLICE_ARG(entry->path), entry->mode,
                            SLICE_ARG(entry->link));
    if (entry->kind != ENTRY_FILE)
        return arena_format(arena, "%s %.*s %o\n", kind, SLICE_ARG(entry->path), entry->mode);
    struct slice head =
        arena_format(arena, "file %.*s %o %llu", SLICE_ARG(entry->path), entry->mode, (unsigned long long)entry->size);
    if (content == LISTING_NONE)
        return arena_format(arena, "%.*s\n", SLICE_ARG(head));
    struct slice text = content_text(arena, entry, content);
    return arena_format(arena, "%.*s %.*s\n", SLICE_ARG(head), SLICE_ARG(text));
}

struct slice listing_of(struct arena *arena, struct source *archive, enum listing_content content)
{
    struct lines lines = {.arena = arena};
    struct tar *tar = tar_open(arena, archive, noticed, &lines);
    struct entry entry;
    struct error error;

    while (tar_next(tar, &entry))
        add(&lines, entry_text(arena, &entry, content));
    if (tar_ok(tar, &error))
        add(&lines, S("= ok\n"));
    else
        add(&lines, arena_format(arena, "= %s: %s\n", problem_kind(error.code)->name, error.text));
    return arena_join(arena, lines.list.at, lines.list.count);
}
