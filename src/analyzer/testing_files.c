#include "analyzer/testing_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/testing_spool.h"
#include "base/cleanup.h"
#include "base/sort.h"

void test_files_begin(struct test_files *files)
{
    *files = (struct test_files){.arena = arena_create_simple()};
    facts_init(&files->facts, files->arena,
               S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    files->dispatch = dispatch_create(files->arena);
}

bool test_files_wants(const struct test_files *files, struct slice path)
{
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    return dispatch_find(files->dispatch, path, wants) > 0;
}

static void file_error(struct test_files *files, const struct analyzer *row, const struct error *error)
{
    facts_problem(&files->facts, row->database ? ERROR_DATABASE_UNREADABLE : error->code, "%s", error->text);
}

void test_files_spool(struct test_files *files, struct slice path, struct slice content, uint32_t mode)
{
    files->scratch = realloc(files->scratch, files->scratch_len + content.len + 1);
    if (content.len)
        memcpy(files->scratch + files->scratch_len, content.at, content.len);
    *ARENA_PUSH(files->arena, &files->spooled) =
        (struct spooled){arena_copy(files->arena, path), files->scratch_len, content.len, mode};
    files->scratch_len += content.len;
}

static size_t wants_of(const struct test_files *files, struct slice path, struct slice content,
                       struct dispatch_want wants[DISPATCH_WANTS_MAX])
{
    size_t count = dispatch_find(files->dispatch, path, wants);

    return dispatch_find_content(files->dispatch, slice_head(content, GATE_MAGIC_MAX), wants, count);
}

void test_files_add(struct test_files *files, struct slice path, struct slice content, uint32_t mode)
{
    struct dispatch_want wants[DISPATCH_WANTS_MAX];
    size_t count = wants_of(files, path, content, wants);
    bool spooled = false;

    for (size_t i = 0; i < count; i++) {
        const struct analyzer *row = wants[i].analyzer;
        struct entry entry = {.path = path, .mode = mode, .size = content.len, .arena = files->arena};
        struct error error;
        if (row->read_spooled) {
            spooled = true;
            continue;
        }
        entry.reader = reader_over(content);
        facts_source(&files->facts, path, row->name, content.len, mode);
        if (!row->read(&entry, &files->facts, &error))
            file_error(files, row, &error);
    }
    if (spooled)
        test_files_spool(files, path, content, mode);
}

void test_files_end(struct test_files *files)
{
    struct slice scratch = slice_of(files->scratch, files->scratch_len);
    struct spool spool = {
        .files = files->spooled.at, .count = files->spooled.count, .descriptor = -1, .memory = scratch};
    struct test_spool put;

    test_spool_begin(&put, &spool, 64 * 1024 * 1024);

    for (size_t f = 0; f < spool.count; f++) {
        struct dispatch_want wants[DISPATCH_WANTS_MAX];
        struct slice content = slice_skip(scratch, spool.files[f].offset);
        size_t count = wants_of(files, spool.files[f].path, slice_head(content, spool.files[f].size), wants);
        for (size_t i = 0; i < count; i++) {
            const struct analyzer *row = wants[i].analyzer;
            struct error error;
            if (!row->read_spooled || wants[i].sidecar)
                continue;
            facts_source(&files->facts, spool.files[f].path, row->name, spool.files[f].size, spool.files[f].mode);
            if (!row->read_spooled(&spool, &spool.files[f], &files->facts, &error))
                file_error(files, row, &error);
        }
    }
    test_spool_end(&put);
}

void test_files_free(struct test_files *files)
{
    free(files->scratch);
    arena_destroy(files->arena);
}

static void tree_add(struct test_files *files, const char *root, struct slice below)
{
    struct arena *arena = files->arena;
    struct test_lines names = {0};

    test_folder_list(arena, arena_text(arena, arena_format(arena, "%s/%.*s", root, SLICE_ARG(below))), &names);
    for (size_t i = 0; i < names.count; i++) {
        struct slice path = below.len ? path_join(arena, below, names.at[i]) : names.at[i], content;
        if (test_file_read(arena, arena_text(arena, arena_format(arena, "%s/%.*s", root, SLICE_ARG(path))), &content))
            test_files_add(files, path, content, 0644);
        else
            tree_add(files, root, path);
    }
}

void test_files_tree(struct test_files *files, const char *root)
{
    tree_add(files, root, S(""));
}

static int by_bytes(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

void test_lines_sort(struct test_lines *lines)
{
    sort_items(lines->at, lines->count, sizeof *lines->at, by_bytes, NULL);
}

bool test_lines_equal(const char *name, const struct test_lines *found, const struct test_lines *expected)
{
    size_t f = 0, e = 0, shown = 0;
    bool equal = true;

    while (f < found->count || e < expected->count) {
        int order = f == found->count ? 1 : e == expected->count ? -1 : slice_compare(found->at[f], expected->at[e]);
        if (order != 0) {
            equal = false;
            struct slice row = order < 0 ? found->at[f] : expected->at[e];
            if (shown++ < 5)
                print_message("# %s: %s: %.*s\n", name, order < 0 ? "only found" : "missing", SLICE_ARG(row));
        }
        f += order <= 0;
        e += order >= 0;
    }
    return equal;
}

void test_folder_list(struct arena *arena, const char *path, struct test_lines *names)
{
    DIR *folder = opendir(path);

    for (struct dirent *item; folder && (item = readdir(folder));)
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
            *ARENA_PUSH(arena, names) = arena_copy(arena, slice_text(item->d_name));
    if (folder)
        closedir(folder);
    test_lines_sort(names);
}

bool test_file_read(struct arena *arena, const char *path, struct slice *content)
{
    cleanup_close int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;

    if (descriptor < 0 || fstat(descriptor, &status) < 0 || !S_ISREG(status.st_mode))
        return false;
    size_t size = (size_t)status.st_size, done = 0;
    uint8_t *at = arena_array(arena, uint8_t, size + 1);
    while (done < size) {
        ssize_t got = read(descriptor, at + done, size - done);
        if (got <= 0)
            return false;
        done += (size_t)got;
    }
    *content = slice_of(at, size);
    return true;
}

const char *test_shared(struct arena *arena, const char *part)
{
    const char *root = getenv("SEAWORTHY_SHARED");
    const char *path = arena_text(arena, arena_format(arena, "%s/%s", root ? root : SEAWORTHY_SHARED_DEFAULT, part));

    return access(path, R_OK) == 0 ? path : NULL;
}
