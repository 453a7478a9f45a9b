#include "analyzer/testing.h"

extern const struct analyzer analyzer_rebar_lock;

#define PATH "rebar.lock"

static const struct row_case cases[] = {
    {"packages and repositories", PATH,
     S_INIT("{\"1.2.0\",\n"
            "[{<<\"a\">>,{pkg,<<\"a_pkg\">>,<<\"1.0\">>},0},\n"
            " {<<\"b\">>,\n"
            "  {git,\"https://x/b.git\",\n"
            "       {ref,\"c0ffee\"}},\n"
            "  1}]}.\n"
            "[{pkg_hash,[]}].\n"),
     "package hex|a_pkg||1.0||||||| [declared direct]\n"
     "package hex|b||c0ffee||||||| [declared transitive]\n"},
    {"a list alone, as before 1.1.0", PATH, S_INIT("[{<<\"a\">>,{pkg,<<\"a\">>,<<\"1.0\">>},0}]."),
     "package hex|a||1.0||||||| [declared direct]\n"},
    {"damage within the list", PATH, S_INIT("[{<<\"a{pkg,<<\"a\">>,<<\"1\">>},0},"),
     "problem malformed an item that is neither a package nor a git repository\n"
     "problem malformed the list of packages has no end\n"},
    {"no list", PATH, S_INIT("ok."), "problem malformed no list of packages\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_rebar_lock, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_rebar_lock, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/erlang/rebar_lock", tests, NULL, NULL);
}
