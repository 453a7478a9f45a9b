#include "target/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SPOOL_CHUNK = 128 * 1024 };

static int create_in(const char *folder)
{
    char path[4096];
    int descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
        return descriptor;
    /* overlayfs of old kernels, NFS: a name for a moment. */
    int len = snprintf(path, sizeof path, "%s/seaworthy-XXXXXX", folder);
    if (len < 0 || (size_t)len >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    descriptor = mkostemp(path, O_CLOEXEC);
    if (descriptor >= 0)
        unlink(path);
    return descriptor;
}

int spool_create(const char *folder, struct error *error)
{
    int descriptor = create_in(folder ? folder : "/var/tmp");

    if (descriptor < 0 && !folder)
        descriptor = create_in("/tmp");
    if (descriptor < 0)
        fail(error, ERROR_INTERNAL, "no temporary file can be made: %s: %m: name another folder with --tmp",
             folder ? folder : "/var/tmp");
    return descriptor;
}

static bool write_all(int descriptor, const uint8_t *bytes, size_t len)
{
    while (len) {
        ssize_t put = write(descriptor, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

bool spool_copy(int from, int to, struct error *error)
{
    uint8_t bytes[SPOOL_CHUNK];

    for (;;) {
        ssize_t got = read(from, bytes, sizeof bytes);
        if (got == 0)
            return true;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(error, ERROR_UNREADABLE, "cannot be read: %m");
        if (!write_all(to, bytes, (size_t)got))
            return fail(error, ERROR_INTERNAL,
                        "cannot be kept in a temporary file: %m: name another folder with --tmp");
    }
}
