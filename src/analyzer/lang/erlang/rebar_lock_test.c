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

int main(void)
{
    return test_row_main("analyzer/lang/erlang/rebar_lock", &analyzer_rebar_lock, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
