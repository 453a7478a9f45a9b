#include "scan/feeds_folder.h"

#include "base/cleanup.h"
#include "base/sort.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

/* One table of all feeds: a line each, and nobody has a thousand. */
enum { TABLE_MAX = 1024 * 1024 };

static int by_path(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct feeds_place *)a)->path, ((const struct feeds_place *)b)->path);
}

static const char *path_of(struct arena *arena, const char *folder, struct slice path)
{
    return arena_text(arena, arena_format(arena, "%s/%.*s", folder, SLICE_ARG(path)));
}

/* What stands at `path`: a place of its own, or a folder to look into. */
static void look_at(struct arena *arena, const char *folder, struct slice path, bool first, struct feeds_places *places,
                    struct feeds_places *folders)
{
    struct feeds_place place = {.path = path, .feed = feed_for_path(path), .complete = true};
    struct stat status;

    if (stat(path_of(arena, folder, path), &status) != 0)
        return;
    place.folder = S_ISDIR(status.st_mode);
    place.size = (uint64_t)status.st_size;
    if (!place.folder && !S_ISREG(status.st_mode))
        return;
    if (first && !place.feed && place.folder)
        *ARENA_PUSH(arena, folders) = place;
    else if (!first || place.feed)
        *ARENA_PUSH(arena, places) = place;
}

static bool list(struct arena *arena, const char *folder, struct slice below, struct feeds_places *places,
                 struct feeds_places *folders, struct error *error)
{
    const char *path = below.len ? path_of(arena, folder, below) : folder;
    DIR *entries = opendir(path);
    struct dirent *entry;

    if (entries == NULL)
        return fail(error, ERROR_UNREADABLE, "folder '%s' cannot be read: %s", path, strerrordesc_np(errno));
    while ((entry = readdir(entries)) != NULL) {
        struct slice name = arena_copy(arena, slice_text(entry->d_name));
        if (name.at[0] != '.')
            look_at(arena, folder, below.len ? path_join(arena, below, name) : name, below.len == 0, places, folders);
    }
    closedir(entries);
    return true;
}

static size_t column_of(struct slice head, struct slice name)
{
    struct slice piece;

    for (size_t i = 0; slice_next(&head, '\t', &piece); i++)
        if (slice_equal(piece, name))
            return i;
    return SIZE_MAX;
}

static struct slice cell(struct slice row, size_t column)
{
    struct slice piece;

    for (size_t i = 0; slice_next(&row, '\t', &piece); i++)
        if (i == column)
            return piece;
    return (struct slice){0};
}

static void take_table(struct slice table, struct feeds_places *places)
{
    struct slice head = {0}, row;

    (void)slice_next(&table, '\n', &head);
    while (slice_next(&table, '\n', &row)) {
        struct slice file = cell(row, column_of(head, S("file")));
        for (size_t i = 0; i < places->count; i++) {
            if (!slice_equal(places->at[i].path, file))
                continue;
            places->at[i].day = slice_head(cell(row, column_of(head, S("newest_record_date"))), 10);
            places->at[i].complete = slice_equal(cell(row, column_of(head, S("complete"))), S("yes"));
        }
    }
}

/* The table is optional, and what is wrong with it only leaves dates unknown. */
static void read_table(struct arena *arena, const char *folder, struct feeds_places *places)
{
    int file cleanup_close = open(path_of(arena, folder, S("feeds.tsv")), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    uint8_t *bytes;
    struct stat status;
    ssize_t len;

    if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > TABLE_MAX)
        return;
    bytes = arena_array(arena, uint8_t, (size_t)status.st_size + 1);
    len = read(file, bytes, (size_t)status.st_size);
    if (len > 0)
        take_table(slice_of(bytes, (size_t)len), places);
}

bool feeds_folder_list(struct arena *arena, const char *folder, struct feeds_places *places, struct error *error)
{
    struct feeds_places folders = {0};

    *places = (struct feeds_places){0};
    if (!list(arena, folder, S(""), places, &folders, error))
        return false;
    for (size_t i = 0; i < folders.count; i++)
        if (!list(arena, folder, folders.at[i].path, places, NULL, error))
            return false;
    sort_items(places->at, places->count, sizeof places->at[0], by_path, NULL);
    read_table(arena, folder, places);
    return true;
}

int feeds_folder_open(struct arena *arena, const char *folder, const struct feeds_place *place, struct error *error)
{
    const char *path = path_of(arena, folder, place->path);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (place->folder ? O_DIRECTORY : 0));

    if (file < 0)
        fail(error, ERROR_UNREADABLE, "'%s' cannot be opened: %s", path, strerrordesc_np(errno));
    return file;
}
