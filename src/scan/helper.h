/*
 * The thread beside a worker: it hashes the range that the worker reads, or feeds the worker through a pipe and hashes
 * what it feeds.
 */
#ifndef SEAWORTHY_SCAN_HELPER_H
#define SEAWORTHY_SCAN_HELPER_H

#include "scan/process.h"

#include <pthread.h>
#include <stdatomic.h>

/* How `feed` of a job reaches the pipe. */
struct process_feed {
    int pipe; /* -1: none */
    bool hash, closed;
    union digest_space space;
    struct digest_state *state;
    atomic_uint_fast64_t given; /* bytes that the worker took, or the pipe for it */
    atomic_bool blocked;        /* waits for the worker to take bytes */
    atomic_bool cancel;         /* hashing and feeding are given up */
};

struct helper {
    const struct process_job *job;
    int wake; /* eventfd that is told of the end */
    struct process_feed feed;
    pthread_t thread;
    bool started;
    atomic_bool ended;
    /* After helper_join. */
    struct digest digest;
    struct error feed_error, hash_error;
};

/* `helper` is zeroed but for feed.pipe, which is handed over. Nothing starts when the job asks for nothing. */
bool helper_start(struct helper *helper, const struct process_job *job, int wake, struct error *error);
/* Nothing runs, or it has come to its end. */
bool helper_ended(const struct helper *helper);
/* Waits for the end, and closes the pipe. */
void helper_join(struct helper *helper);

#endif
