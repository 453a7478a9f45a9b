#include "analyzer/testing.h"

extern const struct analyzer analyzer_julia_project;

static const struct row_case cases[] = {
    {"names", "Project.toml",
     S_INIT("name = \"me\"\n"
            "version = \"0.1\"\n"
            "[deps]\n"
            "Dates = \"ade2ca70\"\n"
            "JSON = \"682c06a0\"\n"
            "[compat]\n"
            "JSON = \"0.21\"\n"
            "[extras]\n"
            "Test = \"x\"\n"),
     "package julia|Dates||||||||| [declared direct]\n"
     "package julia|JSON||||||||| [declared direct]\n"},
    {"no names", "JuliaProject.toml", S_INIT("name = \"me\"\n"), ""},
    {"not TOML", "Project.toml", S_INIT("This is not\n"), "problem malformed line 1: a key without '='\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_julia_project, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_julia_project, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/julia/julia_project", tests, NULL, NULL);
}
