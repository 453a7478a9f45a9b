#include "analyzer/testing.h"

extern const struct analyzer analyzer_apk;

#define INSTALLED "lib/apk/db/installed"

static const struct row_case cases[] = {
    {"all fields, and the files", INSTALLED,
     S_INIT("C:Q1eVpkasfqZAukAXFYbgwt4xAMZWU=\nP:musl-utils\nV:1.2.4-r2\nA:x86_64\nS:1\nI:2\nT:text\nU:https://"
            "example.org\n"
            "L:MIT AND BSD-2-Clause\no:musl\nm:Some One <some@example.org>\nt:1\nc:0\nD:scanelf\np:cmd:ldd=1\n"
            "F:sbin\nR:ldconfig\na:0:0:755\nZ:Q1Kja2+POZKxEkUOZqwSjC6kmaED4=\nF:usr\nF:usr/bin\nM:0:0:700\nR:doc\nR:ldd\na:0:0:755\n"
            "Z:Q1C/8NsdjPxrVcFkCrCvs20Yi4AlY=\n\n"),
     "package apk|musl-utils||1.2.4-r2|x86_64|musl|1.2.4-r2|MIT AND BSD-2-Clause|Some One "
     "<some@example.org>|installed|\n"
     "owned 0 sha1 2a36\nowned 0 sha1 0bff\n"},
    {"without an origin there is no source", INSTALLED, S_INIT("P:a\nV:1-r0\n\n"),
     "package apk|a||1-r0||||||installed|\n"},
    {"the last block without its end", INSTALLED, S_INIT("P:a\nV:1"), "package apk|a||1||||||installed|\n"},
    {"a version does not leak from the block before", INSTALLED, S_INIT("P:a\nV:1\n\nP:b\n\n"),
     "package apk|a||1||||||installed|\nproblem malformed line 4: a package without version ('V:')\n"},
    {"a block without a name", INSTALLED, S_INIT("V:1\n\nP:b\nV:2\n\n"),
     "package apk|b||2||||||installed|\nproblem malformed line 1: a package without name ('P:')\n"},
    {"a bad line, and its package stays", INSTALLED, S_INIT("this is wrong\n\nP:a\nnonsense\nV:1\n\n"),
     "package apk|a||1||||||installed|\nproblem malformed line 1: not a 'K:value' field\n"
     "problem malformed line 4: not a 'K:value' field\n"},
    {"a line of one byte ends a block", INSTALLED, S_INIT("P:a\nV:1\n.\nP:b\nV:2\n"),
     "package apk|a||1||||||installed|\npackage apk|b||2||||||installed|\n"},
    {"of two fields the last one stays", INSTALLED, S_INIT("P:a\nV:1\nV:2\n\n"), "package apk|a||2||||||installed|\n"},
    {"the tag of a pinned repository", INSTALLED, S_INIT("P:a\nV:1\ns:edge\nF:\n\n"),
     "package apk|a||1||||||installed|edge\n"},
    {"SHA-256, long and cut to 160 bits", INSTALLED,
     S_INIT("P:a\nV:1\nF:etc\nR:x\na:0:0:755\nZ:Q2AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\nR:y\na:1:1:4711:Q1x\n"
            "Z:Q1AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n\n"
            "P:b\nV:1\nf:S\nF:etc\nR:z\na:0:0:755\nZ:Q1AQIDBAUGBwgJCgsMDQ4PEBESExQ=\n\n"
            "P:c\nV:1\nF:etc\nR:z\na:0:0:1\nZ:X10102030405060708090a0b0c0d0e0f1011121314\n\n"),
     "package apk|a||1||||||installed|\npackage apk|b||1||||||installed|\npackage apk|c||1||||||installed|\n"
     "owned 0 sha256 0102\nowned 0 sha256 0102\nowned 1 sha256 0102\nowned 2 sha1 0102\n"},
    {"a file without a digest, and one with a bad one", INSTALLED,
     S_INIT("P:a\nV:1\nF:bin\nR:x\na:0:0:755\nR:y\na:nonsense\nZ:Q1***\nF:var\nR:z\na:0:0:700\n\n"),
     "package apk|a||1||||||installed|\nowned 0 none 0000\nowned 0 none 0000\nowned 0 none 0000\n"
     "problem malformed line 8: not a digest\n"},
    {"a digest without a file", INSTALLED, S_INIT("P:a\nV:1\nF:etc\nZ:Q1Kja2+POZKxEkUOZqwSjC6kmaED4=\n\n"),
     "package apk|a||1||||||installed|\n"},
    {"files of a package without version are nobody's", INSTALLED, S_INIT("P:a\nF:etc\nR:x\n\nP:b\nV:1\n\n"),
     "package apk|b||1||||||installed|\nproblem malformed line 1: a package without version ('V:')\n"},
    {"a field of the package behind its files", INSTALLED, S_INIT("P:a\nV:1\nF:etc\nV:2\n\n"),
     "package apk|a||1||||||installed|\nproblem malformed line 4: a field of the package behind its files\n"},
    {"a file without a folder is nobody's", INSTALLED, S_INIT("P:a\nV:1\n\nP:b\nV:1\nR:x\n\n"),
     "package apk|a||1||||||installed|\npackage apk|b||1||||||installed|\n"
     "problem malformed line 6: a file outside of a folder\n"},
    {"a file with no name", INSTALLED, S_INIT("P:a\nV:1\nF:etc\nR:\n\n"),
     "package apk|a||1||||||installed|\nproblem malformed line 4: a file with a name that is no path\n"},
    {"an empty database", INSTALLED, S_INIT(""), ""},
    {"something else altogether", INSTALLED, S_INIT("asdf\n\nyolo\n"),
     "problem malformed line 1: not a 'K:value' field\nproblem malformed line 3: not a 'K:value' field\n"
     "problem database_unreadable no block of it names a package\n"},
    {"the binary form", INSTALLED, S_INIT("ADB.indx"),
     "problem unsupported a package database in apk-tools' binary form (ADB)\n"},
};

