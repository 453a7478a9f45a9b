#include "analyzer/testing.h"

extern const struct analyzer analyzer_mix_lock;

#define PATH "mix.lock"

static const struct row_case cases[] = {
    {"hex and git, not paths", PATH,
     S_INIT("%{ # comment\n"
            "  \"a\": {:hex, :a_pkg, \"1.0.0\", \"sum\", [:mix], [{:b, \"~> 1.0\", [hex: :b]}], \"hexpm\", \"sum\"},\n"
            "  \"b\": {:git, \"https://x/b.git\", \"c0ffee\", [branch: \"main\"]},\n"
            "  \"c\": {:path, \"../c\", []},\n"
            "}\n"),
     "package hex|a_pkg||1.0.0||||||| [declared needs=b]\n"
     "package hex|b||c0ffee||||||| [declared]\n"},
    {"a tuple without a version", PATH, S_INIT("%{\"a\": {:hex, }, \"b\": {:hex, :b, \"2.0.0\"}}"),
     "package hex|b||2.0.0||||||| [declared]\n"
     "problem malformed 'a' has no version\n"},
    {"nothing is locked", PATH, S_INIT("%{}"), ""},
    {"no end", PATH, S_INIT("%{\"a\": {:hex, :a, \"1\""),
     "package hex|a||1||||||| [declared]\n"
     "problem truncated the map of what was resolved has no end\n"},
    {"no map", PATH, S_INIT("[]"), "problem malformed no map of what was resolved\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_mix_lock, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_mix_lock, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/erlang/mix_lock", tests, NULL, NULL);
}
