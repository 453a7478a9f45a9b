/*
 * The walls that a worker raises around itself before it reads the first byte: one file a wall. Each can only be
 * raised, never taken down; what they stop is told in docs/architecture.md, "The wall".
 */
#ifndef SEAWORTHY_WORKER_WALLS_H
#define SEAWORTHY_WORKER_WALLS_H

#include "base/error.h"

struct walls {
    uint64_t memory;  /* ceiling of what the job may take, beside the program itself */
    uint64_t scratch; /* bytes that a file may grow to */
    uint64_t cpu;     /* seconds; 0: not limited here */
    bool landlock;    /* must stand, else the worker ends */
    bool off;         /* asked for by the user: nothing but the rlimits is raised */
};

/*
 * Everything that costs nothing to forbid: other descriptors, new privileges, core dumps, being traced, files, sockets,
 * processes. The address space may still be lowered once, by walls_close.
 * fails   with what the kernel refused: the worker must end with WORKER_EXIT_WALL
 */
bool walls_raise(const struct walls *walls, struct error *error);
/* The last step: `window` bytes for the decoder beyond walls->memory, then nothing can be changed any more. */
bool walls_close(const struct walls *walls, uint64_t window, struct error *error);

/* Sanitizers need files, threads and terabytes of addresses: their builds have neither rlimits nor seccomp. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WALLS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define WALLS_SANITIZED 1
#endif
#endif
#ifndef WALLS_SANITIZED
#define WALLS_SANITIZED 0
#endif

/* The walls themselves. */

/* rlimits, no_new_privs, not dumpable, descriptors above WORKER_SCRATCH closed. */
bool limits_raise(const struct walls *walls, struct error *error);
/* The address space: what the program has now, and `more`. */
bool limits_memory(uint64_t more, struct error *error);

/*
 * An empty rule set: no file can be opened, no port bound or connected (from ABI 4), no abstract socket or process
 * outside reached (from ABI 6). returns  false where the kernel has no Landlock, or refuses
 */
bool landlock_raise(void);

/* Which calls are allowed: `SECCOMP_OPENING` until walls_close, `SECCOMP_CLOSED` from then on. */
enum seccomp_stage { SECCOMP_OPENING, SECCOMP_CLOSED };
bool seccomp_raise(enum seccomp_stage stage, struct error *error);

#endif
