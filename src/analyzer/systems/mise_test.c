#include "analyzer/testing.h"

extern const struct analyzer analyzer_mise;

#define PATH "mise.toml"

static const struct row_case cases[] = {
    {"tools", PATH,
     S_INIT("[tools]\n"
            "terraform = \"1\"\n"
            "node = { version = \"22\", postinstall = \"x\" }\n"
            "python = [\"3.12\", \"3.11\"]\n"
            "go = \"latest\"\n"),
     "package mise|terraform||1||||||| [declared]\n"
     "package mise|node||22||||||| [declared]\n"
     "package mise|python||3.12||||||| [declared]\n"
     "package mise|python||3.11||||||| [declared]\n"},
    {"none", PATH, S_INIT(""), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_mise, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_mise, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/mise", tests, NULL, NULL);
}
