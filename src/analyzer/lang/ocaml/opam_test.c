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

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_opam, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_opam, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/ocaml/opam", tests, NULL, NULL);
}
