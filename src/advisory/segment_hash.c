#include <fcntl.h>
#include <unistd.h>

#include "advisory/segment.h"
#include "base/cleanup.h"

bool segment_hash(const char *path, struct digest *digest, uint64_t *size, struct error *error)
{
    int file cleanup_close = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    union digest_space space;
    struct digest_state *state = digest_begin(&space, DIGEST_SHA256);
    uint8_t buffer[64 * 1024];
    uint64_t sum = 0;
    ssize_t got;

    if (file < 0)
        return fail(error, ERROR_UNREADABLE, "'%s' cannot be opened", path);
    while ((got = read(file, buffer, sizeof buffer)) > 0) {
        digest_update(state, slice_of(buffer, (size_t)got));
        sum += (uint64_t)got;
    }
    if (got < 0)
        return fail(error, ERROR_UNREADABLE, "'%s' cannot be read", path);
    *digest = digest_end(state);
    *size = sum;
    return true;
}
