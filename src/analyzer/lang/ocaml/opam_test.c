#include "analyzer/testing.h"

extern const struct analyzer analyzer_opam;

#define PATH "a/dune.3.7.2/opam"

static const struct row_case cases[] = {
    {"the folder says name and version", PATH,
     S_INIT("opam-version: \"2.0\"\n"
            "synopsis: \"x\"\n"),
     "package opam|dune||3.7.2||||||| [declared root]\n"},
    {"the file says them", "x.opam",
     S_INIT("opam-version: \"2.0\"\n"
            "name: \"bap\"\n"
            "version: \"0.9\"\n"),
     "package opam|bap||0.9||||||| [declared root]\n"},
    {"a name alone", "lib/x.opam", S_INIT("opam-version: \"2.0\"\n"), "package opam|x||||||||| [declared root]\n"},
    {"nobody says a name", "opam", S_INIT("opam-version: \"2.0\"\n"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/ocaml/opam", &analyzer_opam, cases, sizeof(cases) / sizeof(cases[0]));
}
