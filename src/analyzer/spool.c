#include "analyzer/spool.h"
#include "base/sort.h"

#include <errno.h>
#include <unistd.h>

static size_t memory_read(struct slice memory, uint64_t at, uint8_t *buffer, size_t len)
{
    struct slice found = at < memory.len ? slice_head(slice_skip(memory, (size_t)at), len) : (struct slice){0};

    if (found.len > 0)
        memcpy(buffer, found.at, found.len);
    return found.len;
}

static size_t descriptor_read(int descriptor, uint64_t at, uint8_t *buffer, size_t len)
{
    size_t done = 0;

    while (done < len) {
        ssize_t got = pread(descriptor, buffer + done, len - done, (off_t)(at + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

size_t spool_read(const struct spool *spool, const struct spooled *file, uint64_t at, void *buffer, size_t len)
{
    uint64_t from;

    if (at >= file->size || __builtin_add_overflow(file->offset, at, &from) || from > INT64_MAX - file->size)
        return 0;
    if (len > file->size - at)
        len = (size_t)(file->size - at);
    return spool->descriptor < 0 ? memory_read(spool->memory, from, buffer, len)
                                 : descriptor_read(spool->descriptor, from, buffer, len);
}

static int by_path(const void *a, const void *b, void *context)
{
    const struct spooled *files = context;
    return slice_compare(files[*(const uint32_t *)a].path, files[*(const uint32_t *)b].path);
}

const uint32_t *spool_sort(const struct spooled *files, size_t count, struct arena *arena)
{
    uint32_t *places = arena_array(arena, uint32_t, count);

    for (size_t i = 0; i < count; i++)
        places[i] = (uint32_t)i;
    sort_items(places, count, sizeof(*places), by_path, (void *)(uintptr_t)files); /* stable */
    return places;
}

/* How many paths are not greater. */
static size_t rank(const struct spool *spool, struct slice path)
{
    return SORTED_FIRST(spool->count, i, slice_compare(spool->files[spool->by_path[i]].path, path) > 0);
}

/* The last place whose path is not greater. */
static const struct spooled *find_sorted(const struct spool *spool, struct slice path)
{
    size_t above = rank(spool, path);
    const struct spooled *file = above > 0 ? &spool->files[spool->by_path[above - 1]] : NULL;

    return file && slice_equal(file->path, path) ? file : NULL;
}

const struct spooled *spool_find(const struct spool *spool, struct slice path)
{
    if (spool->by_path)
        return find_sorted(spool, path);
    for (size_t i = spool->count; i > 0; i--)
        if (slice_equal(spool->files[i - 1].path, path))
            return &spool->files[i - 1];
    return NULL;
}

size_t spool_beside(const struct spool *spool, struct slice folder, struct slice end, const struct spooled **files,
                    size_t max)
{
    size_t count = 0;

    for (size_t i = spool->by_path ? rank(spool, folder) : 0; i < spool->count && count < max; i++) {
        const struct spooled *file = &spool->files[spool->by_path ? spool->by_path[i] : i];
        if (spool->by_path && !slice_starts(file->path, folder))
            break;
        if (slice_equal(path_folder(file->path), folder) && slice_ends(file->path, end))
            files[count++] = file;
    }
    return count;
}

bool spool_content(const struct spool *spool, const struct spooled *file, struct arena *arena, size_t max,
                   struct slice *content, struct error *error)
{
    if (file->size > max)
        return fail(error, ERROR_LIMIT, "a file of more than %zu bytes, which is read as a whole", max);
    uint8_t *bytes = arena_array(arena, uint8_t, (size_t)file->size);
    if (spool_read(spool, file, 0, bytes, (size_t)file->size) != file->size)
        return fail(error, ERROR_TRUNCATED, "the scratch file ends within it");
    *content = slice_of(bytes, (size_t)file->size);
    return true;
}

bool spool_put(const struct spool *spool, struct source *source, uint64_t max, struct spooled *file,
               struct error *error)
{
    uint64_t start = spool->room->used;
    struct slice chunk;

    for (;;) {
        if (!source->next(source, &chunk, error))
            return false;
        if (chunk.len == 0)
            break;
        if (chunk.len > max - (spool->room->used - start))
            return fail(error, ERROR_LIMIT, "more than %llu bytes", (unsigned long long)max);
        if (!spool->room->put(spool->room, chunk, error))
            return false;
    }
    file->offset = start;
    file->size = spool->room->used - start;
    return true;
}

enum { SPOOL_CHUNK = 64 * 1024 };

static bool spool_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct spool_stream *this = (struct spool_stream *)source;
    uint64_t left = this->file->size - this->at;
    size_t wanted = left < SPOOL_CHUNK ? (size_t)left : SPOOL_CHUNK;

    *chunk = slice_of(this->buffer, spool_read(this->spool, this->file, this->at, this->buffer, wanted));
    this->at += chunk->len;
    if (chunk->len < wanted)
        return fail(error, ERROR_TRUNCATED, "the scratch file ends within it");
    return true;
}

void spool_stream_init(struct spool_stream *stream, const struct spool *spool, const struct spooled *file,
                       struct arena *arena)
{
    *stream = (struct spool_stream){
        .source.next = spool_next, .spool = spool, .file = file, .buffer = arena_array(arena, uint8_t, SPOOL_CHUNK)};
}

struct reader spool_reader(struct spool_stream *stream, const struct spool *spool, const struct spooled *file,
                           struct arena *arena)
{
    if (spool->descriptor < 0)
        return reader_over(slice_head(slice_skip(spool->memory, (size_t)file->offset), (size_t)file->size));
    spool_stream_init(stream, spool, file, arena);
    return reader_from(&stream->source, arena);
}
