#include "target/beneath.h"
#include "base/cleanup.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/syscall.h>

static int open_how(int folder, const char *path, unsigned flags, unsigned resolve)
{
    struct open_how how = {.flags = O_CLOEXEC | flags, .resolve = resolve};
    int descriptor;

    /* openat2 refuses flags that mean nothing together. */
    if (!(flags & (O_PATH | O_DIRECTORY)))
        how.flags |= O_NONBLOCK | O_NOCTTY;
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

/* The path of an open file as the kernel knows it. */
static bool path_of(int descriptor, char path[PATH_LEN_MAX + 1], struct slice *text)
{
    char link[64];

    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t len = readlink(link, path, PATH_LEN_MAX + 1);
    if (len <= 0 || len > PATH_LEN_MAX || path[0] != '/') {
        errno = ENOENT;
        return false;
    }
    *text = slice_of(path, (size_t)len);
    return true;
}

bool beneath_real(struct arena *arena, int folder, const char *path, struct slice *real, struct stat *stat)
{
    char root_path[PATH_LEN_MAX + 1], file_path[PATH_LEN_MAX + 1];
    struct slice root, file;
    cleanup_close int look = open_how(folder, path, O_PATH, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);

    if (look < 0 || fstat(look, stat) != 0 || !path_of(look, file_path, &file) || !path_of(folder, root_path, &root))
        return false;
    while (root.len && root.at[root.len - 1] == '/')
        root.len--;
    file = slice_skip(file, slice_starts(file, root) ? root.len : 0);
    *real = arena_copy(arena, slice_skip(file, 1));
    return true;
}
