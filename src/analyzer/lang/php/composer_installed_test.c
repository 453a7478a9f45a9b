#include "analyzer/testing.h"

extern const struct analyzer analyzer_composer_installed;

static const struct row_case cases[] = {
    {"version 2", "vendor/composer/installed.json",
     S_INIT("{\"packages\":[{\"name\":\"a/b\",\"version\":\"1.0\",\"license\":[\"MIT\"],\"require\":{\"c/"
            "d\":\"*\"}},{\"name\":\"c/d\",\"version\":\"v2\"}],\"dev\":true,\"dev-package-names\":[\"c/d\"]}"),
     "package composer|a/b||1.0||||MIT||installed| [prod needs=c/d]\n"
     "package composer|c/d||v2||||||installed| [dev]\n"},
    {"version 1", "vendor/composer/installed.json",
     S_INIT("[{\"name\":\"a/b\",\"version\":\"1.0\",\"type\":\"library\"}]"),
     "package composer|a/b||1.0||||||installed|\n"},
    {"of something else", "var/lib/x/installed.json", S_INIT("[{\"name\":\"a/b\",\"version\":\"1.0\"}]"), ""},
    {"no list", "vendor/composer/installed.json", S_INIT("{\"packages\":{}}"),
     "problem malformed no list of packages\n"},
    {"damaged", "vendor/composer/installed.json", S_INIT("{[{"), "problem malformed byte 1: unexpected '['\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_composer_installed, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_composer_installed, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/composer_installed", tests, NULL, NULL);
}
