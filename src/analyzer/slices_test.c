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

enum { WINDOW_MAX = 128 << 20 };

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
        out = arena_format(arena, "%.*s%.*s%s", SLICE_ARG(out), (int)(i - start),
                           s.len ? (const char *)s.at + start : "", with);
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
/* What a package manager of the system says: the lists hold nothing else. */
static bool is_listed(const struct package *p)
{
    static const struct slice types[] = {S_INIT("deb"), S_INIT("rpm"), S_INIT("apk"), S_INIT("alpm"), S_INIT("opkg")};

    if (p->key_entry || (p->state.len > 0 && !slice_equal(p->state, S("installed"))))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (slice_equal(p->type, types[i]))
            return true;
    return false;
}

static void package_rows(struct test_files *files, struct test_lines *rows)
{
    for (size_t s = 0; s < files->facts.sources.count; s++) {
        const struct fact_source *source = &files->facts.sources.at[s];
        struct slice left = source->packages.bytes;
        struct package p;
        while (facts_next_package(&left, files->arena, &p))
            if (is_listed(&p))
                *ARENA_PUSH(files->arena, rows) = package_row(files->arena, &p);
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

static struct slice content_read(struct arena *arena, struct entry *entry)
{
    uint8_t *content = arena_array(arena, uint8_t, (size_t)entry->size);
    size_t len = 0;

    for (struct slice chunk; (chunk = reader_chunk(&entry->reader)).len > 0; len += chunk.len) {
        assert_true(chunk.len <= entry->size - len);
        memcpy(content + len, chunk.at, chunk.len);
    }
    assert_int_equal(len, entry->size);
    return slice_of(content, len);
}

/* How a file of a slice is taken in. */
typedef void slice_take(struct test_files *files, struct slice path, struct slice content, uint32_t mode);

static bool slice_walk(struct test_files *files, const char *path, bool all, slice_take *take, struct error *error)
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
        if (entry.kind != ENTRY_FILE || !(all || test_files_wants(files, entry.path)))
            continue;
        struct slice path_copy = arena_copy(files->arena, entry.path);
        take(files, path_copy, content_read(files->arena, &entry), entry.mode);
    }
    close(descriptor);
    return tar_ok(tar, error);
}

/* Runs the table over a slice. */
static bool slice_read(struct test_files *files, const char *path, struct error *error)
{
    bool ok = slice_walk(files, path, false, test_files_add, error);

    test_files_end(files);
    return ok;
}

/* Keeps all its files in the scratch memory. */
static bool slice_keep(struct test_files *files, const char *path, struct error *error)
{
    return slice_walk(files, path, true, test_files_spool, error);
}

/* The first problem of a slice: told, as some slices are damaged on purpose. */
static void problems_show(const char *name, const struct facts *facts)
{
    if (facts->problems.count > 0)
        print_message("# %s: %zu problems: %s %.*s: %.*s\n", name, facts->problems.count,
                      problem_kind(facts->problems.at[0].code)->name, SLICE_ARG(facts->problems.at[0].path),
                      SLICE_ARG(facts->problems.at[0].detail));
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
        problems_show(name, &files.facts);
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

static struct slice value_of(const struct facts *facts, const char *name)
{
    for (size_t s = 0; s < facts->sources.count; s++)
        for (size_t i = 0; i < facts->sources.at[s].values.count; i++)
            if (slice_equal(facts->sources.at[s].values.at[i].name, slice_text(name)))
                return facts->sources.at[s].values.at[i].text;
    return S("");
}

/* Runs the rows on one release file of the set, which lies below a folder with the name of its image. */
static bool release_fields_hold(const struct test_files *set, struct slice path, struct slice fields)
{
    static const char *const names[] = {"ID", "VERSION_ID", "ID_LIKE", "VERSION_CODENAME", "PRETTY_NAME"};
    size_t etc = slice_find(path, S("/etc/")), usr = slice_find(path, S("/usr/"));
    struct test_files one;
    struct slice content = S(""), text;
    bool held = true;

    for (size_t i = 0; i < set->spooled.count; i++)
        if (slice_equal(set->spooled.at[i].path, path))
            content = slice_of(set->scratch + set->spooled.at[i].offset, (size_t)set->spooled.at[i].size);
    test_files_begin(&one);
    test_files_add(&one, slice_skip(path, (etc == SIZE_MAX ? usr : etc) + 1), content, 0644);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!slice_next(&fields, '\t', &text))
            text = S("");
        held = held && slice_equal(text, value_of(&one.facts, names[i]));
    }
    if (!held)
        print_message("# %.*s: other fields\n", SLICE_ARG(path));
    test_files_free(&one);
    return held;
}

static void release_fields(void **state)
{
    struct test_files set;
    struct slice list, line, path;
    struct error error;
    size_t held = 0, count = 0;

    (void)state;
    test_files_begin(&set);
    const char *rootfs = test_shared(set.arena, "images/rootfs/os-release-set.tar.zst");
    const char *fields = test_shared(set.arena, "images/expected/os-release-set.fields.tsv");
    if (rootfs && fields && test_file_read(set.arena, fields, &list) && slice_keep(&set, rootfs, &error)) {
        slice_next(&list, '\n', &line);
        while (slice_next(&list, '\n', &line)) {
            slice_cut(line, '\t', &path, &line);
            if (!slice_ends(path, S("/os-release")))
                continue;
            count++;
            held += release_fields_hold(&set, path, line);
        }
    }
    print_message("# %zu of %zu release files hold\n", held, count);
    assert_int_equal(held, count);
    test_files_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lists_equal_the_distributions_own),
                                       cmocka_unit_test(release_fields)};
    return cmocka_run_group_tests_name("analyzer/slices", tests, NULL, NULL);
}
