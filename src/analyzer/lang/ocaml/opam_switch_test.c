#include "analyzer/testing.h"

extern const struct analyzer analyzer_opam_switch;

#define PATH "root/.opam/default/.opam-switch/switch-state"

static const struct row_case cases[] = {
    {"what is installed", PATH,
     S_INIT("roots: [\"no.1\"]\n"
            "installed: [\n"
            "  \"conf-gmp.4\"\n"
            "  \"dune.3.7.2\"\n"
            "]\n"
            "pinned: \"no.2\"\n"),
     "package opam|conf-gmp||4|||||||\n"
     "package opam|dune||3.7.2|||||||\n"},
    {"on one line", PATH, S_INIT("installed: [\"a.1\" \"b.2\"] roots: [\"c.3\"]\n"),
     "package opam|a||1|||||||\n"
     "package opam|b||2|||||||\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/ocaml/opam_switch", &analyzer_opam_switch, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
