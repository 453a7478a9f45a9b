#include "analyzer/testing.h"

extern const struct analyzer analyzer_pacman, analyzer_pacman_files;

#define DESC  "var/lib/pacman/local/bash-5.2.026-2/desc"
#define FILES "var/lib/pacman/local/bash-5.2.026-2/mtree"

static const struct row_case cases[] = {
    {"all fields", DESC,
     S_INIT("%NAME%\nlinux-headers\n\n%VERSION%\n1:6.6-2\n\n%BASE%\nlinux\n\n%DESC%\ntext\n\n%ARCH%\nx86_64\n\n"
            "%PACKAGER%\nSome One <some@example.org>\n\n%LICENSE%\nGPL2\nMIT\n\n%DEPENDS%\nbash\n\n"
            "%INSTALLED_DB%\ncore\n\n"),
     "package alpm|linux-headers|1|6.6-2|x86_64|linux|1:6.6-2|GPL2 ; MIT|Some One <some@example.org>|installed|core\n"},
    {"without a base there is no source", DESC, S_INIT("%NAME%\na\n\n%VERSION%\n1-1\n"),
     "package alpm|a||1-1||||||installed|\n"},
    {"cut before the version", DESC, S_INIT("%NAME%\ngawk\n\n%VERSION%"),
     "problem malformed a package without %VERSION%\n"},
    {"values without a section", DESC, S_INIT("a\n%NAME%\nb\n\nc\n%VERSION%\n1-1\n"),
     "package alpm|b||1-1||||||installed|\n"},
    {"a section with a name too long to be one", DESC,
     S_INIT("%NAME%\nb\n%0123456789012345678901234567890123456789%\nx\n%VERSION%\n1-1\n"),
     "package alpm|b||1-1||||||installed|\n"},
    {"an empty file", DESC, S_INIT(""), "problem malformed a package without %NAME%\n"},
};

#define DIGEST "sha256digest=abcd000000000000000000000000000000000000000000000000000000000000"

static const struct row_case file_cases[] = {
    {"files but no folders and links", FILES,
     S_INIT("#mtree\n/set type=file uid=0 gid=0 mode=644\n./.PKGINFO time=1.0 size=9 " DIGEST
            "\n./usr time=1.0 type=dir\n"
            "./usr/bin/bash time=1.0 mode=755 size=9 md5digest=00 " DIGEST "\n./usr/bin/sh type=link link=bash\n"
            "./etc/bash.bashrc time=1.0 size=9 " DIGEST "\n"),
     "value package=bash-5.2.026-2\nowned - sha256 abcd\n"},
    {"packed", FILES,
     S_INIT("\037\213\010\000\000\000\000\000\002\003\123\316\055\051\112\115\345\322\057\116\055\121\050\251\054"
            "\110\265\115\313\314\111\125\310\315\117\111\265\065\063\061\341\322\323\057\055\056\322\117\312\314"
            "\323\257\200\010\232\233\232\052\024\147\126\245\332\032\052\024\147\044\032\231\232\245\144\246\247"
            "\026\227\330\046\046\045\247\030\120\000\270\000\335\051\074\367\211\000\000\000"),
     "value package=bash-5.2.026-2\nowned - sha256 abcd\n"},
    {"what is set holds until the next", FILES,
     S_INIT("/set type=dir\n./usr\n/set type=file mode=755\n./usr/a " DIGEST "\n/set mode=644\n./usr/b " DIGEST "\n"),
     "value package=bash-5.2.026-2\nowned - sha256 abcd\n"},
    {"no digest", FILES, S_INIT("./usr/bin/a type=file\n"), "value package=bash-5.2.026-2\nowned - none 0000\n"},
    {"no files", FILES, S_INIT(""), "value package=bash-5.2.026-2\n"},
    {"what is no path, and what is no digest", FILES,
     S_INIT("/set type=file mode=755\n./.. " DIGEST "\n./usr/a sha256digest=abcd\n"),
     "value package=bash-5.2.026-2\nproblem malformed line 2: not a file and its digest\n"
     "problem malformed line 3: not a file and its digest\n"},
};

static void descriptions(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pacman, cases, sizeof cases / sizeof *cases);
}

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pacman_files, file_cases, sizeof file_cases / sizeof *file_cases);
}

static const struct long_case long_cases[] = {
    {&analyzer_pacman, DESC, "%NAME%\na\n\n%DESC%\n", "\n\n%VERSION%\n1-1\n", "package alpm|a||1-1||||||installed|\n"},
    {&analyzer_pacman, DESC, "%NAME%\na\n\n%PACKAGER%\n", "\n\n%VERSION%\n1-1\n",
     "package alpm|a||1-1||||||installed|\nproblem malformed line 5: a value of more than 16384 bytes\n"},
    {&analyzer_pacman_files, FILES, "/set type=file mode=755\n./", " " DIGEST "\n./usr/a " DIGEST "\n",
     "value package=bash-5.2.026-2\nowned - sha256 abcd\nproblem malformed line 2: not a file and its digest\n"},
};

static void names_are_plain(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    uint32_t package;
    enum digest_kind kind;

    (void)state;
    test_row_read(&analyzer_pacman_files, S(FILES), S("./usr/bin/a\\040b\\c type=file mode=755 " DIGEST "\n"), 0, arena,
                  &facts);
    assert_true(test_owned_find(&facts, S("usr/bin/a b\\c"), &package, &kind));
    assert_int_equal(kind, DIGEST_SHA256);
    arena_destroy(arena);
}

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pacman, DESC, cases[0].input);
    test_row_damage(&analyzer_pacman_files, FILES, file_cases[0].input);
    test_row_damage(&analyzer_pacman_files, FILES, file_cases[1].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptions), cmocka_unit_test(files),  cmocka_unit_test(names_are_plain),
        cmocka_unit_test(long_lines),   cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/pacman", tests, NULL, NULL);
}
