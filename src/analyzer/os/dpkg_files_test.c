#include "analyzer/testing.h"

extern const struct analyzer analyzer_dpkg_files;

#define PATH "var/lib/dpkg/info/libc6:amd64.md5sums"

static const struct row_case cases[] = {
    {"the package is the file's name", PATH,
     S_INIT("0123456789abcdef0123456789abcdef  lib/x86_64-linux-gnu/libnobody.so.6\n"
            "0123456789abcdef0123456789abcdef  usr/bin/ldd\n"
            "1123456789abcdef0123456789abcdef *usr/bin/with blank\n"),
     "value package=libc6:amd64\nowned - md5 0123\nowned - md5 1123\n"},
    {"no files", PATH, S_INIT(""), "value package=libc6:amd64\n"},
    {"bad lines, and the next ones", PATH,
     S_INIT("0123456789abcdef0123456789abcdeg  usr/a\n0123456789abcdef0123456789abcdef usr/a\n"
            "0123456789abcdef0123456789abcdef  \nshort\n0123456789abcdef0123456789abcdef  usr/b"),
     "value package=libc6:amd64\nowned - md5 0123\n"
     "problem malformed line 1: not an 'MD5  path' line\nproblem malformed line 2: not an 'MD5  path' line\n"
     "problem malformed line 3: not an 'MD5  path' line\nproblem malformed line 4: not an 'MD5  path' line\n"},
};

static void lines(void **state)
{
    (void)state;
    test_row_cases(&analyzer_dpkg_files, cases, sizeof cases / sizeof *cases);
}

static const struct long_case long_cases[] = {
    {&analyzer_dpkg_files, PATH, "0123456789abcdef0123456789abcdef  ", "\n1123456789abcdef0123456789abcdef  usr/b\n",
     "value package=libc6:amd64\nowned - md5 1123\nproblem malformed line 1: not an 'MD5  path' line\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void paths_are_normal(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    uint32_t package;
    enum digest_kind kind;

    (void)state;
    test_row_read(&analyzer_dpkg_files, S(PATH),
                  S("0123456789abcdef0123456789abcdef  ./usr/a\n0123456789abcdef0123456789abcdef  /../usr//b\n"), 0,
                  arena, &facts);
    assert_true(test_owned_find(&facts, S("usr/a"), &package, &kind));
    assert_true(test_owned_find(&facts, S("usr/b"), &package, &kind));
    assert_int_equal(package, OWNED_NO_PACKAGE);
    arena_destroy(arena);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_dpkg_files, PATH, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(paths_are_normal),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/dpkg_files", tests, NULL, NULL);
}
