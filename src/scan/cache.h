/*
 * The cache of facts: a folder of content under the digest of the bytes that it was read from, and of identity records,
 * so that an unchanged local file is not hashed again. No locks: files are written aside and renamed, checked by a
 * checksum when read, and dropped when that does not hold. A cache that cannot be used costs one warning.
 *
 *     FOLDER/facts/ab/cdef…      by sha256 of (digest of the blob, version of the facts codec, analyzer table)
 *     FOLDER/identity/ab/cdef…   by sha256 of (device, inode, size, mtime, ctime, offset, length): the digest that we
 * hashed
 */
#ifndef SEAWORTHY_SCAN_CACHE_H
#define SEAWORTHY_SCAN_CACHE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"

#include <sys/stat.h>

struct cache {
    int folder; /* -1: not in use */
    const char *path;
    void (*warn)(void *context, const char *text);
    void *context;
    bool warned;
};

/* A name in the cache: 64 hexadecimal digits. */
struct cache_key {
    char hex[65];
};

/*
 * path  NULL: no cache. The folder is made when something is kept. Warnings are given once.
 */
void cache_open(struct cache *cache, const char *path, void (*warn)(void *context, const char *text), void *context);
void cache_close(struct cache *cache);

struct cache_key cache_key_facts(struct arena *arena, const struct digest *blob, struct slice table);
struct cache_key cache_key_identity(struct arena *arena, const struct stat *stat, uint64_t offset, uint64_t length);

/* How many bytes cache_facts would give if the checksum holds. returns  false when there is nothing */
bool cache_has_facts(struct cache *cache, const struct cache_key *key, uint64_t *size);
/* returns  false when there is nothing, or nothing that its checksum holds for */
bool cache_facts(struct cache *cache, struct arena *arena, const struct cache_key *key, struct slice *facts);
void cache_keep_facts(struct cache *cache, const struct cache_key *key, struct slice facts);
bool cache_identity(struct cache *cache, struct arena *arena, const struct cache_key *key, struct digest *digest);
/*
 * stat  of the file after it was hashed: one that changed within the last two seconds is not remembered, since it could
 *       change again without a new time
 */
void cache_keep_identity(struct cache *cache, struct arena *arena, const struct cache_key *key, const struct stat *stat,
                         const struct digest *digest);

struct cache_totals {
    uint64_t layers, layer_bytes, identities, dropped, dropped_bytes;
};
/* Counts what is there. */
bool cache_status(const char *path, struct cache_totals *totals, struct error *error);
/* Drops what was not used for `seconds` (0: all), and what an interrupted run left. */
bool cache_prune(const char *path, uint64_t seconds, struct cache_totals *totals, struct error *error);

#endif
