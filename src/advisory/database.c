#include "advisory/database.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "advisory/bytes.h"
#include "advisory/day.h"
#include "advisory/index.h"
#include "advisory/segment.h"
#include "base/cleanup.h"
#include "base/sort.h"

static bool read_index(struct arena *arena, const char *path, struct slice *text, struct error *error)
{
    int file cleanup_close = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    uint8_t *bytes;
    size_t len = 0;

    if (file < 0 || fstat(file, &status) != 0)
        return fail(error, ERROR_DATABASE_MISSING, "'%s' cannot be opened", path);
    if (!S_ISREG(status.st_mode) || status.st_size > INDEX_LEN_MAX)
        return fail(error, ERROR_DATABASE_UNREADABLE, "'%s': no index", path);
    bytes = arena_array(arena, uint8_t, (size_t)status.st_size + 1);
    while (len < (size_t)status.st_size) {
        ssize_t got = read(file, bytes + len, (size_t)status.st_size - len);
        if (got <= 0)
            return fail(error, ERROR_DATABASE_UNREADABLE, "'%s' cannot be read", path);
        len += (size_t)got;
    }
    *text = slice_of(bytes, len);
    return true;
}

bool database_open(struct arena *arena, const char *folder, struct database *database, struct error *error)
{
    char *path = arena_text(arena, arena_format(arena, "%s/index.json", folder));
    struct index index;
    struct slice text;

    if (!read_index(arena, path, &text, error))
        return false;
    if (!index_read(arena, text, &index, error))
        return fail_within(error, "'%s'", path);
    *database = (struct database){
        .folder = arena_copy(arena, slice_text(folder)),
        .built = index.built,
        .segments = index.segments,
        .segment_count = index.segment_count,
        .open = arena_array(arena, struct segment *, index.segment_count + 1),
        .arena = arena,
    };
    return true;
}

void database_close(struct database *database)
{
    for (size_t i = 0; i < database->segment_count; i++) {
        if (database->open[i])
            segment_close(database->open[i]);
        database->open[i] = NULL;
    }
}

const struct segment_info *database_find(const struct database *database, struct slice name)
{
    const struct segment_info *segments = database->segments;
    size_t first = SORTED_FIRST(database->segment_count, i, slice_compare(segments[i].name, name) >= 0);

    return first < database->segment_count && slice_equal(segments[first].name, name) ? &segments[first] : NULL;
}

static bool segment_path(const struct database *database, const struct segment_info *info, char path[PATH_MAX],
                         struct error *error)
{
    int len = snprintf(path, PATH_MAX, "%.*s/%.*s", SLICE_ARG(database->folder), SLICE_ARG(info->file));

    if (len < 0 || len >= PATH_MAX)
        return fail(error, ERROR_DATABASE_UNREADABLE, "the path of the database is too long");
    return true;
}

bool database_verify(const struct database *database, const struct segment_info *info, struct error *error)
{
    struct digest expected, found;
    char path[PATH_MAX];
    uint64_t size;

    if (!segment_path(database, info, path, error) || !segment_hash(path, &found, &size, error))
        return false;
    if (!digest_parse(info->digest, &expected) || size != info->size || !digest_equal(&expected, &found))
        return fail(error, ERROR_INTEGRITY, "'%s' is not what the index says", path);
    return true;
}

static struct segment *open_segment(const struct database *database, const struct segment_info *info,
                                    struct error *error)
{
    char path[PATH_MAX];
    struct stat status;

    if (!segment_path(database, info, path, error))
        return NULL;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) {
        fail(error, ERROR_DATABASE_UNREADABLE, "segment '%.*s' cannot be opened", SLICE_ARG(info->file));
        return NULL;
    }
    if ((uint64_t)status.st_size != info->size) {
        fail(error, ERROR_DATABASE_UNREADABLE, "segment '%.*s' is not as long as the index says",
             SLICE_ARG(info->file));
        return NULL;
    }
    return segment_open(path, info->name, error);
}

bool database_segment(struct database *database, struct slice name, struct segment **segment, struct error *error)
{
    const struct segment_info *info = database_find(database, name);
    size_t place;

    if (info == NULL)
        return fail(error, ERROR_DATABASE_UNREADABLE, "no segment '%.*s'", SLICE_ARG(name));
    place = (size_t)(info - database->segments);
    if (database->open[place] == NULL)
        database->open[place] = open_segment(database, info, error);
    *segment = database->open[place];
    return *segment != NULL;
}

static bool reserved(struct slice name)
{
    return slice_equal(name, SEGMENT_NAME_CVSS) || slice_equal(name, SEGMENT_NAME_SIGNALS) ||
           slice_equal(name, SEGMENT_NAME_FACTS) || slice_equal(name, SEGMENT_NAME_CPE);
}

struct slice segment_name(struct arena *arena, struct slice distro_id, struct slice release, struct slice ecosystem)
{
    struct slice first = distro_id.len ? distro_id : ecosystem;
    bool dash = distro_id.len && release.len;
    size_t len = first.len + (dash ? 1 + release.len : 0);
    uint8_t *out = arena_array(arena, uint8_t, len + 1);

    if (first.len == 0)
        return SEGMENT_NAME_CPE;
    memcpy(out, first.at, first.len);
    if (dash) {
        out[first.len] = '-';
        memcpy(out + first.len + 1, release.at, release.len);
    }
    /* A name of a file: whatever else upstreams or users put into names becomes '_'. */
    for (size_t i = 0; i < len; i++) {
        bool good = (out[i] >= '0' && out[i] <= '9') || (out[i] >= 'a' && out[i] <= 'z') ||
                    (out[i] >= 'A' && out[i] <= 'Z') || out[i] == '-' || out[i] == '+' || (out[i] == '.' && i > 0);
        if (!good)
            out[i] = '_';
    }
    len = len < 150 ? len : 150;
    if (reserved(slice_of(out, len)))
        out[len++] = '_';
    return slice_of(out, len);
}

bool database_support(struct database *database, struct slice product, struct slice release, struct arena *arena,
                      struct support *support)
{
    struct segment *segment;
    uint32_t end, extended;
    struct error error;

    *support = (struct support){0};
    if (database_find(database, SEGMENT_NAME_FACTS) == NULL ||
        !database_segment(database, SEGMENT_NAME_FACTS, &segment, &error) ||
        !segment_get_support(segment, product, release, &end, &extended, &error))
        return false;
    support->ended = end == DAY_ENDED;
    if (end > DAY_ENDED && end < DAY_LIMIT)
        support->end_of_life = day_text(arena, end);
    if (extended > 0 && extended < DAY_LIMIT)
        support->extended_until = day_text(arena, extended);
    return true;
}

bool database_repository(struct database *database, struct slice repository, struct arena *arena, struct slices *cpes,
                         struct error *error)
{
    struct segment *segment;
    struct slice list;
    struct reader r;

    *cpes = (struct slices){0};
    if (database_find(database, SEGMENT_NAME_FACTS) == NULL)
        return true;
    if (!database_segment(database, SEGMENT_NAME_FACTS, &segment, error) ||
        !segment_get_repository(segment, repository, &list, error))
        return false;
    if (list.at == NULL)
        return true;
    r = reader_over(arena_copy(arena, list));
    *cpes = bytes_take_list(&r, arena);
    return !r.failed || fail(error, ERROR_DATABASE_UNREADABLE, "'%s': a repository is damaged", segment->path);
}
