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

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_opam_switch, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_opam_switch, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/ocaml/opam_switch", tests, NULL, NULL);
}
