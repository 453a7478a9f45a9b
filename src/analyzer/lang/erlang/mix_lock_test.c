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

int main(void)
{
    return test_row_main("analyzer/lang/erlang/mix_lock", &analyzer_mix_lock, cases, sizeof(cases) / sizeof(cases[0]));
}
