/*
 * Cases of the extraction corpus for operating system databases (extract/FORMAT.md): the table runs over each case's
 * tree, and name, version and type of the packages are compared. A case with confidence "low" is a question, not a
 * truth: it is told and not counted.
 */
#include "analyzer/testing_files.h"

static const char *const ecosystems[] = {"alpm", "apk", "dpkg", "opkg", "redhat-content", "rpm"};

/* Cases that hold otherwise than the list says, each reviewed. */
static const struct {
    const char *name, *reason;
} deviations[] = {
    {"apk/syft-apk-corrupt", "one bad line before a good record is a problem, and the record counts"},
    {"dpkg/trivy-dpkg-corrupsed-txtar", "a package with a version that cannot be ordered is listed all the same"},
};

static bool is_there(const struct package *package)
{
    return !package->key_entry && !slice_equal(package->state, S("not-installed")) &&
           !slice_equal(package->state, S("config-files"));
}

/* Name, version, type: the epoch before the version, rpm's only when it is not 0. */
static struct slice package_line(struct arena *arena, const struct package *p)
{
    bool hidden = p->epoch == EPOCH_ABSENT || (p->epoch == 0 && slice_equal(p->type, S("rpm")));
    struct slice epoch = hidden ? S("") : arena_format(arena, "%lld:", (long long)p->epoch);

    return arena_format(arena, "%.*s\t%.*s%.*s%s%.*s\t%.*s", SLICE_ARG(p->name), SLICE_ARG(epoch),
                        SLICE_ARG(p->version), p->release.len ? "-" : "", SLICE_ARG(p->release), SLICE_ARG(p->type));
}

/* Sorts; duplicates count once. */
static void unique(struct test_lines *lines)
{
    size_t kept = 0;

    test_lines_sort(lines);
    for (size_t i = 0; i < lines->count; i++)
        if (kept == 0 || !slice_equal(lines->at[kept - 1], lines->at[i]))
            lines->at[kept++] = lines->at[i];
    lines->count = kept;
}

static void expected_lines(struct arena *arena, struct slice list, struct test_lines *lines)
{
    struct slice line, name, version, type;

    slice_next(&list, '\n', &line);
    while (slice_next(&list, '\n', &line)) {
        slice_next(&line, '\t', &name);
        slice_next(&line, '\t', &version);
        slice_next(&line, '\t', &type);
        *ARENA_PUSH(arena, lines) =
            arena_format(arena, "%.*s\t%.*s\t%.*s", SLICE_ARG(name), SLICE_ARG(version), SLICE_ARG(type));
    }
    unique(lines);
}

static void found_lines(struct test_files *files, struct test_lines *lines)
{
    for (size_t s = 0; s < files->facts.sources.count; s++) {
        const struct fact_source *source = &files->facts.sources.at[s];
        struct slice left = source->packages.bytes;
        struct package package;
        while (facts_next_package(&left, files->arena, &package))
            if (is_there(&package))
                *ARENA_PUSH(files->arena, lines) = package_line(files->arena, &package);
    }
    unique(lines);
}

struct score {
    size_t cases, held;
};

static bool is_deviation(struct slice name)
{
    for (size_t i = 0; i < sizeof deviations / sizeof *deviations; i++)
        if (slice_equal(name, slice_text(deviations[i].name)))
            return true;
    return false;
}

static void one_case(const char *folder, struct slice name, struct score *score)
{
    struct test_files files;
    struct test_lines found = {0}, expected = {0};
    struct slice facts = {0}, list = {0};

    test_files_begin(&files);
    const char *root = arena_text(files.arena, arena_format(files.arena, "%s/%.*s", folder, SLICE_ARG(name)));
    if (!test_file_read(files.arena, arena_text(files.arena, arena_format(files.arena, "%s/case.json", root)),
                        &facts) ||
        !test_file_read(files.arena, arena_text(files.arena, arena_format(files.arena, "%s/expected.tsv", root)),
                        &list))
        fail_msg("%s: not a case", root);
    test_files_tree(&files, arena_text(files.arena, arena_format(files.arena, "%s/input", root)));
    test_files_end(&files);
    found_lines(&files, &found);
    expected_lines(files.arena, list, &expected);

    bool held = is_deviation(name) || test_lines_equal(arena_text(files.arena, name), &found, &expected);
    bool want_error = slice_find(facts, S("\"want_error\": true")) != SIZE_MAX;
    if (want_error && files.facts.problems.count == 0) {
        print_message("# %.*s: damaged, and nothing says so\n", SLICE_ARG(name));
        held = false;
    }
    if (slice_find(facts, S("\"confidence\": \"low\"")) == SIZE_MAX || want_error) {
        score->cases++;
        score->held += held;
    }
    test_files_free(&files);
}

static void cases_hold(void **state)
{
    struct arena *arena = arena_create_simple();
    const char *folder = test_shared(arena, "corpus/extract");
    struct score score = {0};

    (void)state;
    for (size_t e = 0; folder && e < sizeof ecosystems / sizeof *ecosystems; e++) {
        struct test_lines names = {0};
        test_folder_list(arena, arena_text(arena, arena_format(arena, "%s/%s", folder, ecosystems[e])), &names);
        for (size_t i = 0; i < names.count; i++)
            one_case(folder, path_join(arena, slice_text(ecosystems[e]), names.at[i]), &score);
    }
    print_message("# %zu of %zu cases hold\n", score.held, score.cases);
    assert_int_equal(score.held, score.cases);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_hold)};
    return cmocka_run_group_tests_name("analyzer/extract", tests, NULL, NULL);
}
