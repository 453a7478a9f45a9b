#include "analyzer/testing.h"

extern const struct analyzer analyzer_opkg, analyzer_opkg_files;

#define STATUS "usr/lib/opkg/status"
#define LIST   "usr/lib/opkg/info/dropbear.list"

static const struct row_case cases[] = {
    {"all fields", STATUS,
     S_INIT(
         "Package: dropbear\nVersion: 2024.85-r0\nDepends: libc\nStatus: install user installed\nArchitecture: x86_64\n"
         "Source: feeds/base\nLicense: MIT\nMaintainer: Some One <some@example.org>\nInstalled-Time: 1\n\n"),
     "package opkg|dropbear||2024.85-r0|x86_64|feeds/base||MIT|Some One <some@example.org>|installed|\n"},
    {"no source is made up", STATUS, S_INIT("Package: a\nVersion: 1:2\nStatus: install ok installed\n"),
     "package opkg|a|1|2||||||installed|\n"},
    {"all states are kept", STATUS, S_INIT("Package: a\nVersion: 1\nStatus: install user unpacked\n"),
     "package opkg|a||1||||||unpacked|\n"},
    {"without a version", STATUS, S_INIT("Package: a\n\nPackage: b\nVersion: 2\n"),
     "package opkg|b||2||||||installed|\nproblem malformed line 1: package 'a' without 'Version'\n"},
    {"a selection without a version is no loss", STATUS, S_INIT("Package: a\nStatus: unknown ok not-installed\n"), ""},
    {"an empty database", STATUS, S_INIT("\n"), ""},
    {"something else altogether", STATUS, S_INIT("asdf\n"),
     "problem malformed line 1: not a 'Key: value' field\nproblem malformed line 1: a record without 'Package'\n"
     "problem database_unreadable no record of it names a package\n"},
};

static const struct row_case file_cases[] = {
    {"old and new lines", LIST, S_INIT("/usr/sbin/dropbear\n/etc/config/dropbear\t0100644\n\n/bin/x\t0120777\tbusybox"),
     "value package=dropbear\nowned - none 0000\nowned - none 0000\n"},
    {"what is no path", LIST, S_INIT("/\n/bin/x\n"),
     "value package=dropbear\nowned - none 0000\nproblem malformed line 1: not a path\n"},
};

static void records(void **state)
{
    (void)state;
    test_row_cases(&analyzer_opkg, cases, sizeof cases / sizeof *cases);
}

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_opkg_files, file_cases, sizeof file_cases / sizeof *file_cases);
}

static const struct long_case long_cases[] = {
    {&analyzer_opkg, STATUS, "Package: a\nVersion: 1\nDepends: ", "\n\nPackage: b\nVersion: 2\n",
     "package opkg|a||1||||||installed|\npackage opkg|b||2||||||installed|\n"},
    {&analyzer_opkg, STATUS, "Package: a\nVersion: 1\nLicense: ", "\n\nPackage: b\nVersion: 2\n",
     "package opkg|a||1||||||installed|\npackage opkg|b||2||||||installed|\nproblem malformed line 3: 'License' is "
     "longer than 16384 bytes\n"},
    {&analyzer_opkg_files, LIST, "/", "\n/b\n",
     "value package=dropbear\nowned - none 0000\nproblem malformed line 1: not a path\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_opkg, STATUS, cases[0].input);
    test_row_damage(&analyzer_opkg_files, LIST, file_cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records),
        cmocka_unit_test(files),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/opkg", tests, NULL, NULL);
}
