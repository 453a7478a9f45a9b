#include "target/store.h"
#include "base/cleanup.h"
#include "target/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

void store_archive(struct store *store, struct arena *arena, int descriptor, const struct facts *facts)
{
    *store = (struct store){.arena = arena, .descriptor = descriptor};
    map_init(&store->members, arena, NULL);
    for (size_t i = 0; i < facts->members.count; i++)
        *map_put(&store->members, facts->members.at[i].path) = &facts->members.at[i];
}

void store_folder(struct store *store, struct arena *arena, int descriptor)
{
    *store = (struct store){.arena = arena, .descriptor = descriptor, .folder = true};
}

static bool normalise(const struct store *store, struct slice name, struct slice *path)
{
    uint8_t *room = arena_array(store->arena, uint8_t, name.len + 1);

    return path_normalise(name, room, path) && path->len > 0;
}

bool store_has(const struct store *store, struct slice name)
{
    struct stat stat;

    if (!store->folder)
        return map_get(&store->members, name) != NULL;
    return fstatat(store->descriptor, arena_text(store->arena, name), &stat, AT_SYMLINK_NOFOLLOW) == 0;
}

bool store_any(const struct store *store, bool (*fits)(struct slice path))
{
    for (size_t i = 0; i < store->members.count; i++)
        if (fits(store->members.entries[i].key))
            return true;
    return false;
}

/* docker 1.10 to 24 writes a layer that stands twice as a link to the first; links to links do not go on for ever. */
static bool find_member(const struct store *store, struct slice path, struct blob *blob, struct error *error)
{
    struct slice at = path;

    for (unsigned links = 0; links <= STORE_LINKS_MAX; links++) {
        const struct fact_member *member = map_get(&store->members, at);
        if (!member && links)
            return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is a link to '%.*s', which is not in the archive",
                        SLICE_ARG(path), SLICE_ARG(at));
        if (!member)
            return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is not in the archive", SLICE_ARG(path));
        if (member->link.len == 0) {
            *blob = (struct blob){.kind = BLOB_RANGE,
                                  .descriptor = store->descriptor,
                                  .offset = member->offset,
                                  .length = member->size,
                                  .size = UINT64_MAX};
            return true;
        }
        at = member->link;
    }
    return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is a link that leads to itself or through too many links",
                SLICE_ARG(path));
}

static bool find_file(const struct store *store, struct slice path, struct blob *blob, struct error *error)
{
    const char *name = arena_text(store->arena, path);
    cleanup_close int descriptor = beneath_open(store->descriptor, name);
    struct stat stat;

    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is not in the folder", SLICE_ARG(path));
    if (descriptor < 0 || fstat(descriptor, &stat) != 0)
        return fail(error, ERROR_UNREADABLE, "'%.*s' cannot be opened: %m", SLICE_ARG(path));
    if (!S_ISREG(stat.st_mode))
        return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is no regular file", SLICE_ARG(path));
    *blob = (struct blob){.kind = BLOB_RANGE,
                          .descriptor = store->descriptor,
                          .path = name,
                          .length = (uint64_t)stat.st_size,
                          .size = UINT64_MAX};
    return true;
}

bool store_find(const struct store *store, struct slice name, struct blob *blob, struct error *error)
{
    struct slice path;

    if (!normalise(store, name, &path))
        return fail(error, ERROR_LAYER_UNREADABLE, "'%.*s' is no name of a file", SLICE_ARG(slice_head(name, 200)));
    return store->folder ? find_file(store, path, blob, error) : find_member(store, path, blob, error);
}

static size_t read_at(int descriptor, uint8_t *bytes, size_t len, uint64_t offset)
{
    size_t done = 0;

    while (done < len) {
        ssize_t got = pread(descriptor, bytes + done, len - done, (off_t)(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

struct slice blob_head(struct arena *arena, const struct blob *blob, size_t len)
{
    struct error error;
    cleanup_close int descriptor = blob->kind == BLOB_RANGE ? target_reopen(blob, &error) : -1;

    if (descriptor < 0)
        return S("");
    if (len > blob->length)
        len = (size_t)blob->length;
    uint8_t *bytes = arena_array(arena, uint8_t, len + 1);
    return slice_of(bytes, read_at(descriptor, bytes, len, blob->offset));
}

bool store_read(const struct store *store, struct slice name, struct slice *bytes, struct error *error)
{
    struct blob blob;

    if (!store_find(store, name, &blob, error))
        return false;
    if (blob.length > STORE_DOCUMENT_MAX)
        return fail(error, ERROR_LIMIT, "'%.*s' has %llu bytes: a document of an image may have 8 MiB", SLICE_ARG(name),
                    (unsigned long long)blob.length);
    *bytes = blob_head(store->arena, &blob, (size_t)blob.length);
    if (bytes->len != blob.length)
        return fail(error, ERROR_TRUNCATED, "'%.*s' ends after %zu of %llu bytes", SLICE_ARG(name), bytes->len,
                    (unsigned long long)blob.length);
    return true;
}
