#include "analyzer/testing.h"

extern const struct analyzer analyzer_gleam;

#define PATH "gleam.toml"

static const struct row_case cases[] = {
    {"what a project asks for", PATH,
     S_INIT("name = \"x\"\n"
            "[dependencies]\n"
            "a = \">= 1.0.0 and < 2.0.0\"\n"
            "b = { git = \"https://x/b\", ref = \"c0ffee\" }\n"
            "c = { path = \"../c\" }\n"
            "[dev-dependencies]\n"
            "d = \"~> 1.0\"\n"),
     "package hex|a||>= 1.0.0 and < 2.0.0||||||| [declared direct]\n"
     "package hex|b||c0ffee||||||| [declared direct]\n"
     "package hex|d||~> 1.0||||||| [declared direct]\n"},
    {"what was resolved", "manifest.toml",
     S_INIT("packages = [\n"
            "  { name = \"a\", version = \"1.2.0\", source = \"hex\" },\n"
            "  { name = \"c\", version = \"0.1.0\", source = \"local\", path = \"../c\" },\n"
            "]\n"
            "[requirements]\n"
            "a = { version = \"~> 1.0\" }\n"),
     "package hex|a||1.2.0||||||| [declared]\n"},
    {"another program's manifest", "x/manifest.toml", S_INIT("packages = []\n"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gleam, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_gleam, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/gleam/gleam", tests, NULL, NULL);
}
