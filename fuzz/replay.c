/*
 * Runs a harness over the files of folders, without libFuzzer: what `make test` does with every corpus. Each input
 * stands in an allocation of its exact size. Speaks TAP, one line a file; a crash ends it, and the line that is missing
 * names the input on stderr.
 */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FOLDERS_OPEN_MAX = 16 };

/* nftw() gives its callback no context. */
static struct {
    struct arena *arena;
    struct {
        const char **at;
        size_t count, room;
    } paths;
} found;

static int find_file(const char *path, const struct stat *stat, int kind, struct FTW *place)
{
    (void)stat;
    (void)place;
    if (kind == FTW_F)
        *ARENA_PUSH(found.arena, &found.paths) = arena_text(found.arena, slice_text(path));
    return 0;
}

static int order_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size;

    if (!file || fseek(file, 0, SEEK_END) || (size = ftell(file)) < 0 || fseek(file, 0, SEEK_SET))
        return false;
    uint8_t *bytes = malloc(size ? (size_t)size : 1);
    bool whole = bytes && fread(bytes, 1, (size_t)size, file) == (size_t)size;
    fclose(file);
    if (whole)
        LLVMFuzzerTestOneInput(bytes, (size_t)size);
    free(bytes);
    return whole;
}

int main(int argc, char **argv)
{
    bool good = true;

    found.arena = arena_create_simple();
    for (int i = 1; i < argc; i++)
        if (nftw(argv[i], find_file, FOLDERS_OPEN_MAX, FTW_PHYS))
            perror(argv[i]);
    if (found.paths.count)
        qsort(found.paths.at, found.paths.count, sizeof(found.paths.at[0]), order_paths);
    printf("1..%zu\n", found.paths.count);
    for (size_t i = 0; i < found.paths.count; i++) {
        fprintf(stderr, "%s\n", found.paths.at[i]);
        bool read = run_file(found.paths.at[i]);
        good = good && read;
        printf("%s %zu - %s\n", read ? "ok" : "not ok", i + 1, found.paths.at[i]);
        fflush(stdout);
    }
    arena_destroy(found.arena);
    return good && found.paths.count ? 0 : 1;
}
