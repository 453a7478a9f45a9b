/* Landlock: a second wall for what seccomp let through. See landlock(7), Documentation/userspace-api/landlock.rst. */
#include "worker/walls.h"

#include <sys/syscall.h>
#include <unistd.h>

/*
 * Debian 12's headers know ABI 2. The numbers of the calls are the same on every architecture, and so are these bits;
 * the struct may only grow, and the kernel takes a longer one whose unknown end is zero.
 */
enum {
    CALL_CREATE_RULESET = 444,
    CALL_RESTRICT_SELF = 446,
    FLAG_VERSION = 1,
    SCOPE_FROM = 6,
    NET_FROM = 4,
};

struct ruleset {
    uint64_t files, net, scope;
};

/* How many file rights each ABI knows: 13, with refer 14, with truncate 15, with ioctl on devices 16. */
static uint64_t file_rights(long abi)
{
    unsigned count = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    return (UINT64_C(1) << count) - 1;
}

bool landlock_raise(void)
{
    long abi = syscall(CALL_CREATE_RULESET, NULL, 0, FLAG_VERSION);
    if (abi < 1)
        return false;

    struct ruleset ruleset = {
        .files = file_rights(abi),
        .net = abi >= NET_FROM ? 3 : 0,     /* bind and connect TCP */
        .scope = abi >= SCOPE_FROM ? 3 : 0, /* abstract sockets and signals */
    };
    size_t size = abi >= SCOPE_FROM ? sizeof(ruleset)
                  : abi >= NET_FROM ? offsetof(struct ruleset, scope)
                                    : offsetof(struct ruleset, net);
    long descriptor = syscall(CALL_CREATE_RULESET, &ruleset, size, 0);
    if (descriptor < 0)
        return false;
    long refused = syscall(CALL_RESTRICT_SELF, descriptor, 0);
    close((int)descriptor);
    return refused == 0;
}
