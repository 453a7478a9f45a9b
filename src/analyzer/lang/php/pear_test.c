#include "analyzer/testing.h"

extern const struct analyzer analyzer_pear;

static const struct row_case cases[] = {
    {"package format 2", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:7:{s:7:\"attribs\";a:1:{s:7:\"version\";s:3:\"2.0\";}s:4:\"name\";s:5:\"redis\";s:7:\"channel\";s:12:"
            "\"pecl.php.net\";s:4:\"lead\";a:1:{i:0;a:2:{s:4:\"name\";s:2:\"no\";s:6:\"active\";b:1;}}s:7:\"version\";"
            "a:2:{s:7:\"release\";s:5:\"5.3.7\";s:3:\"api\";s:5:\"5.3.0\";}s:7:\"license\";a:2:{s:7:\"attribs\";a:1:{s:"
            "3:\"uri\";s:1:\"x\";}s:8:\"_content\";s:3:\"PHP\";}s:1:\"x\";a:3:{i:0;N;i:1;d:1.5;s:7:\"version\";s:2:"
            "\"no\";}}"),
     "package pear|pecl.php.net/redis||5.3.7||||PHP||installed|\n"},
    {"package format 1", "usr/share/php/.registry/archive_tar.reg",
     S_INIT("a:4:{s:7:\"package\";s:11:\"Archive_Tar\";s:7:\"version\";s:6:\"1.4.14\";s:7:\"license\";s:3:\"BSD\";s:12:"
            "\"release_deps\";a:1:{i:0;a:1:{s:4:\"name\";s:2:\"no\";}}}"),
     "package pear|pear.php.net/Archive_Tar||1.4.14||||BSD||installed|\n"},
    {"a channel by its folder", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:2:{s:4:\"name\";s:5:\"redis\";s:7:\"version\";s:1:\"1\";}"),
     "package pear|pecl.php.net/redis||1||||||installed|\n"},
    {"a registry file of something else", "opt/x.reg", S_INIT("Windows Registry Editor"), ""},
    {"without a version", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:1:{s:4:\"name\";s:5:\"redis\";}"), "problem malformed a package without a version\n"},
    {"cut", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:2:{s:4:\"name\";s:5:\"redis\";s:7:\"versio"), "problem malformed not a value as PHP writes it\n"},
    {"not serialized", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg", S_INIT("hello world"),
     "problem malformed not a value as PHP writes it\n"},
    {"a string that is longer than the file", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:1:{s:4:\"name\";s:99:\"x\";}"), "problem malformed not a value as PHP writes it\n"},
    {"an array without members", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg", S_INIT("a:0:{}"),
     "problem malformed a package without a name\n"},
    {"an array of more than it says", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:1:{s:4:\"name\";s:1:\"a\";s:7:\"version\";s:1:\"1\";}"),
     "problem malformed not a value as PHP writes it\n"},
    {"arrays in arrays", "usr/share/php/.registry/.channel.pecl.php.net/redis.reg",
     S_INIT("a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:"
            "0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{"
            "i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:"
            "1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;"
            "a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:"
            "0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;a:1:{i:0;"),
     "problem limit arrays nested deeper than 64\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pear, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pear, cases[0].path, cases[0].input);
    test_row_damage(&analyzer_pear, cases[1].path, cases[1].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/pear", tests, NULL, NULL);
}
