#include "analyzer/testing.h"

extern const struct analyzer analyzer_rpm_manifest;

#define PATH "var/lib/rpmmanifest/container-manifest-2"

static const struct row_case cases[] = {
    {"ten columns", PATH,
     S_INIT("glibc\t2.35-2.cm2\t1653816591\t1653628955\tA "
            "Vendor\t(none)\t10855265\tx86_64\t0\tglibc-2.35-2.cm2.src.rpm\n"),
     "package rpm|glibc||2.35|x86_64|glibc|2.35-2.cm2||A Vendor|installed|\n"},
    {"an epoch", PATH, S_INIT("vim\t9.0-1\t1\t1\tv\t2\t45000\tx86_64\t2\tvim-9.0-1.src.rpm\n"),
     "package rpm|vim|2|9.0|x86_64|vim|9.0-1||v|installed|\n"},
    {"nothing but a name and a version", PATH,
     S_INIT("a\t1\t\t\t(none)\t(none)\t\t(none)\t0\t(none)\n\nb\t2-3\t\t\t\t\t\t\t\t(none)\n"),
     "package rpm|a||1||||||installed|\npackage rpm|b||2||||||installed|\n"},
    {"the last line without its end", PATH, S_INIT("a\t1-1\t\t\t\t\t\t\t\tx"), "package rpm|a||1||||||installed|\n"},
    {"a bad line and the next", PATH, S_INIT("a\t1-1\n\t1-1\t\t\t\t\t\t\t0\tx\nb\t2-1\t\t\t\t\t\t\t0\tx\n"),
     "package rpm|b||2||||||installed|\nproblem malformed line 1: not a package in 10 columns\n"
     "problem malformed line 2: not a package in 10 columns\n"},
    {"an empty file", PATH, S_INIT(""), ""},
};

static void packages_are_lines_of_columns(void **state)
{
    (void)state;
    test_row_cases(&analyzer_rpm_manifest, cases, sizeof cases / sizeof *cases);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_rpm_manifest, PATH, cases[0].input);
}

static void too_long_a_line_is_told_and_the_next_counts(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct slice input = test_long("a\t1-1\t\t\t", 'x', 11 * 1024 * 1024, "\nb\t2-1\t\t\t\t\t\t\t0\tx\n");

    (void)state;
    test_row_read(&analyzer_rpm_manifest, S(PATH), input, 65536, arena, &facts);
    assert_slice(test_facts_text(&facts), S("package rpm|b||2||||||installed|\n"
                                            "problem malformed line 1: not a package in 10 columns\n"));
    test_exact_free(input);
    arena_destroy(arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(packages_are_lines_of_columns),
        cmocka_unit_test(damage_is_read_within_its_bounds),
        cmocka_unit_test(too_long_a_line_is_told_and_the_next_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
