#include "target/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int open_how(int folder, const char *path, unsigned flags, unsigned resolve)
{
    struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags, .resolve = resolve};
    int descriptor;

    do
        descriptor = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
    while (descriptor < 0 && (errno == EINTR || errno == EAGAIN));
    return descriptor;
}

/* Opening a device or a FIFO can act on it, so the file is looked at through O_PATH first and opened through that. */
static int open_regular(int folder, const char *path, unsigned flags, unsigned resolve)
{
    struct stat before, after;
    int look = open_how(folder, path, O_PATH | flags, resolve);

    if (look < 0)
        return -1;
    int got = fstat(look, &before);
    close(look);
    if (got != 0)
        return -1;
    if (!S_ISREG(before.st_mode)) {
        errno = S_ISLNK(before.st_mode) ? ELOOP : EINVAL;
        return -1;
    }
    int descriptor = open_how(folder, path, flags, resolve);
    if (descriptor >= 0 && (fstat(descriptor, &after) != 0 || !S_ISREG(after.st_mode))) {
        close(descriptor);
        errno = EINVAL;
        return -1;
    }
    return descriptor;
}

int beneath_open(int folder, const char *path)
{
    return open_regular(folder, path, 0, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
}

int beneath_open_plain(int folder, const char *path)
{
    return open_regular(folder, path, O_NOFOLLOW,
                        RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
}

int beneath_open_folder(int folder, const char *path)
{
    return open_how(folder, path, O_DIRECTORY | O_NOFOLLOW,
                    RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV);
}
