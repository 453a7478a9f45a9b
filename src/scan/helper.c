#include "scan/helper.h"

#include "scan/hashing.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
    STACK = 512 * 1024,
    TICK = 200, /* milliseconds between two looks at whether it is still wanted */
};

static bool write_all(struct process_feed *feed, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t count = write(feed->pipe, bytes.at, bytes.len);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false; /* the worker has ended: it needs no more, or what became of it says why */
        atomic_fetch_add(&feed->given, (uint64_t)count);
        bytes = slice_skip(bytes, (size_t)count);
    }
    return true;
}

bool process_feed_write(struct process_feed *feed, struct slice bytes)
{
    if (feed->hash)
        digest_update(feed->state, bytes);
    if (!feed->closed) {
        atomic_store(&feed->blocked, true);
        feed->closed = !write_all(feed, bytes);
        atomic_store(&feed->blocked, false);
    }
    return !atomic_load(&feed->cancel) && (feed->hash || !feed->closed);
}

size_t process_feed_pass(struct process_feed *feed, int descriptor, uint64_t len)
{
    ssize_t count;

    if (feed->hash || feed->closed || atomic_load(&feed->cancel))
        return 0;
    atomic_store(&feed->blocked, true);
    do
        count = splice(descriptor, NULL, feed->pipe, NULL, len < SSIZE_MAX ? (size_t)len : SSIZE_MAX, SPLICE_F_MOVE);
    while (count < 0 && errno == EINTR);
    atomic_store(&feed->blocked, false);
    if (count <= 0)
        return 0;
    atomic_fetch_add(&feed->given, (uint64_t)count);
    return (size_t)count;
}

bool process_feed_wait(struct process_feed *feed, int descriptor)
{
    struct pollfd poll_one = {.fd = descriptor, .events = POLLIN};

    while (!atomic_load(&feed->cancel))
        if (poll(&poll_one, 1, TICK) > 0)
            return true;
    return false;
}

static void close_pipe(struct process_feed *feed)
{
    if (feed->pipe >= 0)
        close(feed->pipe);
    feed->pipe = -1;
}

static void run_feed(struct helper *helper)
{
    struct process_feed *feed = &helper->feed;

    feed->hash = helper->job->hash;
    feed->state = digest_begin(&feed->space, DIGEST_SHA256);
    if (!helper->job->feed(helper->job->context, feed, &helper->feed_error)) {
        if (helper->feed_error.code == ERROR_NONE)
            fail(&helper->feed_error, ERROR_UNREADABLE, "the input cannot be read");
    } else {
        helper->feed_error.code = ERROR_NONE;
        if (feed->hash)
            helper->digest = digest_end(feed->state);
    }
    close_pipe(feed); /* the worker sees the end */
}

static void *run(void *context)
{
    struct helper *helper = context;
    const struct process_job *job = helper->job;

    if (job->feed)
        run_feed(helper);
    else if (!hashing_range(job->input, job->offset, job->length, &helper->feed.cancel, &helper->digest,
                            &helper->hash_error))
        helper->digest.kind = DIGEST_NONE;
    atomic_store(&helper->ended, true);
    eventfd_write(helper->wake, 1);
    return NULL;
}

/* All signals are blocked there: they reach the main thread, and a pipe that nobody reads is an error and no signal. */
bool helper_start(struct helper *helper, const struct process_job *job, int wake, struct error *error)
{
    pthread_attr_t attributes;
    sigset_t all, before;

    helper->job = job;
    helper->wake = wake;
    if (!job->feed && !job->hash)
        return true;
    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    helper->started = pthread_create(&helper->thread, &attributes, run, helper) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return helper->started || fail(error, ERROR_LIMIT, "no thread can be started");
}

bool helper_ended(const struct helper *helper)
{
    return !helper->started || helper->ended;
}

void helper_join(struct helper *helper)
{
    if (helper->started)
        pthread_join(helper->thread, NULL);
    helper->started = false;
    close_pipe(&helper->feed);
}
