#include "analyzer/testing.h"

extern const struct analyzer analyzer_pacman, analyzer_pacman_files;

#define DESC  "var/lib/pacman/local/bash-5.2.026-2/desc"
#define FILES "var/lib/pacman/local/bash-5.2.026-2/files"

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

static const struct row_case file_cases[] = {
    {"files but no folders, and no backups", FILES,
     S_INIT("%FILES%\netc/\netc/bash.bashrc\nusr/\nusr/bin/bash\n\n%BACKUP%\netc/bash.bashrc\t00\n"),
     "value package=bash-5.2.026-2\nowned - none 0000\n"},
    {"no files", FILES, S_INIT(""), "value package=bash-5.2.026-2\n"},
    {"what is no path", FILES, S_INIT("%FILES%\n..\nusr/a\n"),
     "value package=bash-5.2.026-2\nowned - none 0000\nproblem malformed line 2: not a path\n"},
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
    {&analyzer_pacman_files, FILES, "%FILES%\n", "\nusr/a\n",
     "value package=bash-5.2.026-2\nowned - none 0000\nproblem malformed line 2: not a path\n"},
};

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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(descriptions),
        cmocka_unit_test(files),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/pacman", tests, NULL, NULL);
}
