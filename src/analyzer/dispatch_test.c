#include "base/testing.h"

#include <stdio.h>
#include <time.h>

#include "analyzer/dispatch.h"

/* Rows that stand for kinds of gates; what they read does not matter here. */
static const struct analyzer path_row = {
    .name = "path", .gates = (const struct gate[]){{GATE_PATH, "lib/apk/db/installed"}, {GATE_PATH, "toplevel"}, {0}}};
static const struct analyzer folder_row = {.name = "folder",
                                           .gates = (const struct gate[]){{GATE_FOLDER, "var/lib/dpkg/status.d"}, {0}}};
static const struct analyzer base_row = {.name = "base",
                                         .gates = (const struct gate[]){{GATE_BASENAME, "package.json"}, {0}}};
static const struct analyzer suffix_row = {
    .name = "suffix", .gates = (const struct gate[]){{GATE_SUFFIX, ".jar"}, {GATE_SUFFIX, ".tar.gz"}, {0}}};
static const struct analyzer glob_row = {.name = "glob",
                                         .gates = (const struct gate[]){{GATE_GLOB, "var/lib/pacman/local/*/desc"},
                                                                        {GATE_GLOB, "var/lib/dpkg/info/*.md5sums"},
                                                                        {0}}};
static const struct analyzer spool_row = {
    .name = "spool",
    .gates = (const struct gate[]){{GATE_BASENAME, "rpmdb.sqlite"}, {0}},
    .sidecar_gates = (const struct gate[]){{GATE_BASENAME, "rpmdb.sqlite-wal"}, {GATE_BASENAME, "package.json"}, {0}}};
static const struct analyzer name_row = {
    .name = "name",
    .gates = (const struct gate[]){
        {GATE_NAME, "requirements*.txt"}, {GATE_NAME, "python*"}, {GATE_NAME, "libpcre2-8.so*"}, {0}}};
static const struct analyzer *const rows[] = {&path_row, &folder_row, &base_row, &suffix_row,
                                              &glob_row, &spool_row,  &name_row};
enum { ROWS = sizeof rows / sizeof *rows };

static const struct {
    const char *path, *wants; /* names of the rows, a sidecar with '+' behind it */
} cases[] = {
    {"lib/apk/db/installed", "path"},
    {"usr/lib/apk/db/installed", ""},
    {"installed", ""},
    {"toplevel", "path"},
    {"a/toplevel", ""},
    {"var/lib/dpkg/status.d/base", "folder"},
    {"var/lib/dpkg/status.d/sub/base", ""},
    {"var/lib/dpkg/status.d", ""},
    {"status.d/base", ""},
    {"package.json", "base spool+"},
    {"app/node_modules/x/package.json", "base spool+"},
    {"app/package.json/x", ""},
    {"app/a.jar", "suffix"},
    {"app/.jar", "suffix"},
    {"app/a.jar.txt", ""},
    {"app/a.tar.gz", "suffix"},
    {"app/a.gz", ""},
    {"app/a.JAR", ""},
    {"var/lib/pacman/local/bash-5-1/desc", "glob"},
    {"var/lib/pacman/local/a/b/desc", "glob"},
    {"var/lib/pacman/local/desc", ""},
    {"var/lib/dpkg/info/libc6:amd64.md5sums", "glob"},
    {"var/lib/dpkg/info/x.list", ""},
    {"lib/dpkg/info/x.md5sums", ""},
    {"usr/lib/sysimage/rpm/rpmdb.sqlite", "spool"},
    {"usr/lib/sysimage/rpm/rpmdb.sqlite-wal", "spool+"},
    {"requirements.txt", "name"},
    {"app/requirements-dev.txt", "name"},
    {"requirements.txt/x", ""},
    {"requirementsdev.txt", ""},
    {"my-requirements.txt", ""},
    {"requirements.tx", ""},
    {"requirements", ""},
    {"usr/bin/python", "name"},
    {"usr/bin/python3.11", "name"},
    {"usr/bin/pythonw", ""},
    {"usr/bin/pytho", ""},
    {"lib/libpcre2-8.so.0", "name"},
    {"lib/libpcre2-16.so.0", ""},
    {"", ""},
    {"/", ""},
    {".", ""},
};

static struct slice wants_text(struct arena *arena, const struct dispatch_want *wants, size_t count)
{
    struct slice text = S("");

    for (size_t i = 0; i < count; i++)
        text = arena_format(arena, "%.*s%s%s%s", SLICE_ARG(text), i ? " " : "", wants[i].analyzer->name,
                            wants[i].sidecar ? "+" : "");
    return text;
}

static void gates(void **state)
{
    struct arena *arena = arena_create_simple();
    struct dispatch *dispatch = dispatch_create_from(arena, rows, ROWS);
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice path = test_exact(slice_text(cases[i].path));
        size_t count = dispatch_find(dispatch, path, wants);
        assert_slice(wants_text(arena, wants, count), slice_text(cases[i].wants));
        test_exact_free(path);
    }
    arena_destroy(arena);
}

