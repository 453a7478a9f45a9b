/*
 * For tests: `list FILE [seek]` prints the entries of an archive, compressed or not, a line each: kind, mode, size,
 * SHA-256 of the content, path, link (tabs between, backslash, tab and newline escaped); then "end" and how it ended.
 * truth_test.py holds it against what Python and GNU tar see.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "layer/codec.h"
#include "layer/file.h"
#include "layer/tar.h"

static const char *const kind_names[] = {
    [ENTRY_FILE] = "file",     [ENTRY_FOLDER] = "dir",  [ENTRY_SYMLINK] = "link",
    [ENTRY_HARDLINK] = "hard", [ENTRY_OTHER] = "other",
};

static void print_escaped(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\\' || text.at[i] == '\t' || text.at[i] == '\n')
            putchar('\\');
        putchar(text.at[i] == '\t' ? 't' : text.at[i] == '\n' ? 'n' : text.at[i]);
    }
}

static void print_entry(struct entry *entry)
{
    union digest_space space;
    struct digest_state *state = digest_begin(&space, DIGEST_SHA256);
    struct slice chunk;

    while ((chunk = reader_chunk(&entry->reader)).len)
        digest_update(state, chunk);
    struct digest digest = digest_end(state);
    printf("%s\t%o\t%llu\t", kind_names[entry->kind], entry->mode, (unsigned long long)entry->size);
    for (size_t i = 0; entry->kind == ENTRY_FILE && i < digest_len(digest.kind); i++)
        printf("%02x", digest.bytes[i]);
    putchar('\t');
    print_escaped(entry->path);
    putchar('\t');
    print_escaped(entry->link);
    putchar('\n');
}

static void print_notice(void *context, enum error_code code, struct slice path, const char *text)
{
    (void)context;
    printf("notice\t%s\t", problem_kind(code)->name);
    print_escaped(path);
    printf("\t%s\n", text);
}

static void print_end(const char *code, const char *text)
{
    printf("end\t%s\t%s\n", code, text);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_create_simple();
    int descriptor = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    struct source *unpacked;
    struct error error;
    struct entry entry;
    struct stat status;

    if (descriptor < 0 || fstat(descriptor, &status) < 0)
        return 2;
    int how = argc > 2 && strcmp(argv[2], "seek") == 0 ? FILE_RANGE_SEEK : FILE_RANGE;
    struct source *file = file_source(arena, descriptor, how, 0, (uint64_t)status.st_size);
    if (!codec_open(arena, file, 128ull << 20, &unpacked, NULL, &error)) {
        print_end(problem_kind(error.code)->name, error.text);
        return 0;
    }
    struct tar *tar = tar_open(arena, unpacked, print_notice, NULL);
    while (tar_next(tar, &entry))
        print_entry(&entry);
    bool ok = tar_ok(tar, &error);
    print_end(ok ? "ok" : problem_kind(error.code)->name, ok ? "" : error.text);
    arena_destroy(arena);
    return 0;
}
