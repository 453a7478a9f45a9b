/*
 * Workers: started, given their bytes, watched, ended. A pool runs many jobs with at most so many workers at once, the
 * largest first; while a worker reads, the same bytes are hashed here. What comes back is bytes that nobody vouches
 * for.
 */
#ifndef SEAWORTHY_SCAN_PROCESS_H
#define SEAWORTHY_SCAN_PROCESS_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"

struct process_pool;
struct process_feed;

struct process_options {
    const char *worker;  /* its path: process_worker_path, or what a test wants */
    unsigned jobs;       /* at most so many workers at once; 0: one */
    uint64_t memory;     /* ceiling of each; 0: the worker's default */
    unsigned stall;      /* seconds without input taken or output given; 0: not limited */
    unsigned timeout;    /* seconds from process_pool_create on, for all jobs; 0: not limited */
    const char *sandbox; /* "auto", "require" or "off" */
    const char *tmp;     /* folder for scratch files; NULL: /var/tmp, then /tmp */
};

/* What became of one job. Strings and bytes are on the pool's arena. */
struct process_result {
    bool ok;              /* the worker said that its output is complete */
    struct slice output;  /* unless it went to `receive` */
    struct error error;   /* when not ok: worker_died, worker_stalled, limit, integrity, unreadable … */
    bool wall;            /* not ok, since a wall that must stand could not be raised: no job can run on this machine */
    struct digest digest; /* of what was hashed; DIGEST_NONE when it was not asked for, or with hash_error */
    /* code ERROR_NONE: none. `integrity`: the file changed while it was read, hashed or not */
    struct error hash_error;
    uint64_t fed; /* bytes that `feed` gave */
};

struct process_job {
    /* Job and arguments as in worker/protocol.h, without memory=, sandbox= and cpu=; ends with NULL. */
    const char *const *arguments;
    /*
     * The worker's input: a descriptor whose position is this worker's alone (opened anew, not dup). It stays the
     * caller's, and must stay open until `done`. -1: none, or `feed`.
     */
    int input;
    /* Hash these bytes of the input (or all that is fed) meanwhile. */
    bool hash;
    uint64_t offset, length;
    /* A scratch file of the caller's, -1: a new empty one, which is gone afterwards. */
    int scratch;
    /*
     * In a thread of its own (which must not touch the pool's arena): gives the input piece by piece with
     * process_feed_write, until all is given or that returns false. fails  the job then fails with this error
     */
    bool (*feed)(void *context, struct process_feed *feed, struct error *error);
    /* Output as it comes; false ends the worker. NULL: it is collected, up to `output_max` (0: FACTS_MAX). */
    bool (*receive)(void *context, struct slice bytes);
    uint64_t output_max;
    void (*done)(void *context, const struct process_result *result);
    void *context; /* of the three */
};

/* Everything lives on the arena, until it goes. */
struct process_pool *process_pool_create(struct arena *arena, const struct process_options *options);
/* Copies `job` (not what it points to). `done` may add further jobs. */
void process_pool_add(struct process_pool *pool, const struct process_job *job);
/*
 * Runs until all jobs are done; each `done` was called, in the order in which jobs ended. Call it from the thread that
 * lives longest: workers die with it.
 */
void process_pool_run(struct process_pool *pool);

/* Gives the worker bytes. returns  false when nobody needs more of them */
bool process_feed_write(struct process_feed *feed, struct slice bytes);
/*
 * Gives it up to `len` bytes of a file from its position on, which never come to this process.
 * returns  how many; 0 at the end of the file, when nobody needs more, and where this cannot be done
 */
size_t process_feed_pass(struct process_feed *feed, int descriptor, uint64_t len);
/* Waits until a pipe or socket has bytes to read. returns  false when nobody needs them any more */
bool process_feed_wait(struct process_feed *feed, int descriptor);

/*
 * The worker that belongs to this program: ../libexec/seaworthy/seaworthy-worker from the program's own folder, or
 * where a build folder has it; never by PATH. On the arena.
 */
bool process_worker_path(struct arena *arena, const char **path, struct error *error);
/* An unlinked file in `tmp` (target/spool.h), close-on-exec. returns  the descriptor, or -1 */
int process_scratch(const char *tmp, struct error *error);
/* Whether this kernel has Landlock, so that a report can say which walls stood. */
bool process_has_landlock(void);

#endif
