#include "analyzer/testing.h"

extern const struct analyzer analyzer_rockspec;

#define PATH "usr/lib/luarocks/rocks-5.4/kong/3.7.0-0/kong-3.7.0-0.rockspec"

static const struct row_case cases[] = {
    {"strings", PATH,
     S_INIT("package = \"Kong\"\n"
            "version = '3.7.0-0'\n"
            "source = {\n"
            "  version = tag,\n"
            "}\n"),
     "package luarocks|Kong||3.7.0-0|||||||\n"},
    {"strings put together", PATH,
     S_INIT("local v = \"1\"\n"
            "package = \"a\"\n"
            "version = v..\"-\".. \"0\" -- x\n"),
     "package luarocks|a||1-0|||||||\n"},
    {"the folders say it where the file does not", PATH, S_INIT("package = {\"x\n"),
     "package luarocks|kong||3.7.0-0|||||||\n"},
    {"a project's own", "src/kong-1.rockspec",
     S_INIT("package = \"a\"\n"
            "version = \"1\"\n"),
     ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_rockspec, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_rockspec, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/lua/rockspec", tests, NULL, NULL);
}
