#include "scan/hashing.h"

#include "base/cleanup.h"

#include <errno.h>
#include <unistd.h>

/* As much as stays in the second-level cache while it is hashed. */
enum { CHUNK = 128 * 1024 };

bool hashing_range(int descriptor, uint64_t offset, uint64_t length, const atomic_bool *cancel, struct digest *digest,
                   struct error *error)
{
    union digest_space space;
    struct digest_state *state = digest_begin(&space, DIGEST_SHA256);
    cleanup_free uint8_t *buffer = malloc(CHUNK);
    uint64_t done = 0;

    if (buffer == NULL)
        return fail(error, ERROR_LIMIT, "no memory for hashing");
    if (offset > INT64_MAX || length > INT64_MAX - offset)
        return fail(error, ERROR_TRUNCATED, "no file is so long");
    while (done < length) {
        size_t wanted = length - done < CHUNK ? (size_t)(length - done) : CHUNK;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return fail(error, ERROR_WORKER_STALLED, "hashing was given up");
        ssize_t count = pread(descriptor, buffer, wanted, (off_t)(offset + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(error, ERROR_UNREADABLE, "read failed at byte %llu: %s", (unsigned long long)(offset + done),
                        strerrordesc_np(errno));
        if (count == 0)
            return fail(error, ERROR_TRUNCATED, "the file ends at byte %llu, where %llu more are missing",
                        (unsigned long long)(offset + done), (unsigned long long)(length - done));
        digest_update(state, slice_of(buffer, (size_t)count));
        done += (size_t)count;
    }
    *digest = digest_end(state);
    return true;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool hashing_unchanged(const struct stat *before, const struct stat *after)
{
    return before->st_size == after->st_size && same_time(&before->st_mtim, &after->st_mtim) &&
           same_time(&before->st_ctim, &after->st_ctim);
}