static void blocks(void **state)
{
    (void)state;
    test_row_cases(&analyzer_apk, cases, sizeof cases / sizeof *cases);
}

static void owned_paths(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    uint32_t package;
    enum digest_kind kind;

    (void)state;
    test_row_read(&analyzer_apk, S(INSTALLED),
                  S("P:a\nV:1\nF:\nR:root\na:0:0:755\nF:usr/bin\nR:x\na:0:0:755\nZ:Q1Kja2+POZKxEkUOZqwSjC6kmaED4=\n\n"), 0, arena, &facts);
    assert_true(test_owned_find(&facts, S("root"), &package, &kind));
    assert_int_equal(kind, DIGEST_NONE);
    assert_true(test_owned_find(&facts, S("usr/bin/x"), &package, &kind));
    assert_int_equal(kind, DIGEST_SHA1);
    assert_int_equal(package, 0);
    arena_destroy(arena);
}

static const struct long_case long_cases[] = {
    {&analyzer_apk, INSTALLED, "P:a\nV:1\np:", "\n\nP:b\nV:2\n",
     "package apk|a||1||||||installed|\npackage apk|b||2||||||installed|\n"},
    {&analyzer_apk, INSTALLED, "P:a\nV:1\nm:", "\n\nP:b\nV:2\n",
     "package apk|a||1||||||installed|\npackage apk|b||2||||||installed|\n"
     "problem malformed line 3: 'm:' is longer than 16384 bytes\n"},
    {&analyzer_apk, INSTALLED, "P:a\nV:1\nF:etc\nR:", "\n\nP:b\nV:2\n",
     "package apk|a||1||||||installed|\npackage apk|b||2||||||installed|\n"
     "problem malformed line 4: a file with a name that is no path\n"},
    {&analyzer_apk, INSTALLED, "P:a\nV:1\nF:", "\nR:x\n\nP:b\nV:2\n",
     "package apk|a||1||||||installed|\npackage apk|b||2||||||installed|\n"
     "problem malformed line 3: the name of a folder is too long\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_apk, INSTALLED,
                    S("P:a\nV:1\nA:x\no:b\nL:MIT\nm:m\nf:S\nF:etc\nR:x\na:0:0:644\nZ:Q1Kja2+POZKxEkUOZqwSjC6kmaED4=\n\n"
                      "P:b\nV:2\nF:\nR:y\n\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks),
        cmocka_unit_test(owned_paths),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/apk", tests, NULL, NULL);
}
