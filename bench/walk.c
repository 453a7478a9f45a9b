/*
 * The least that a scan of an uncompressed image archive must do: read every header of the archive and of the layers in
 * it, through a window of 64 KiB, hashing nothing. A scan is measured as a multiple of this.
 *
 * usage: walk ARCHIVE ...
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tar_walk.h"

enum { WINDOW = 64 * 1024 };

struct window {
    int descriptor;
    uint64_t at;
    size_t len;
    uint64_t entries, reads;
    uint8_t bytes[WINDOW];
};

static const uint8_t *block(struct window *window, uint64_t at)
{
    if (at < window->at || at + TAR_WALK_BLOCK > window->at + window->len) {
        ssize_t count = pread(window->descriptor, window->bytes, WINDOW, (off_t)at);
        if (count < TAR_WALK_BLOCK)
            tar_walk_die("unexpected end of the file");
        window->at = at;
        window->len = (size_t)count;
        window->reads++;
    }
    return window->bytes + (at - window->at);
}

/* The headers from `at` up to `end`; a member of the outer archive that is a tar is walked likewise. */
static void walk(struct window *window, uint64_t at, uint64_t end, int outer)
{
    while (at + TAR_WALK_BLOCK <= end) {
        const uint8_t *header = block(window, at);
        if (header[0] == 0)
            return;
        uint64_t size = tar_walk_size(header), content = at + TAR_WALK_BLOCK;
        at = content + ((size + TAR_WALK_BLOCK - 1) & ~(uint64_t)(TAR_WALK_BLOCK - 1));
        if (!outer)
            window->entries++;
        else if (size > TAR_WALK_BLOCK && memcmp(block(window, content) + 257, "ustar", 5) == 0)
            walk(window, content, content + size, 0);
    }
}

int main(int argc, char **argv)
{
    struct window *window = calloc(1, sizeof(*window));
    struct stat status;

    for (int i = 1; i < argc; i++) {
        window->descriptor = open(argv[i], O_RDONLY | O_CLOEXEC);
        if (window->descriptor < 0 || fstat(window->descriptor, &status) < 0)
            tar_walk_die(argv[i]);
        window->len = 0;
        walk(window, 0, (uint64_t)status.st_size, 1);
        close(window->descriptor);
    }
    printf("%llu entries, %llu reads\n", (unsigned long long)window->entries, (unsigned long long)window->reads);
    free(window);
    return 0;
}
