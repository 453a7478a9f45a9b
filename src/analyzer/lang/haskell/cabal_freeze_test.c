#include "analyzer/testing.h"

extern const struct analyzer analyzer_cabal_freeze;

#define PATH "cabal.project.freeze"

static const struct row_case cases[] = {
    {"constraints, flags and what the compiler has", PATH,
     S_INIT("active-repositories: hackage.haskell.org:merge\n"
            "constraints: any.A-b ==1.0,\n"
            "             A-b -flag,\n"
            "             any.base installed,\n"
            "             any.text ==1.2 || ==1.3\n"
            "index-state: x\n"),
     "package hackage|A-b||1.0||||||| [declared]\n"
     "package hackage|text||1.2||||||| [declared]\n"},
    {"no version", PATH, S_INIT("constraints: any.a ==,\n"),
     "problem malformed a constraint that is not 'NAME ==VERSION'\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/haskell/cabal_freeze", &analyzer_cabal_freeze, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
