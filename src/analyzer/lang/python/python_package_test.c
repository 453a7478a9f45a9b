#include "analyzer/testing.h"

extern const struct analyzer analyzer_python_package;

static const struct row_case cases[] = {
    {"a wheel that was installed", "usr/lib/python3/site-packages/a-1.0.dist-info/METADATA",
     S_INIT("Metadata-Version: 2.1\n"
            "Name: Foo_Bar.baz\n"
            "Version: 1.0.post1\n"
            "Author: A. B.\n"
            "License-Expression: MIT\n"
            "License: other\n"
            "Requires-Dist: click (>=7)\n"
            "Requires-Dist: Tomli ; python_version < \"3.11\"\n"
            "Requires-Dist: pytest ; extra == 'test'\n"
            "\n"
            "Name: not me\n"
            "Version: 2\n"),
     "package pypi|foo-bar-baz||1.0.post1||||MIT|A. B.|installed| [needs=click,tomli]\n"},
    {"the first of two fields counts", "usr/lib/python3/site-packages/a-1.0.dist-info/METADATA",
     S_INIT("Name: a\n"
            "Name: b\n"
            "Version: 1\n"
            "Version: 2\n"),
     "package pypi|a||1||||||installed|\n"},
    {"a field that goes on is no field of its own", "usr/lib/python3/site-packages/a-1.0.dist-info/METADATA",
     S_INIT("Name: a\n"
            "Description: x\n"
            " Version: 9\n"
            "\tVersion: 8\n"
            "Version: 1\n"),
     "package pypi|a||1||||||installed|\n"},
    {"names of fields have no case, lines end in CRLF", "x/A.DIST-INFO/METADATA",
     S_INIT("\357\273\277name: a\r\n"
            "VERSION: 1\r\n"
            "\r\n"
            "Name: b\r\n"),
     "package pypi|a||1||||||installed|\n"},
    {"an egg that was unpacked", "x/EGG-INFO/PKG-INFO",
     S_INIT("Name: a\n"
            "Version: 1\n"
            "License: UNKNOWN\n"
            "Author-email: a@example.org\n"),
     "package pypi|a||1|||||a@example.org|installed|\n"},
    {"an egg-info folder", "usr/lib/python3/site-packages/a-1.0.egg-info/PKG-INFO",
     S_INIT("Name: a\n"
            "Version: 1\n"),
     "package pypi|a||1||||||installed|\n"},
    {"an egg-info file", "usr/lib/python3/dist-packages/a.egg-info",
     S_INIT("Metadata-Version: 1.1\n"
            "Name: a\n"
            "Version: 1\n"),
     "package pypi|a||1||||||installed|\n"},
    {"a METADATA of something else", "opt/x/METADATA",
     S_INIT("Name: a\n"
            "Version: 1\n"),
     ""},
    {"a PKG-INFO of a source archive", "src/a-1.0/PKG-INFO",
     S_INIT("Name: a\n"
            "Version: 1\n"),
     ""},
    {"without a version", "usr/lib/python3/site-packages/a-1.0.dist-info/METADATA",
     S_INIT("Name: a\n"
            "\n"
            "Version: 1\n"),
     "problem malformed no 'Version' field\n"},
    {"without a name", "usr/lib/python3/site-packages/a-1.0.dist-info/METADATA", S_INIT("Version: 1\n"),
     "problem malformed no 'Name' field\n"},
    {"an empty file", "usr/lib/python3/site-packages/a-1.0.egg-info/PKG-INFO", S_INIT(""),
     "problem malformed no 'Name' field\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_python_package, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_python_package, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/python_package", tests, NULL, NULL);
}
