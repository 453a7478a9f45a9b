#include "analyzer/testing.h"

extern const struct analyzer analyzer_pom_properties;

static const struct row_case cases[] = {
    {"an unpacked application", "webapps/x/META-INF/maven/g/a/pom.properties",
     S_INIT("#c\nversion=1\ngroupId: g\nartifactId a\n"), "package maven|g:a||1|||||||\n"},
    {"escapes, and lines that go on", "META-INF/maven/g/a/pom.properties",
     S_INIT("groupId=\\u0067\\\n  .h\n! c\nartifactId=a\\:b\\\\\nversion = 1\\t \r\n"),
     "package maven|g.h:a:b\\||1|||||||\n"},
    {"what a build leaves elsewhere", "target/maven-archiver/pom.properties",
     S_INIT("version=1\ngroupId=g\nartifactId=a\n"), ""},
    {"half of it", "META-INF/maven/g/a/pom.properties", S_INIT("version=1\ngroupId=g\n"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pom_properties, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pom_properties, cases[1].path, cases[1].input);
}

static void test_long_lines(void **state)
{
    static const struct long_case lines[] = {
        {&analyzer_pom_properties, "META-INF/maven/g/a/pom.properties", "x=", "\ngroupId=g\nartifactId=a\n",
         "package maven|g:a|||||||||\n"},
    };

    (void)state;
    test_row_long_lines(lines, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage),
                                       cmocka_unit_test(test_long_lines)};
    return cmocka_run_group_tests_name("analyzer/pom_properties", tests, NULL, NULL);
}
