#include "worker/job/scratch.h"

#include "worker/protocol.h"

#include <errno.h>
#include <unistd.h>

static bool is_zero(struct slice s)
{
    return s.len > 0 && s.at[0] == 0 && memcmp(s.at, s.at + 1, s.len - 1) == 0;
}

bool scratch_put(struct scratch *scratch, struct slice bytes, struct error *error)
{
    if (bytes.len > scratch->room - scratch->used)
        return fail(error, ERROR_LIMIT, "more than %llu bytes for the scratch file", (unsigned long long)scratch->room);
    if (scratch->used >= scratch->written && is_zero(bytes)) { /* the last byte makes the file long enough */
        scratch->used += bytes.len - 1;
        bytes = S("\0");
    }
    while (bytes.len > 0) {
        ssize_t count = pwrite(WORKER_SCRATCH, bytes.at, bytes.len, (off_t)scratch->used);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(error, ERROR_LIMIT, "the scratch file cannot grow: %s", strerrordesc_np(errno));
        scratch->used += (size_t)count;
        bytes = slice_skip(bytes, (size_t)count);
        if (scratch->written < scratch->used)
            scratch->written = scratch->used;
    }
    return true;
}

bool scratch_put_all(struct scratch *scratch, struct reader *reader, uint64_t *offset, uint64_t *size,
                     struct error *error)
{
    uint64_t start = scratch->used;

    while (!reader_at_end(reader) && !reader->failed) {
        if (!scratch_put(scratch, reader_chunk(reader), error)) {
            scratch->used = start;
            return false;
        }
    }
    if (!reader_ok(reader, error)) {
        scratch->used = start;
        return false;
    }
    *offset = start;
    *size = scratch->used - start;
    return true;
}
