#include "base/testing.h"
#include "cli/context.h"

enum { WORDS_MAX = 8 };

/* What was understood, as text: "command|operand,operand|option=value …" */
static struct slice understood(const struct cli *cli)
{
    struct slice text = arena_format(cli->arena, "%s|", cli->command ? cli->command->name : "");
    const struct option *option;

    for (size_t i = 0; i < cli->operand_count; i++)
        text = arena_format(cli->arena, "%.*s%s%.*s", SLICE_ARG(text), i ? "," : "", SLICE_ARG(cli->operands[i]));
    text = arena_format(cli->arena, "%.*s|", SLICE_ARG(text));
    for (size_t i = 0; (option = option_at(i)); i++) {
        const struct option_value *value = &cli->values[i];
        if (!value->from)
            continue;
        text = arena_format(cli->arena, "%.*s%s=%.*s ", SLICE_ARG(text), option->name, SLICE_ARG(value->text));
        if (value->list.count)
            text = arena_format(cli->arena, "%.*s(%zu) ", SLICE_ARG(text), value->list.count);
    }
    return text;
}

static void command_lines_are_understood(void **state)
{
    static const struct {
        const char *words[WORDS_MAX];
        const char *understood; /* or, where it fails, a part of the error */
        bool fails;
    } cases[] = {
        {{"scan", "a.tar"}, "scan|a.tar|", false},
        {{"a.tar"}, "scan|a.tar|", false},
        {{"-"}, "scan|-|", false},
        {{"scan", "--jobs", "2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "--jobs=2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "-j2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "-j", "2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "-j=2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "-qvj2", "a"}, "scan|a|jobs=2 quiet=true verbose=true ", false},
        {{"-q", "scan", "a"}, "scan|a|quiet=true ", false},
        {{"--jobs", "2", "a"}, "scan|a|jobs=2 ", false},
        {{"scan", "--", "--jobs", "scan"}, "scan|--jobs,scan|", false},
        {{"--", "scan"}, "scan|scan|", false},
        {{"scan", "a", "--verify", "b"}, "scan|a,b|verify=true ", false},
        {{"scan", "--verify=false", "a"}, "scan|a|verify=false ", false},
        {{"scan", "-o", "json", "-otable=x", "a"}, "scan|a|output=table=x (2) ", false},
        {{"scan", "-o", "json,tsv=y", "a"}, "scan|a|output=json,tsv=y (2) ", false},
        {{"scan", "--tmp=", "a"}, "is not a path", true},
        {{"cache", "clear"}, "cache clear||", false},
        {{"cache", "-q", "clear"}, "cache clear||quiet=true ", false},
        {{"compare", "deb", "1", "-"}, "compare|deb,1,-|", false},
        {{"--version"}, "version||", false},
        {{"-V"}, "version||", false},
        {{"scan", "--jbos", "2", "a"}, "--jbos: did you mean --jobs?", true},
        {{"scan", "--nothing-like-it"}, "unknown option: --nothing-like-it", true},
        {{"scan", "-X", "a"}, "unknown option: -X", true},
        {{"scan", "--jobs"}, "a value is missing: --jobs N", true},
        {{"scan", "-j"}, "a value is missing", true},
        {{"scan", "--verify=maybe", "a"}, "'maybe' is not true or false", true},
        {{"scan", "--range", "a"}, "belongs to 'compare'", true},
        {{"--range", "scan", "a"}, "belongs to 'compare'", true},
        {{"packages", "--fail-on", "high", "a"}, "belongs to 'scan'", true},
        {{"scna", "a"}, "unknown command: scna: did you mean 'scan'?", true},
        {{"cache", "claer"}, "did you mean 'cache clear'?", true},
        {{"cache", "x"}, "known are status, prune, clear", true},
        {{"cache"}, "known are status, prune, clear", true},
        {{"scan"}, "too few operands", true},
        {{"version", "x"}, "too many operands: x", true},
        {{"-q"}, "nothing to do", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct cli *cli = test_calloc(1, sizeof *cli);
        char *words[WORDS_MAX + 2] = {(char[]){"seaworthy"}};
        struct error error = {0};
        int count = 1;
        cli->arena = arena_create_simple();
        while (count <= WORDS_MAX && cases[i].words[count - 1]) {
            words[count] = arena_text(cli->arena, slice_text(cases[i].words[count - 1]));
            count++;
        }
        bool good = cli_parse(cli, count, words, &error);
        if (good == cases[i].fails)
            fail_msg("case %zu: %s", i, good ? "taken" : error.text);
        if (good)
            assert_slice(understood(cli), slice_text(cases[i].understood));
        else if (!strstr(error.text, cases[i].understood))
            fail_msg("case %zu: '%s' does not say '%s'", i, error.text, cases[i].understood);
        if (!good)
            assert_int_equal(error.code, ERROR_USAGE);
        arena_destroy(cli->arena);
        test_free(cli);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(command_lines_are_understood)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
