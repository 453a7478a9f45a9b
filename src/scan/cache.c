#include "scan/cache.h"
#include "base/cleanup.h"
#include "facts/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>

static const char magic[] = "seaworthy-cache 1\n";
enum {
    MAGIC_LEN = sizeof magic - 1,
    CHECKSUM_LEN = 32,
    ENTRY_MAX = FACTS_MAX + MAGIC_LEN + CHECKSUM_LEN,
    RACY_SECONDS = 2,      /* coarser than the times of any file system but FAT */
    TOUCH_SECONDS = 86400, /* a used entry's time is renewed once a day, for cache_prune */
};

void cache_open(struct cache *cache, const char *path, void (*warn)(void *context, const char *text), void *context)
{
    *cache = (struct cache){.folder = -1, .path = path, .warn = warn, .context = context};
    if (path)
        cache->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void cache_close(struct cache *cache)
{
    if (cache->folder >= 0)
        close(cache->folder);
    cache->folder = -1;
}

static void cache_warn(struct cache *cache)
{
    char text[ERROR_TEXT_MAX];

    if (!cache->warned && cache->warn) {
        snprintf(text, sizeof text, "the cache cannot be written: %s: %m: name another with --cache, or --no-cache",
                 cache->path);
        cache->warn(cache->context, text);
    }
    cache->warned = true;
}

static struct cache_key key_of(struct arena *arena, struct slice text)
{
    struct digest digest = digest_over(DIGEST_SHA256, text);
    struct slice hex = hex_text(slice_of(digest.bytes, CHECKSUM_LEN), arena);
    struct cache_key key = {0};

    memcpy(key.hex, hex.at, sizeof key.hex - 1);
    return key;
}

struct cache_key cache_key_facts(struct arena *arena, const struct digest *blob, struct slice table)
{
    struct slice digest = digest_text(blob, arena);

    return key_of(arena, arena_format(arena, "facts %.*s %d %.*s", SLICE_ARG(digest), FACTS_VERSION, SLICE_ARG(table)));
}

struct cache_key cache_key_identity(struct arena *arena, const struct stat *stat, uint64_t offset, uint64_t length)
{
    return key_of(arena, arena_format(arena, "identity %llu %llu %llu %lld.%09ld %lld.%09ld %llu %llu",
                                      (unsigned long long)stat->st_dev, (unsigned long long)stat->st_ino,
                                      (unsigned long long)stat->st_size, (long long)stat->st_mtim.tv_sec,
                                      stat->st_mtim.tv_nsec, (long long)stat->st_ctim.tv_sec, stat->st_ctim.tv_nsec,
                                      (unsigned long long)offset, (unsigned long long)length));
}

static void path_of(const char *kind, const struct cache_key *key, char path[128])
{
    snprintf(path, 128, "%s/%.2s/%s", kind, key->hex, key->hex + 2);
}

static bool read_all(int descriptor, uint8_t *bytes, size_t len)
{
    size_t done = 0;

    while (done < len) {
        ssize_t got = read(descriptor, bytes + done, len - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    return true;
}

/* The content between magic and checksum. */
static bool unwrap(struct slice file, struct slice *content)
{
    if (file.len < MAGIC_LEN + CHECKSUM_LEN || !slice_starts(file, slice_of(magic, MAGIC_LEN)))
        return false;
    struct slice covered = slice_head(file, file.len - CHECKSUM_LEN);
    struct digest digest = digest_over(DIGEST_SHA256, covered);
    if (!slice_equal(slice_skip(file, covered.len), slice_of(digest.bytes, CHECKSUM_LEN)))
        return false;
    *content = slice_skip(covered, MAGIC_LEN);
    return true;
}

/* returns  the descriptor, or -1 */
static int cache_entry(struct cache *cache, const char *kind, const struct cache_key *key, char path[128],
                       struct stat *stat)
{
    if (cache->folder < 0)
        return -1;
    path_of(kind, key, path);
    cleanup_close int descriptor = openat(cache->folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0 || fstat(descriptor, stat) != 0 || !S_ISREG(stat->st_mode) || stat->st_size > ENTRY_MAX)
        return -1;
    return TAKE_FD(descriptor);
}

static bool cache_read(struct cache *cache, struct arena *arena, const char *kind, const struct cache_key *key,
                       struct slice *content)
{
    char path[128];
    struct stat stat;

    cleanup_close int descriptor = cache_entry(cache, kind, key, path, &stat);
    if (descriptor < 0)
        return false;
    struct arena_mark mark = arena_mark(arena);
    uint8_t *bytes = arena_array(arena, uint8_t, (size_t)stat.st_size);
    if (!read_all(descriptor, bytes, (size_t)stat.st_size) || !unwrap(slice_of(bytes, (size_t)stat.st_size), content)) {
        unlinkat(cache->folder, path, 0); /* written by a machine that lost power, or damaged since: made anew */
        arena_reset(arena, mark);
        return false;
    }
    if (stat.st_mtim.tv_sec + TOUCH_SECONDS < time(NULL))
        futimens(descriptor, NULL);
    return true;
}

static bool write_all(int descriptor, struct slice bytes)
{
    while (bytes.len) {
        ssize_t put = write(descriptor, bytes.at, bytes.len);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0)
            bytes = slice_skip(bytes, (size_t)put);
    }
    return true;
}

/* All folders down to `path`; those that are there are as good as made. */
static bool make_folders(const char *path)
{
    char part[4096];
    size_t len = strlen(path);

    if (len >= sizeof part) {
        errno = ENAMETOOLONG;
        return false;
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != 0)
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return false;
    }
    return true;
}

static bool cache_make(struct cache *cache, const char *kind, const struct cache_key *key)
{
    char folder[64];

    if (cache->folder < 0) {
        if (!make_folders(cache->path))
            return false;
        cache->folder = open(cache->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (cache->folder < 0)
            return false;
    }
    if (mkdirat(cache->folder, kind, 0700) != 0 && errno != EEXIST)
        return false;
    snprintf(folder, sizeof folder, "%s/%.2s", kind, key->hex);
    return mkdirat(cache->folder, folder, 0700) == 0 || errno == EEXIST;
}

static bool cache_write(struct cache *cache, const char *kind, const struct cache_key *key, struct slice content)
{
    char path[128], aside[160];
    union digest_space space;
    struct digest_state *state = digest_begin(&space, DIGEST_SHA256);

    if (!cache_make(cache, kind, key))
        return false;
    path_of(kind, key, path);
    snprintf(aside, sizeof aside, "%s.%d.tmp", path, getpid());
    cleanup_close int descriptor =
        openat(cache->folder, aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return false;
    digest_update(state, slice_of(magic, MAGIC_LEN));
    digest_update(state, content);
    struct digest digest = digest_end(state);
    if (write_all(descriptor, slice_of(magic, MAGIC_LEN)) && write_all(descriptor, content) &&
        write_all(descriptor, slice_of(digest.bytes, CHECKSUM_LEN)) &&
        renameat(cache->folder, aside, cache->folder, path) == 0)
        return true;
    int why = errno;
    unlinkat(cache->folder, aside, 0);
    errno = why;
    return false;
}

static void cache_keep(struct cache *cache, const char *kind, const struct cache_key *key, struct slice content)
{
    if (!cache->path || cache->warned)
        return;
    if (!cache_write(cache, kind, key, content))
        cache_warn(cache);
}

bool cache_has_facts(struct cache *cache, const struct cache_key *key, uint64_t *size)
{
    char path[128];
    struct stat stat;

    cleanup_close int descriptor = cache_entry(cache, "facts", key, path, &stat);
    if (descriptor < 0 || stat.st_size < MAGIC_LEN + CHECKSUM_LEN)
        return false;
    *size = (uint64_t)stat.st_size - MAGIC_LEN - CHECKSUM_LEN;
    return true;
}

bool cache_facts(struct cache *cache, struct arena *arena, const struct cache_key *key, struct slice *facts)
{
    return cache_read(cache, arena, "facts", key, facts);
}

void cache_keep_facts(struct cache *cache, const struct cache_key *key, struct slice facts)
{
    cache_keep(cache, "facts", key, facts);
}

bool cache_identity(struct cache *cache, struct arena *arena, const struct cache_key *key, struct digest *digest)
{
    struct slice text;

    return cache_read(cache, arena, "identity", key, &text) && digest_parse(text, digest);
}

void cache_keep_identity(struct cache *cache, struct arena *arena, const struct cache_key *key, const struct stat *stat,
                         const struct digest *digest)
{
    time_t now = time(NULL);

    if (stat->st_mtim.tv_sec + RACY_SECONDS < now && stat->st_ctim.tv_sec + RACY_SECONDS < now)
        cache_keep(cache, "identity", key, digest_text(digest, arena));
}
