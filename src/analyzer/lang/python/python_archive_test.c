#include "analyzer/testing.h"

extern const struct analyzer analyzer_python_archive;

static const struct row_case cases[] = {
    {"a wheel, with its metadata last", "w/foo-1.2-py3-none-any.whl",
     S_INIT("PK\003\004\024\000\000\000\000\000\000\000!"
            "\000\203\026\334\214\001\000\000\000\001\000\000\000\017\000\000\000foo/"
            "__init__.pyxPK\003\004\024\000\000\000\000\000\000\000!\000}"
            "s\205\007\024\000\000\000\024\000\000\000\014\000\000\000foo/METADATAName: no\n"
            "Version: 0\n"
            "PK\003\004\024\000\000\000\000\000\000\000!"
            "\000\251C\266\017\027\000\000\000\027\000\000\000\032\000\000\000foo-1.2.dist-info/METADATAName: Foo\n"
            "Version: 1.2\n"
            "PK\001\002\024\003\024\000\000\000\000\000\000\000!"
            "\000\203\026\334\214\001\000\000\000\001\000\000\000\017\000\000\000\000\000\000\000\000\000\000\000\200"
            "\001\000\000\000\000foo/"
            "__init__.pyPK\001\002\024\003\024\000\000\000\000\000\000\000!\000}"
            "s\205\007\024\000\000\000\024\000\000\000\014\000\000\000\000\000\000\000\000\000\000\000\200\001."
            "\000\000\000foo/"
            "METADATAPK\001\002\024\003\024\000\000\000\000\000\000\000!"
            "\000\251C\266\017\027\000\000\000\027\000\000\000\032\000\000\000\000\000\000\000\000\000\000\000\200\001l"
            "\000\000\000foo-1.2.dist-info/"
            "METADATAPK\005\006\000\000\000\000\003\000\003\000\277\000\000\000\273\000\000\000\000\000"),
     "package pypi|foo||1.2||||||installed|\n"},
    {"an egg", "foo-1.2-py2.7.egg",
     S_INIT(
         "PK\003\004\024\000\000\000\010\000\000\000!"
         "\000\251C\266\017\031\000\000\000\027\000\000\000\021\000\000\000EGG-INFO/"
         "PKG-INFO\363K\314M\265Rp\313\317\347\n"
         "K-*\316\314\317\263R0\3243\342\002\000PK\001\002\024\003\024\000\000\000\010\000\000\000!"
         "\000\251C\266\017\031\000\000\000\027\000\000\000\021\000\000\000\000\000\000\000\000\000\000\000\200\001\000"
         "\000\000\000EGG-INFO/PKG-INFOPK\005\006\000\000\000\000\001\000\001\000?\000\000\000H\000\000\000\000\000"),
     "package pypi|foo||1.2||||||installed|\n"},
    {"metadata of what a wheel carries is not its own", "a.whl",
     S_INIT("PK\003\004\024\000\000\000\000\000\000\000!"
            "\000\251C\266\017\027\000\000\000\027\000\000\000\036\000\000\000a/_vendor/b.dist-info/METADATAName: Foo\n"
            "Version: 1.2\n"
            "PK\001\002\024\003\024\000\000\000\000\000\000\000!"
            "\000\251C\266\017\027\000\000\000\027\000\000\000\036\000\000\000\000\000\000\000\000\000\000\000\200\001"
            "\000\000\000\000a/_vendor/b.dist-info/"
            "METADATAPK\005\006\000\000\000\000\001\000\001\000L\000\000\000S\000\000\000\000\000"),
     "problem malformed an archive without metadata\n"},
    {"no zip archive", "a.egg", S_INIT("import sys"), "problem malformed not a zip archive\n"},
    {"a folder of an egg that is no archive", "a.whl", S_INIT(""), "problem malformed not a zip archive\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_python_archive, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_python_archive, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/python_archive", tests, NULL, NULL);
}
