/*
 * The package lists of the root filesystem slices, made by the distributions' own tools (images/README.md), against
 * what the table finds in them, in all columns.
 */
#include "analyzer/testing_files.h"

#include <fcntl.h>
#include <unistd.h>

#include "layer/codec.h"
#include "layer/file.h"
#include "layer/tar.h"

enum { WINDOW_MAX = 128 << 20, FILE_MAX = 64 << 20, LINE_LEN_MAX = 64 * 1024 };

/* Backslash, tab and newline as the lists write them. */
static struct slice escaped(struct arena *arena, struct slice s)
{
    struct slice out = S("");
    size_t start = 0;

    for (size_t i = 0; i <= s.len; i++) {
        const char *with = i == s.len        ? ""
                           : s.at[i] == '\\' ? "\\\\"
                           : s.at[i] == '\t' ? "\\t"
                           : s.at[i] == '\n' ? "\\n"
                                             : NULL;
        if (!with)
            continue;
        out = arena_format(arena, "%.*s%.*s%s", SLICE_ARG(out), (int)(i - start), (const char *)s.at + start, with);
        start = i + 1;
    }
    return out;
}

static struct slice package_row(struct arena *arena, const struct package *p)
{
    struct slice licences = S(""), row = S("");

    for (size_t i = 0; i < p->licences.count; i++)
        licences = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(licences), i ? " ; " : "", SLICE_ARG(p->licences.at[i]));
    struct slice epoch = p->epoch == EPOCH_ABSENT ? S("") : arena_format(arena, "%lld", (long long)p->epoch);
    struct slice fields[] = {p->name,           epoch,    p->version, p->release, p->arch, p->source_name,
                             p->source_version, licences, p->vendor,  p->module};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        row = arena_format(arena, "%.*s%s%.*s", SLICE_ARG(row), i ? "\t" : "", SLICE_ARG(escaped(arena, fields[i])));
    return row;
}

/* What the inventory would list: installed, and no keys. */
static void package_rows(struct test_files *files, struct test_lines *rows)
{
    for (size_t s = 0; s < files->facts.sources.count; s++) {
        const struct fact_source *source = &files->facts.sources.at[s];
        for (size_t i = 0; i < source->packages.count; i++) {
            const struct package *p = &source->packages.at[i];
            if (!p->key_entry && (p->state.len == 0 || slice_equal(p->state, S("installed"))))
                *ARENA_PUSH(files->arena, rows) = package_row(files->arena, p);
        }
    }
    test_lines_sort(rows);
}

static void expected_rows(struct arena *arena, struct slice list, struct test_lines *rows)
{
    struct slice line;

    slice_next(&list, '\n', &line);
    while (slice_next(&list, '\n', &line))
        if (!slice_starts(line, S("gpg-pubkey\t")))
            *ARENA_PUSH(arena, rows) = line;
    test_lines_sort(rows);
}

static bool slice_read(struct test_files *files, const char *path, struct error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct source *unpacked;
    struct entry entry;

    if (descriptor < 0)
        return fail(error, ERROR_UNREADABLE, "cannot open it");
    struct source *stored = file_source(files->arena, descriptor, FILE_STREAM, 0, 0);
    if (!codec_open(files->arena, stored, WINDOW_MAX, &unpacked, NULL, error)) {
        close(descriptor);
        return false;
    }
    struct tar *tar = tar_open(files->arena, unpacked, NULL, NULL);
    while (tar_next(tar, &entry)) {
        if (entry.kind != ENTRY_FILE || !test_files_wants(files, entry.path))
            continue;
        struct slice path_copy = arena_copy(files->arena, entry.path);
        struct slice content = arena_copy(files->arena, reader_take_upto(&entry.reader, FILE_MAX));
        test_files_add(files, path_copy, content, entry.mode);
    }
    close(descriptor);
    test_files_end(files);
    return tar_ok(tar, error);
}

struct score {
    size_t slices, held, rows, rows_held;
};

static void one_slice(const char *folder, const char *name, struct score *score)
{
    struct test_files files;
    struct test_lines found = {0}, expected = {0};
    struct slice list;
    struct error error;

    test_files_begin(&files);
    const char *rootfs = arena_text(files.arena, arena_format(files.arena, "%s/rootfs/%s.tar.zst", folder, name));
    const char *truth = arena_text(files.arena, arena_format(files.arena, "%s/expected/%s.packages.tsv", folder, name));
    if (!test_file_read(files.arena, truth, &list))
        fail_msg("%s: no list", truth);
    expected_rows(files.arena, list, &expected);
    score->slices++;
    score->rows += expected.count;
    if (!slice_read(&files, rootfs, &error)) {
        print_message("# %s: %s\n", name, error.text);
    } else {
        package_rows(&files, &found);
        bool equal = test_lines_equal(name, &found, &expected);
        score->held += equal;
        score->rows_held += equal ? expected.count : 0;
    }
    test_files_free(&files);
}

static void lists_equal_the_distributions_own(void **state)
{
    static const struct slice suffix = S_INIT(".packages.tsv");
    struct arena *arena = arena_create_simple();
    const char *folder = test_shared(arena, "images");
    struct test_lines names = {0};
    struct score score = {0};

    (void)state;
    if (folder)
        test_folder_list(arena, arena_text(arena, arena_format(arena, "%s/expected", folder)), &names);
    for (size_t i = 0; i < names.count; i++)
        if (slice_ends(names.at[i], suffix))
            one_slice(folder, arena_text(arena, slice_head(names.at[i], names.at[i].len - suffix.len)), &score);
    print_message("# %zu of %zu slices, %zu of %zu rows hold\n", score.held, score.slices, score.rows_held, score.rows);
    assert_int_equal(score.held, score.slices);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_equal_the_distributions_own)};
    return cmocka_run_group_tests_name("analyzer/slices", tests, NULL, NULL);
}
