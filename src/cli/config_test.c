#include "base/testing.h"
#include "cli/context.h"

#include <unistd.h>

static struct cli *cli_make(void)
{
    struct cli *cli = test_calloc(1, sizeof *cli);

    cli->arena = arena_create_simple();
    cli->command = command_find(S("scan"));
    cli->err = stderr;
    return cli;
}

static void cli_drop(struct cli *cli)
{
    arena_destroy(cli->arena);
    test_free(cli);
}

static void files_are_read(void **state)
{
    static const char text[] = "# our rules\n"
                               "jobs = 3 # cores\r\n"
                               "fail-on = [ \"high\", # and above\n  'kev', ]\n"
                               "max_memory = \"128M\"\n"
                               "\tverify=true\n"
                               "cache = 'C:\\x'\n"
                               "tmp = \"a\\\"\\\\\\n\\tb\"";
    struct cli *cli = cli_make();
    struct slice bytes = test_exact(slice_of(text, sizeof text - 1));
    struct error error = {0};

    (void)state;
    if (!config_read(cli, bytes, "x.toml", &error))
        fail_msg("%s", error.text);
    assert_int_equal(cli_number(cli, "jobs"), 3);
    assert_int_equal(cli_list(cli, "fail-on").count, 2);
    assert_slice(cli_list(cli, "fail-on").at[1], S("kev"));
    assert_int_equal(cli_number(cli, "max-memory"), 128 << 20);
    assert_true(cli_flag(cli, "verify"));
    assert_slice(cli_text(cli, "cache"), S("C:\\x"));
    assert_slice(cli_text(cli, "tmp"), S("a\"\\\n\tb"));
    test_exact_free(bytes);
    cli_drop(cli);
}

static void what_is_not_understood_is_said(void **state)
{
    static const struct {
        const char *text, *error;
    } cases[] = {
        {"[scan]\njobs = 1", "line 1: tables are not understood"},
        {"jobs = 1\njbos = 1", "line 2: unknown option: jbos: did you mean 'jobs'?"},
        {"jobs", "line 1: '=' is missing"},
        {"jobs = ", "line 1: a value that is not understood"},
        {"jobs = 1.5", "line 1: a value that is not understood"},
        {"jobs = 1 2", "line 1: more on the line"},
        {"jobs = \"two\"", "x.toml: line 1: jobs: 'two' is not a number"},
        {"jobs = [\"1\"]", "takes one value, not an array"},
        {"tmp = \"\"\"x\"\"\"", "strings of several lines"},
        {"tmp = \"x", "without its closing quote"},
        {"tmp = \"x\n\"", "without its closing quote"},
        {"tmp = \"\\u00e9\"", "an escape that is not understood"},
        {"tmp = \"x\\", "an escape that is not understood"},
        {"fail-on = [\"a\" \"b\"]", "',' or ']' is missing"},
        {"fail-on = [1]", "only strings"},
        {"fail-on = [\"a\",", "without its closing bracket"},
        {"scan.jobs = 1", "unknown option: scan"},
        {"help = true", "unknown option: help"},
        {"\"jobs\" = 1", "unknown option"},
        {"= 1", "unknown option"},
        {"jobs = 2023-01-01", "a value that is not understood"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cli *cli = cli_make();
        struct slice bytes = test_exact(slice_text(cases[i].text));
        struct error error = {0};
        assert_false(config_read(cli, bytes, "x.toml", &error));
        assert_int_equal(error.code, ERROR_USAGE);
        if (!strstr(error.text, cases[i].error))
            fail_msg("'%s' does not say '%s'", error.text, cases[i].error);
        test_exact_free(bytes);
        cli_drop(cli);
    }
}

static void damaged_files_end(void **state)
{
    static const char text[] = "jobs = 3\nfail-on = [\"high\", 'kev']\ntmp = \"a\\n\" # x\nverify = true\n";

    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        struct cli *cli = cli_make();
        struct error error;
        struct slice cut = test_exact(slice_of(text, i));
        config_read(cli, cut, "x", &error);
        test_exact_free(cut);
        for (unsigned bit = 0; bit < 8; bit++) {
            struct slice flipped = test_exact(slice_of(text, sizeof text - 1));
            ((uint8_t *)(uintptr_t)flipped.at)[i] ^= (uint8_t)(1u << bit);
            config_read(cli, flipped, "x", &error);
            test_exact_free(flipped);
        }
        cli_drop(cli);
    }
}

static void the_command_line_wins_over_the_environment_over_the_file(void **state)
{
    static const struct {
        const char *line, *environment;
        uint64_t jobs;
    } cases[] = {{"--jobs=1", "SEAWORTHY_JOBS=2", 1},
                 {"-q", "SEAWORTHY_JOBS=2", 2},
                 {"-q", "OTHER=2", 3},
                 {"-q", "SEAWORTHY_JOBS=", 3}};
    char file[] = "/tmp/config-test-XXXXXX";
    int descriptor = mkstemp(file);

    (void)state;
    assert_int_equal(write(descriptor, "jobs = 3\n", 9), 9);
    close(descriptor);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cli *cli = cli_make();
        struct error error = {0};
        char *words[] = {(char[]){"seaworthy"},
                         (char[]){"--config"},
                         file,
                         arena_text(cli->arena, slice_text(cases[i].line)),
                         (char[]){"x"},
                         NULL};
        char *environment[] = {arena_text(cli->arena, slice_text(cases[i].environment)), NULL};
        cli->command = NULL;
        cli->environment = environment;
        assert_true(cli_parse(cli, 5, words, &error));
        if (!config_load(cli, &error))
            fail_msg("%s", error.text);
        assert_int_equal(cli_number(cli, "jobs"), cases[i].jobs);
        cli_drop(cli);
    }
    unlink(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(what_is_not_understood_is_said),
        cmocka_unit_test(damaged_files_end),
        cmocka_unit_test(the_command_line_wins_over_the_environment_over_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
