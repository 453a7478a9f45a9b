#include "analyzer/testing.h"

extern const struct analyzer analyzer_wordpress_plugin;

static const struct row_case cases[] = {
    {"a header", "var/www/html/wp-content/plugins/akismet/akismet.php",
     S_INIT("<?php\n"
            "/**\n"
            " * @package Akismet\n"
            " */\n"
            "/*\n"
            "Plugin Name: Akismet: Spam Protection\n"
            "Version: 5.3\n"
            "Author: Automattic\n"
            "License: GPLv2 or later\n"
            "*/\n"),
     "package wordpress|Akismet: Spam Protection||5.3||||GPLv2 or later|Automattic|installed| [alias=akismet]\n"},
    {"a header in a comment of stars", "var/www/html/wp-content/plugins/akismet/akismet.php",
     S_INIT("<?php /**\r\n"
            " * Plugin Name: A\r\n"
            " * version: 1.0 */\r\n"),
     "package wordpress|A||1.0||||||installed| [alias=akismet]\n"},
    {"a file without a folder", "wp-content/plugins/hello.php",
     S_INIT("<?php // Plugin Name: Hello\n"
            "// Version: 1.7.2\n"),
     "package wordpress|Hello||1.7.2||||||installed| [alias=hello]\n"},
    {"a file deeper down", "wp-content/plugins/a/inc/b.php",
     S_INIT("<?php\n"
            "/* Plugin Name: A\n"
            "Version: 1 */\n"),
     ""},
    {"a file elsewhere", "var/www/a/b.php",
     S_INIT("<?php\n"
            "/* Plugin Name: A\n"
            "Version: 1 */\n"),
     ""},
    {"without a version", "var/www/html/wp-content/plugins/akismet/akismet.php",
     S_INIT("<?php\n"
            "/* Plugin Name: A */\n"),
     "problem version_unknown 'A' has no version\n"},
    {"no plugin", "var/www/html/wp-content/plugins/akismet/akismet.php", S_INIT("<html></html>"), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_wordpress_plugin, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_wordpress_plugin, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/wordpress_plugin", tests, NULL, NULL);
}
