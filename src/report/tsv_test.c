#include "base/testing.h"
#include "report/sink.h"
#include "report/testing.h"

/* Lines of two packages, whose texts are given, in these columns. */
static struct slice lines_of(struct arena *arena, const struct package *packages, size_t count, struct slices columns)
{
    struct inventory_package *entries = arena_array(arena, struct inventory_package, count);
    struct inventory inventory = {.packages = entries, .package_count = count};
    struct report report = {.inventory = &inventory};
    struct report_options options = test_options();

    for (size_t i = 0; i < count; i++)
        entries[i] = (struct inventory_package){.package = packages[i], .layer = -1, .removed_in = -1, .index = i};
    options.columns = columns;
    return test_written(arena, format_find(S("tsv")), &report, &options);
}

static void every_column_of_the_contract(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct slice text = test_written(arena, format_find(S("tsv")), test_report(arena, TEST_FULL, NULL), &options), line;

    (void)state;
    slice_next(&text, '\n', &line);
    assert_slice(line,
                 S("type\tname\tepoch\tversion\trelease\tarch\tsource_name\tsource_version\tlicence\tvendor\tmodule\t"
                   "group\tpath\tpurl"));
    slice_next(&text, '\n', &line);
    assert_slice(line, S("deb\tbash\t\t5.2.15-2+b2\t\tamd64\tbash\t5.2.15-2\tGPL-3.0-or-later\t"
                         "Matthias Klose <doko@debian.org>\t\t\tvar/lib/dpkg/status\t"
                         "pkg:deb/raspbian/bash@5.2.15-2%2Bb2?arch=amd64&distro=raspbian-12"));
    slice_next(&text, '\n', &line);
    assert_true(slice_find(line, S("\tApache-2.0 ; OpenSSL and its friends\t")) != SIZE_MAX);
    arena_destroy(arena);
}

static void columns_are_chosen(void **state)
{
    struct slice names[] = {S_INIT("name"),       S_INIT("epoch"),        S_INIT("layer"),
                            S_INIT("removed_in"), S_INIT("origin"),       S_INIT("name"),
                            S_INIT("scope"),      S_INIT("relationship"), S_INIT("owner")};
    const struct package packages[] = {
        {.name = S("a"), .epoch = 0, .scope = SCOPE_DECLARED, .relationship = RELATION_DIRECT},
        {.name = S("b"), .epoch = EPOCH_ABSENT}};
    struct arena *arena = arena_create_simple();

    (void)state;
    assert_slice(lines_of(arena, packages, 2, (struct slices){names, 9}),
                 S("name\tepoch\tlayer\tremoved_in\torigin\tname\tscope\trelationship\towner\n"
                   "a\t0\t\t\t\ta\tdeclared\tdirect\t\nb\t\t\t\t\tb\tinstalled\t\t\n"));
    arena_destroy(arena);
}

static void an_unknown_column_is_an_error(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = test_options();
    struct slice name = S("color");
    struct error error;

    (void)state;
    options.columns = (struct slices){&name, 1};
    assert_false(format_find(S("tsv"))->write(sink_memory(arena), test_report(arena, TEST_EMPTY, NULL), &options, arena,
                                              &error));
    assert_int_equal(error.code, ERROR_USAGE);
    assert_string_equal(error.text, "--columns: no column 'color'");
    struct slice *many = arena_array(arena, struct slice, 65);
    for (size_t i = 0; i < 65; i++)
        many[i] = S("name");
    options.columns = (struct slices){many, 65};
    assert_false(format_find(S("tsv"))->write(sink_memory(arena), test_report(arena, TEST_EMPTY, NULL), &options, arena,
                                              &error));
    assert_string_equal(error.text, "--columns: more than 64 columns");
    arena_destroy(arena);
}

static void cells_stay_cells_and_are_no_formulas(void **state)
{
    static const struct {
        struct slice text;
        const char *cell;
    } cases[] = {
        {S_INIT("a\tb\nc\\d\re"), "a\\tb\\nc\\\\d\\re"},
        {S_INIT("=1+1"), "\\u{003D}1+1"},
        {S_INIT("+1+1"), "\\u{002B}1+1"},
        {S_INIT("-1"), "\\u{002D}1"},
        {S_INIT("-"), "-"},
        {S_INIT("@SUM(1)"), "\\u{0040}SUM(1)"},
        {S_INIT("@x|y"), "\\u{0040}x|y"},
        {S_INIT("@babel/core"), "@babel/core"},
        {S_INIT("a=1"), "a=1"},
        {S_INIT("\x1b[1m"), "\\u{001B}[1m"},
        {S_INIT("\xff"), "\\xFF"},
    };
    struct slice columns[] = {S_INIT("arch"), S_INIT("vendor")};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        const struct package package = {.arch = S("x"), .vendor = cases[i].text};
        assert_slice(lines_of(arena, &package, 1, (struct slices){columns, 2}),
                     arena_format(arena, "arch\tvendor\nx\t%s\n", cases[i].cell));
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_of_the_contract),
        cmocka_unit_test(columns_are_chosen),
        cmocka_unit_test(an_unknown_column_is_an_error),
        cmocka_unit_test(cells_stay_cells_and_are_no_formulas),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
