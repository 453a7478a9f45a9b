/*
 * What one pass cannot see: the layers concerned are read once more for exactly the paths that the overlay misses (job
 * `paths`), and the files found are analysed as if they stood where the gates want them (job `files`).
 */
#include "base/cleanup.h"
#include "scan/hashing.h"
#include "scan/layers.h"
#include "scan/process.h"
#include "target/beneath.h"

#include <errno.h>
#include <stdlib.h>

struct late {
    struct layers *layers;
    const struct missing_path *missing;
    size_t count;
    int scratch;            /* all files, one behind the other */
    uint64_t used;          /* of it */
    const char **arguments; /* of the job `files` */
    size_t argument_count;
};

static void late_problem(struct late *late, const struct missing_path *missing, const char *detail)
{
    *ARENA_PUSH(late->layers->arena, &late->layers->problems) =
        (struct problem){.code = missing->database ? ERROR_DATABASE_UNREADABLE : ERROR_LIMIT,
                         .layer = missing->layer,
                         .path = missing->path_wanted,
                         .detail = arena_copy(late->layers->arena, slice_text(detail)),
                         .database = missing->database};
}

/* Appends `size` bytes of a file to the scratch file. */
static bool append(struct late *late, int from, uint64_t offset, uint64_t size)
{
    uint8_t bytes[64 * 1024];
    uint64_t at = 0;

    while (at < size) {
        ssize_t got =
            pread(from, bytes, size - at < sizeof bytes ? (size_t)(size - at) : sizeof bytes, (off_t)(offset + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || pwrite(late->scratch, bytes, (size_t)got, (off_t)(late->used + at)) != got)
            return false;
        at += (uint64_t)got;
    }
    return true;
}

static void take_file(struct late *late, const struct missing_path *missing, int from, uint64_t offset, uint64_t size,
                      uint32_t mode)
{
    if (!append(late, from, offset, size)) {
        late_problem(late, missing, "the file could not be copied: it shrank while it was read, or the disk is full");
        return;
    }
    struct slice word = arena_format(late->layers->arena, "file=%llu:%llu:%u:%.*s", (unsigned long long)late->used,
                                     (unsigned long long)size, mode, SLICE_ARG(missing->path_wanted));
    late->arguments[late->argument_count++] = arena_text(late->layers->arena, word);
    late->used += size;
}

/* Of a folder the parent reads them itself: the path is resolved, so that no link may stand on it any more. */
static void take_from_folder(struct late *late, const struct missing_path *missing, int folder)
{
    cleanup_close int file = beneath_open_plain(folder, arena_text(late->layers->arena, missing->path));
    struct stat stat;

    if (file < 0 || fstat(file, &stat) != 0)
        late_problem(late, missing, "the file behind the link cannot be opened");
    else
        take_file(late, missing, file, 0, (uint64_t)stat.st_size, stat.st_mode & 07777);
}

struct paths_result {
    struct layers *layers;
    struct facts facts;
    bool ok;
    struct error error;
};

static void paths_done(void *context, const struct process_result *result)
{
    struct paths_result *paths = context;

    paths->ok = result->ok;
    paths->error = result->error;
    if (result->ok)
        paths->ok = facts_decode(result->output, paths->layers->arena, &paths->facts, &paths->error);
}

static bool read_paths(struct late *late, size_t layer, int scratch, struct paths_result *paths)
{
    struct arena *arena = late->layers->arena;
    const struct image_layer *from = &late->layers->image->layers[layer];
    const char **arguments = arena_array(arena, const char *, late->count + 5);
    size_t count = 0;
    struct stat before, after;

    cleanup_close int input = target_reopen(&from->blob, &paths->error);
    if (input < 0 || fstat(input, &before) != 0)
        return false;
    arguments[count++] = "paths";
    arguments[count++] = layers_argument(arena, "offset", from->blob.offset);
    arguments[count++] = layers_argument(arena, "length", from->blob.length);
    if (from->claimed)
        arguments[count++] = "seek=1";
    for (size_t i = 0; i < late->count; i++)
        if (late->missing[i].layer == (int64_t)layer)
            arguments[count++] = arena_text(arena, arena_format(arena, "path=%.*s", SLICE_ARG(late->missing[i].path)));
    struct process_pool *pool = layers_pool(late->layers, arena);
    process_pool_add(
        pool, &(struct process_job){
                  .arguments = arguments, .input = input, .scratch = scratch, .done = paths_done, .context = paths});
    process_pool_run(pool);
    if (paths->ok && (fstat(input, &after) != 0 || !hashing_unchanged(&before, &after)))
        paths->ok = fail(&paths->error, ERROR_INTEGRITY, "the file changed while it was read");
    return paths->ok;
}

static const struct fact_member *member_of(const struct facts *facts, struct slice path)
{
    for (size_t i = 0; i < facts->members.count; i++)
        if (slice_equal(facts->members.at[i].path, path))
            return &facts->members.at[i];
    return NULL;
}

static void take_from_layer(struct late *late, size_t layer)
{
    struct paths_result paths = {.layers = late->layers};
    cleanup_close int scratch = process_scratch(late->layers->options->tmp, &paths.error);
    bool read = scratch >= 0 && read_paths(late, layer, scratch, &paths);

    for (size_t i = 0; i < late->count; i++) {
        const struct missing_path *missing = &late->missing[i];
        if (missing->layer != (int64_t)layer)
            continue;
        const struct fact_member *member = read ? member_of(&paths.facts, missing->path) : NULL;
        if (member)
            take_file(late, missing, scratch, member->offset, member->size, member->mode);
        else
            late_problem(late, missing, read ? "the file behind the link could not be read" : paths.error.text);
    }
}

static bool wants_layer(const struct late *late, size_t layer)
{
    for (size_t i = 0; i < late->count; i++)
        if (late->missing[i].layer == (int64_t)layer)
            return true;
    return false;
}

static void gather(struct late *late)
{
    for (size_t layer = 0; layer < late->layers->image->layer_count; layer++) {
        const struct blob *blob = &late->layers->image->layers[layer].blob;
        if (!wants_layer(late, layer))
            continue;
        if (blob->kind != BLOB_FOLDER) {
            take_from_layer(late, layer);
            continue;
        }
        for (size_t i = 0; i < late->count; i++)
            if (late->missing[i].layer == (int64_t)layer)
                take_from_folder(late, &late->missing[i], blob->descriptor);
    }
}

static bool analyse(struct late *late, const struct facts **facts, struct error *error)
{
    struct arena *arena = late->layers->arena;
    struct paths_result files = {.layers = late->layers};
    struct process_pool *pool = layers_pool(late->layers, arena);
    struct facts *kept = arena_new(arena, struct facts);

    process_pool_add(pool, &(struct process_job){.arguments = late->arguments,
                                                 .input = -1,
                                                 .scratch = late->scratch,
                                                 .done = paths_done,
                                                 .context = &files});
    process_pool_run(pool);
    if (!files.ok) {
        *error = files.error;
        return false;
    }
    *kept = files.facts;
    *facts = kept;
    return true;
}

bool layers_late(struct layers *layers, const struct missing_path *missing, size_t count, const struct facts **facts,
                 struct error *error)
{
    struct late late = {.layers = layers, .missing = missing, .count = count};

    *facts = NULL;
    if (count == 0)
        return true;
    cleanup_close int scratch = process_scratch(layers->options->tmp, error);
    if (scratch < 0)
        return false;
    late.scratch = scratch;
    late.arguments = arena_array(layers->arena, const char *, count + 2);
    late.arguments[late.argument_count++] = "files";
    gather(&late);
    if (late.argument_count == 1)
        return true;
    if (analyse(&late, facts, error))
        return true;
    /* Told as a problem of each file, and the scan goes on without them. */
    for (size_t i = 0; i < count; i++)
        late_problem(&late, &missing[i], error->text);
    return true;
}
