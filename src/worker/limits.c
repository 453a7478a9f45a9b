/* rlimits and what prctl can take away. */
#include "worker/walls.h"

#include "worker/protocol.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    /* The worker opens nothing: what it has is all that it needs. */
    DESCRIPTORS = WORKER_SCRATCH + 1,
    /* Address space of the program before any job: text, libraries, stack. A test measures it. */
    PROGRAM_MAX = 16 * 1024 * 1024,
};

/* A harder limit that stands already is kept. */
static bool lower(__rlimit_resource_t resource, const char *name, uint64_t limit, struct error *error)
{
    struct rlimit now;

    if (getrlimit(resource, &now) == 0 && now.rlim_max < limit)
        limit = now.rlim_max;
    if (setrlimit(resource, &(struct rlimit){limit, limit}) != 0)
        return fail(error, ERROR_UNSUPPORTED, "%s cannot be limited: %s", name, strerrordesc_np(errno));
    return true;
}

bool limits_memory(uint64_t memory, struct error *error)
{
    uint64_t limit;

    if (__builtin_add_overflow(memory, (uint64_t)PROGRAM_MAX, &limit))
        limit = RLIM_INFINITY;
    return lower(RLIMIT_AS, "the address space", limit, error);
}

bool limits_raise(const struct walls *walls, struct error *error)
{
    close_range(DESCRIPTORS, ~0u, 0); /* where the kernel lacks it: seccomp lets no call use their numbers */
    return lower(RLIMIT_CORE, "core dumps", 0, error) &&
           lower(RLIMIT_NOFILE, "the number of descriptors", DESCRIPTORS, error) &&
           lower(RLIMIT_NPROC, "the number of processes", 0, error) &&
           lower(RLIMIT_FSIZE, "the size of files", walls->scratch, error) &&
           (walls->cpu == 0 || lower(RLIMIT_CPU, "CPU time", walls->cpu, error)) &&
           limits_memory(walls->memory + WORKER_WINDOW_MAX, error);
}
