#include "analyzer/testing.h"

extern const struct analyzer analyzer_wordpress_theme;

static const struct row_case cases[] = {
    {"a header", "wp-content/themes/twentyten/style.css",
     S_INIT("@charset \"UTF-8\";\n"
            "/*\n"
            "Theme Name: Twenty Ten\n"
            "Author: W\n"
            "Version: 1.4\n"
            "License: GPL\n"
            "*/\n"
            "body { color: red; }\n"),
     "package wordpress|Twenty Ten||1.4||||GPL|W|installed| [alias=twentyten]\n"},
    {"a style sheet elsewhere", "wp-content/themes/a/css/style.css",
     S_INIT("/*\n"
            "Theme Name: A\n"
            "Version: 1.4\n"
            "*/\n"),
     ""},
    {"no theme", "wp-content/themes/a/style.css", S_INIT("body { color: red; }\n"), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_wordpress_theme, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_wordpress_theme, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/wordpress_theme", tests, NULL, NULL);
}
