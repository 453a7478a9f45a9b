/* Digests of what a worker reads at the same time: the parent believes its own eyes. */
#ifndef SEAWORTHY_SCAN_HASHING_H
#define SEAWORTHY_SCAN_HASHING_H

#include "base/digest.h"
#include "base/error.h"

#include <stdatomic.h>
#include <sys/stat.h>

/*
 * SHA-256 of a range of a file, read with pread: the descriptor's position stays where it is.
 *
 * cancel   set by another thread: gives up. May be NULL
 * fails    `truncated` when the file ends before the range, `unreadable`
 */
bool hashing_range(int descriptor, uint64_t offset, uint64_t length, const atomic_bool *cancel, struct digest *digest,
                   struct error *error);

/* Several ranges at once. */
struct hashing_item {
    int descriptor;
    uint64_t offset, length;
    bool hashed; /* the digest is there */
    struct digest digest;
};
/* threads  that may hash at once, this one among them; 0: one */
void hashing_ranges(struct hashing_item *items, size_t count, unsigned threads);

/* The same bytes were there before and after, as far as the file system tells: size, mtime and ctime. */
bool hashing_unchanged(const struct stat *before, const struct stat *after);

#endif
