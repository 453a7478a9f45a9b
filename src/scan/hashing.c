#include "scan/hashing.h"

#include "base/cleanup.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum {
    CHUNK = 128 * 1024, /* as much as stays in the second-level cache while it is hashed */
    THREADS_MAX = 64,   /* a storage that gives more at once is not known to us */
};

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

struct hashing_list {
    struct hashing_item *items;
    size_t count;
    atomic_size_t next;
};

static void *hash_list(void *context)
{
    struct hashing_list *list = context;
    struct error error;

    for (size_t i; (i = atomic_fetch_add(&list->next, 1)) < list->count;) {
        struct hashing_item *item = &list->items[i];
        item->hashed = hashing_range(item->descriptor, item->offset, item->length, NULL, &item->digest, &error);
    }
    return NULL;
}

void hashing_ranges(struct hashing_item *items, size_t count, unsigned threads)
{
    struct hashing_list list = {.items = items, .count = count};
    pthread_t others[THREADS_MAX];
    size_t started = 0;
    sigset_t all, before;

    /* Signals reach the main thread alone. Where no thread can be started, this one does it all. */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    while (started + 1 < threads && started + 1 < count && started < THREADS_MAX &&
           pthread_create(&others[started], NULL, hash_list, &list) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    hash_list(&list);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i], NULL);
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