/* `count` rows with a gate of each kind, all different. */
static const struct analyzer **synthetic_rows(struct arena *arena, size_t count)
{
    const struct analyzer **made = arena_array(arena, const struct analyzer *, count);

    for (size_t i = 0; i < count; i++) {
        struct analyzer *row = arena_new(arena, struct analyzer);
        struct gate *gate = arena_array(arena, struct gate, 6);
        row->name = (const char *)arena_format(arena, "row%zu%c", i, 0).at;
        row->gates = gate;
        gate[0] = (struct gate){GATE_PATH, (const char *)arena_format(arena, "etc/row%zu/lock%c", i, 0).at};
        gate[1] = (struct gate){GATE_FOLDER, (const char *)arena_format(arena, "var/lib/row%zu.d%c", i, 0).at};
        gate[2] = (struct gate){GATE_BASENAME, (const char *)arena_format(arena, "row%zu.lock%c", i, 0).at};
        gate[3] = (struct gate){GATE_SUFFIX, (const char *)arena_format(arena, ".row%zu%c", i, 0).at};
        gate[4] = (struct gate){GATE_GLOB, (const char *)arena_format(arena, "opt/row%zu/*/meta%c", i, 0).at};
        made[i] = row;
    }
    return made;
}

static void many_rows(void **state)
{
    static const size_t counts[] = {10, 200};
    static const char *const forms[] = {"etc/row%zu/lock", "var/lib/row%zu.d/x", "a/b/row%zu.lock", "a/b/c.row%zu",
                                        "opt/row%zu/x/y/meta"};
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    (void)state;
    for (size_t c = 0; c < 2; c++) {
        struct arena *arena = arena_create_simple();
        const struct analyzer **made = synthetic_rows(arena, counts[c]);
        struct dispatch *dispatch = dispatch_create_from(arena, made, counts[c]);
        for (size_t i = 0; i < counts[c] * 5; i++) {
            char path[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            snprintf(path, sizeof path, forms[i % 5], i / 5);
#pragma GCC diagnostic pop
            assert_int_equal(dispatch_find(dispatch, slice_text(path), wants), 1);
            assert_ptr_equal(wants[0].analyzer, made[i / 5]);
        }
        arena_destroy(arena);
    }
}

static void more_rows_than_wants(void **state)
{
    static const struct gate gate[] = {{GATE_SUFFIX, ".x"}, {0}};
    struct arena *arena = arena_create_simple();
    const struct analyzer *same[DISPATCH_WANTS_MAX + 3];
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    (void)state;
    for (size_t i = 0; i < DISPATCH_WANTS_MAX + 3; i++) {
        struct analyzer *row = arena_new(arena, struct analyzer);
        row->gates = gate;
        same[i] = row;
    }
    struct dispatch *dispatch = dispatch_create_from(arena, same, DISPATCH_WANTS_MAX + 3);
    assert_int_equal(dispatch_find(dispatch, S("a.x"), wants), DISPATCH_WANTS_MAX);
    for (size_t i = 0; i < DISPATCH_WANTS_MAX; i++)
        assert_ptr_equal(wants[i].analyzer, same[i]);
    arena_destroy(arena);
}

/* Time of 300,000 look-ups of paths that nobody wants: shown, not judged, as machines differ. */
static void unwanted_paths(void **state)
{
    enum { PATHS = 300000 };
    static const size_t counts[] = {10, 200};
    struct dispatch_want wants[DISPATCH_WANTS_MAX];

    (void)state;
    for (size_t c = 0; c < 2; c++) {
        struct arena *arena = arena_create_simple();
        struct dispatch *dispatch = dispatch_create_from(arena, synthetic_rows(arena, counts[c]), counts[c]);
        struct slice *paths = arena_array(arena, struct slice, PATHS);
        for (size_t i = 0; i < PATHS; i++)
            paths[i] = arena_format(arena, "usr/share/doc/package-%zu/examples/file%zu.html", i % 977, i);
        struct timespec before, after;
        size_t found = 0;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
        for (size_t i = 0; i < PATHS; i++)
            found += dispatch_find(dispatch, paths[i], wants);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
        assert_int_equal(found, 0);
        double spent = (double)(after.tv_sec - before.tv_sec) * 1e9 + (double)(after.tv_nsec - before.tv_nsec);
        print_message("# %zu rows: %.1f ns for a path that nobody wants\n", counts[c], spent / PATHS);
        arena_destroy(arena);
    }
}

static void table(void **state)
{
    struct arena *arena = arena_create_simple();
    struct slice text = dispatch_table_text(arena), digest = dispatch_table_digest(arena);

    (void)state;
    assert_true(slice_find(text, S("dpkg 3 path database primary var/lib/dpkg/status\n")) != SIZE_MAX);
    assert_true(slice_find(text, S("dpkg_files 2 glob plain primary var/lib/dpkg/info/*.md5sums\n")) != SIZE_MAX);
    assert_int_equal(digest.len, sizeof "sha256:" - 1 + 64);

    /* every row of the table gets the paths of its own path gates */
    struct dispatch *dispatch = dispatch_create(arena);
    for (size_t i = 0; analyzer_at(i); i++) {
        const struct analyzer *row = analyzer_at(i);
        assert_true(row->revision > 0 && (row->read == NULL) != (row->read_spooled == NULL));
        for (const struct gate *gate = row->gates; gate->kind != GATE_END; gate++) {
            struct dispatch_want wants[DISPATCH_WANTS_MAX];
            if (gate->kind == GATE_PATH && dispatch_find(dispatch, slice_text(gate->text), wants) == 0)
                fail_msg("%s: nobody wants %s", row->name, gate->text);
        }
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gates),          cmocka_unit_test(many_rows), cmocka_unit_test(more_rows_than_wants),
        cmocka_unit_test(unwanted_paths), cmocka_unit_test(table),
    };
    return cmocka_run_group_tests_name("analyzer/dispatch", tests, NULL, NULL);
}
