#include "analyzer/testing.h"

extern const struct analyzer analyzer_wordpress;

static const struct row_case cases[] = {
    {"a release", "var/www/html/wp-includes/version.php",
     S_INIT("<?php\n"
            "// $wp_version = '1';\n"
            "# $wp_version = '2';\n"
            "/*\n"
            "$wp_version = '3';\n"
            "*/ $x = 1;\n"
            "/* a */ /* b */\n"
            "/** @global string $wp_version */\n"
            "$wp_version = '6.5.2'; // c\n"
            "$wp_version = '9';\n"),
     "package wordpress|wordpress||6.5.2||||||installed|\n"},
    {"in double quotes", "wordpress/wp-includes/version.php",
     S_INIT("<?php\r\n"
            "$wp_version=\"6.5\";\r\n"),
     "package wordpress|wordpress||6.5||||||installed|\n"},
    {"a version of something else", "lib/version.php",
     S_INIT("<?php\n"
            "$wp_version = '1';\n"),
     ""},
    {"none is assigned", "var/www/html/wp-includes/version.php",
     S_INIT("<?php\n"
            "$wp_db_version = 1;\n"
            "$wp_version = X;\n"),
     "problem malformed no version is assigned\n"},
    {"an empty file", "var/www/html/wp-includes/version.php", S_INIT(""), "problem malformed no version is assigned\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_wordpress, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_wordpress, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/wordpress", tests, NULL, NULL);
}
