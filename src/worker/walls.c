#include "worker/walls.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>

bool walls_raise(const struct walls *walls, struct error *error)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); /* nobody wants the result then */
    if (WALLS_SANITIZED)
        return true;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(error, ERROR_UNSUPPORTED, "core dumps cannot be forbidden: %s", strerrordesc_np(errno));
    if (walls->off)
        return limits_raise(walls, error);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(error, ERROR_UNSUPPORTED, "the kernel refuses no_new_privs: %s", strerrordesc_np(errno));
    /* Before the limits, as its rule set is a descriptor for a moment. */
    if (!landlock_raise() && walls->landlock)
        return fail(error, ERROR_LANDLOCK_MISSING, "the kernel has no Landlock");
    return limits_raise(walls, error) && seccomp_raise(SECCOMP_OPENING, error);
}

bool walls_close(const struct walls *walls, uint64_t window, struct error *error)
{
    if (WALLS_SANITIZED)
        return true;
    return limits_memory(walls->memory + window, error) && (walls->off || seccomp_raise(SECCOMP_CLOSED, error));
}
