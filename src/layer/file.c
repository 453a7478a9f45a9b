#include "layer/file.h"

#include <errno.h>
#include <unistd.h>

enum {
    PAGE = 4096,
    WINDOW_FIRST = 4096,     /* after a seek: a header and some neighbours */
    WINDOW_MAX = 64 * 1024,  /* of FILE_RANGE_SEEK, reached when reading goes on without seeks */
    SHOWN_EACH = 1024 * 1024 /* so often the position of the descriptor is moved when pread reads */
};

struct file {
    struct source source;
    int descriptor;
    uint64_t offset, length; /* the range */
    uint64_t position;       /* in the range */
    uint64_t shown;          /* position that the descriptor has */
    size_t window;
    bool overrun; /* passed over more than there is */
    uint8_t *buffer;
};

static bool failed_read(int code, uint64_t position, struct error *error)
{
    return fail(error, ERROR_LAYER_UNREADABLE, "read failed at byte %llu: %s", (unsigned long long)position,
                strerrordesc_np(code));
}

static bool stream_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct file *file = (struct file *)source;
    ssize_t count;

    do
        count = read(file->descriptor, file->buffer, SOURCE_CHUNK);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        return failed_read(errno, file->position, error);
    *chunk = slice_of(file->buffer, (size_t)count);
    file->position += (size_t)count;
    return true;
}

/* How much of the range may be read at once; 0 at its end. */
static size_t range_room(const struct file *file, size_t most)
{
    uint64_t left = file->length - file->position;
    return left < most ? (size_t)left : most;
}

/* `wanted` bytes of the range were asked for and `count` came. */
static bool range_got(struct file *file, size_t wanted, ssize_t count, struct slice *chunk, struct error *error)
{
    if (count < 0)
        return failed_read(errno, file->offset + file->position, error);
    if (file->overrun || (wanted && count == 0))
        return fail(error, ERROR_TRUNCATED, "the file shrank while it was read, or is shorter than it should be");
    *chunk = slice_of(file->buffer, (size_t)count);
    file->position += (size_t)count;
    return true;
}

static bool range_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct file *file = (struct file *)source;
    size_t wanted = range_room(file, SOURCE_CHUNK);
    ssize_t count;

    do
        count = wanted ? read(file->descriptor, file->buffer, wanted) : 0;
    while (count < 0 && errno == EINTR);
    return range_got(file, wanted, count, chunk, error);
}

/* pread leaves the descriptor's position alone, by which the parent sees progress: it is moved now and then. */
static void show_position(struct file *file)
{
    if (file->position - file->shown < SHOWN_EACH)
        return;
    if (lseek(file->descriptor, (off_t)(file->offset + file->position), SEEK_SET) >= 0)
        file->shown = file->position;
}

static bool seek_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct file *file = (struct file *)source;
    size_t wanted = range_room(file, file->window);
    ssize_t count;

    show_position(file);
    do
        count = wanted ? pread(file->descriptor, file->buffer, wanted, (off_t)(file->offset + file->position)) : 0;
    while (count < 0 && errno == EINTR);
    file->window = file->window * 4 < WINDOW_MAX ? file->window * 4 : WINDOW_MAX;
    return range_got(file, wanted, count, chunk, error);
}

static bool seek_skip(struct source *source, uint64_t n, struct error *error)
{
    struct file *file = (struct file *)source;

    (void)error;
    if (n > file->length - file->position) {
        file->overrun = true;
        n = file->length - file->position;
    }
    file->position += n;
    file->window = WINDOW_FIRST;
    return true;
}

struct source *file_source(struct arena *arena, int descriptor, int how, uint64_t offset, uint64_t length)
{
    struct file *file = arena_new(arena, struct file);

    file->descriptor = descriptor;
    file->offset = offset > INT64_MAX ? INT64_MAX : offset;
    file->length = length > INT64_MAX - file->offset ? INT64_MAX - file->offset : length;
    file->window = WINDOW_FIRST;
    file->buffer = arena_take(arena, SOURCE_CHUNK, 1, PAGE);
    switch (how) {
    case FILE_STREAM: file->source.next = stream_next; break;
    case FILE_RANGE: file->source.next = range_next; break;
    default: file->source = (struct source){.next = seek_next, .skip = seek_skip}; break;
    }
    if (how != FILE_STREAM)
        lseek(descriptor, (off_t)file->offset, SEEK_SET);
    return &file->source;
}
