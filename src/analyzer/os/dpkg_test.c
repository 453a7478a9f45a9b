#include "analyzer/testing.h"

extern const struct analyzer analyzer_dpkg;

#define STATUS "var/lib/dpkg/status"

static const struct row_case cases[] = {
    {"all fields of a record", STATUS,
     S_INIT("Package: libssl3\nStatus: install ok installed\nPriority: optional\n"
            "Maintainer: Someone <some@example.org>\nArchitecture: amd64\nSource: openssl\nVersion: 3.0.11-1~deb12u2\n"
            "Depends: libc6 (>= 2.34)\nDescription: a library\n that does things\n .\n and others\n\n"),
     "package deb|libssl3||3.0.11-1~deb12u2|amd64|openssl|3.0.11-1~deb12u2||Someone <some@example.org>|installed|\n"},
    {"the epoch leaves the version, and stays in the source's", STATUS,
     S_INIT("Package: bind9\nVersion: 1:9.18-1\nArchitecture: amd64\n"),
     "package deb|bind9|1|9.18-1|amd64|bind9|1:9.18-1|||installed|\n"},
    {"an explicit epoch of 0 is kept", STATUS, S_INIT("Package: a\nVersion: 0:1\n"),
     "package deb|a|0|1||a|0:1|||installed|\n"},
    {"what is no epoch stays", STATUS, S_INIT("Package: a\nVersion: x:1\n\nPackage: b\nVersion: 99999999999:1\n"),
     "package deb|a||x:1||a|x:1|||installed|\npackage deb|b||99999999999:1||b|99999999999:1|||installed|\n"},
    {"source with a version of its own", STATUS,
     S_INIT("Package: bsdutils\nSource: util-linux (2.38.1-5)\nVersion: 1:2.38.1-5\n"),
     "package deb|bsdutils|1|2.38.1-5||util-linux|2.38.1-5|||installed|\n"},
    {"source with an empty bracket", STATUS, S_INIT("Package: a\nSource: b ()\nVersion: 1\n"),
     "package deb|a||1||b|1|||installed|\n"},
    {"all states are kept", STATUS,
     S_INIT("Package: a\nStatus: deinstall ok config-files\nVersion: 1\n\n"
            "Package: b\nStatus: hold reinstreq half-installed\nVersion: 2\n"),
     "package deb|a||1||a|1|||config-files|\npackage deb|b||2||b|2|||half-installed|\n"},
    {"a selection without a version is no loss", STATUS,
     S_INIT("Package: a\nStatus: purge ok not-installed\nPriority: optional\n"), ""},
    {"a Status of other than three words", STATUS, S_INIT("Package: a\nStatus: installed\nVersion: 1\n"),
     "package deb|a||1||a|1|||installed|\n"
     "problem malformed line 1: 'Status' is not three words: taken as installed\n"},
    {"an installed package without a version", STATUS, S_INIT("Package: a\nStatus: install ok installed\n"),
     "problem malformed line 1: package 'a' without 'Version'\n"},
    {"what dpkg does not take for a version", STATUS,
     S_INIT("Package: a\nVersion: 1:5.#\n\nPackage: b\nVersion: 1~b+c-2\n"),
     "package deb|b||1~b+c-2||b|1~b+c-2|||installed|\nproblem malformed line 1: package 'a': '1:5.#' is no version\n"},
    {"a record without a name, and the next one", STATUS, S_INIT("Version: 1\n\nPackage: b\nVersion: 2\n"),
     "package deb|b||2||b|2|||installed|\nproblem malformed line 1: a record without 'Package'\n"},
    {"fields do not leak into the next record", STATUS,
     S_INIT("Package: a\nSource: s\nVersion: 1\nMaintainer: m\n\nPackage: b\nVersion: 2\n"),
     "package deb|a||1||s|1||m|installed|\npackage deb|b||2||b|2|||installed|\n"},
    {"names of fields have no case", STATUS, S_INIT("package: a\nVERSION: 1\n"),
     "package deb|a||1||a|1|||installed|\n"},
    {"blanks around the colon", STATUS, S_INIT("Package :a\nVersion:\t1 \n"), "package deb|a||1||a|1|||installed|\n"},
    {"lines end with CR LF", STATUS, S_INIT("Package: a\r\nVersion: 1\r\n\r\nPackage: b\r\nVersion: 2\r\n"),
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"},
    {"the last line without its end", STATUS, S_INIT("Package: a\nVersion: 1"), "package deb|a||1||a|1|||installed|\n"},
    {"many empty lines", STATUS, S_INIT("\n\n\nPackage: a\nVersion: 1\n\n\n\n"),
     "package deb|a||1||a|1|||installed|\n"},
    {"a bad line, and its package stays", STATUS, S_INIT("Package: a\nnonsense\nVersion: 1\n"),
     "package deb|a||1||a|1|||installed|\nproblem malformed line 2: not a 'Key: value' field\n"},
    {"a missing empty line costs no package", STATUS, S_INIT("Package: a\nVersion: 1\nPackage: b\nVersion: 2\n"),
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"
     "problem malformed line 3: a second 'Package' field: no empty line before it\n"},
    {"a name that waited is not overwritten by the next that waits", STATUS,
     S_INIT("Package: a\nVersion: 1\nPackage: bb\nVersion: 2\nPackage: cc\nVersion: 3\n"),
     "package deb|a||1||a|1|||installed|\npackage deb|bb||2||bb|2|||installed|\npackage deb|cc||3||cc|3|||installed|\n"
     "problem malformed line 3: a second 'Package' field: no empty line before it\n"
     "problem malformed line 5: a second 'Package' field: no empty line before it\n"},
    {"of two versions the last one stays", STATUS, S_INIT("Package: a\nVersion: 1\nVersion: 2\n"),
     "package deb|a||2||a|2|||installed|\nproblem malformed line 3: a second 'Version' field in one record\n"},
    {"a blank line goes on with its field", STATUS, S_INIT("Package: a\nDescription: x\n \n more\nVersion: 1\n"),
     "package deb|a||1||a|1|||installed|\n"},
    {"a version over two lines", STATUS, S_INIT("Package: a\nVersion: 1\n .2\n"),
     "package deb|a||1||a|1|||installed|\nproblem malformed line 3: 'Version' goes on over a second line\n"},
    {"the origin is kept", STATUS, S_INIT("Package: a\nVersion: 1\nOrigin: LP-PPA-x\n"),
     "package deb|a||1||a|1|||installed|LP-PPA-x\n"},
    {"text that is no UTF-8", STATUS, S_INIT("Package: a\nVersion: 1\nMaintainer: J\xf6rg\n"),
     "package deb|a||1||a|1||J\xef\xbf\xbdrg|installed|\n"},
    {"conffiles are owned, with their digests", STATUS,
     S_INIT("Package: a\nVersion: 1\nConffiles:\n /srv/bin/a b.conf 87fc76f18e98ee7d3848f6b81b3391e5\n"
            " /srv/bin/old 11aa7f2181889ffb00b87df4126d1701 obsolete\n"
            " /srv/bin/gone 22aa7f2181889ffb00b87df4126d1701 obsolete remove-on-upgrade\n /srv/bin/new newconffile\n "
            "/etc/nobody-asks 87fc76f18e98ee7d3848f6b81b3391e5\n"
            "Description: x\n"),
     "package deb|a||1||a|1|||installed|\nowned 0 md5 87fc\nowned 0 md5 11aa\nowned 0 md5 22aa\nowned 0 none 0000\n"},
    {"a conffile that is none", STATUS, S_INIT("Package: a\nVersion: 1\nConffiles:\n nonsense\n"),
     "package deb|a||1||a|1|||installed|\nproblem malformed line 1: package 'a': not a conffile: 'nonsense'\n"},
    {"a record of status.d has no Status", "var/lib/dpkg/status.d/base",
     S_INIT("Package: base-files\nVersion: 11.1+deb11u3\nArchitecture: amd64\n"),
     "package deb|base-files||11.1+deb11u3|amd64|base-files|11.1+deb11u3|||installed|\n"},
    {"md5sums in status.d are no record", "var/lib/dpkg/status.d/libc6.md5sums",
     S_INIT("0123456789abcdef0123456789abcdef  usr/bin/ldd\n"), "value package=libc6\nowned - md5 0123\n"},
    {"scripts in status.d are no record", "var/lib/dpkg/status.d/libc6.postinst", S_INIT("#!/bin/sh\nexit 0\n"), ""},
    {"an empty database", STATUS, S_INIT(""), ""},
    {"something else altogether", STATUS, S_INIT("asdf\n\nyolo\n"),
     "problem malformed line 1: not a 'Key: value' field\nproblem malformed line 1: a record without 'Package'\n"
     "problem malformed line 3: not a 'Key: value' field\nproblem malformed line 3: a record without 'Package'\n"
     "problem database_unreadable no record of it names a package\n"},
};

static void records(void **state)
{
    (void)state;
    test_row_cases(&analyzer_dpkg, cases, sizeof cases / sizeof *cases);
}

static void owned_paths_are_normal(void **state)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;
    uint32_t package;
    enum digest_kind kind;

    (void)state;
    test_row_read(&analyzer_dpkg, S(STATUS),
                  S("Package: a\nVersion: 1\n\nPackage: b\nVersion: 1\n"
                    "Conffiles:\n /usr//bin/other 31aa7f2181889ffb00b87df4126d1701\n"),
                  0, arena, &facts);
    assert_true(test_owned_find(&facts, S("usr/bin/other"), &package, &kind));
    assert_int_equal(package, 1);
    assert_int_equal(kind, DIGEST_MD5);
    arena_destroy(arena);
}

static const struct long_case long_cases[] = {
    {&analyzer_dpkg, STATUS, "Package: a\nVersion: 1\nDescription: ", "\n\nPackage: b\nVersion: 2\n",
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"},
    {&analyzer_dpkg, STATUS, "Package: a\nVersion: 1\nDescription: x\n ", "\n\nPackage: b\nVersion: 2\n",
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"},
    {&analyzer_dpkg, STATUS, "Package: a\nVersion: ", "\n\nPackage: b\nVersion: 2\n",
     "package deb|b||2||b|2|||installed|\nproblem malformed line 2: 'Version' is longer than 16384 bytes\n"
     "problem malformed line 1: package 'a' without 'Version'\n"},
    {&analyzer_dpkg, STATUS, "Package: a\nVersion: 1\nConffiles:\n ", "\n\nPackage: b\nVersion: 2\n",
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"
     "problem malformed line 4: 'Conffiles' is longer than 16384 bytes\n"},
    {&analyzer_dpkg, STATUS, "Package: a\nVersion: 1\n", "\n\nPackage: b\nVersion: 2\n",
     "package deb|a||1||a|1|||installed|\npackage deb|b||2||b|2|||installed|\n"
     "problem malformed line 3: not a 'Key: value' field\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_dpkg, STATUS,
                    S("Package: a\nStatus: install ok installed\nSource: s (2)\nVersion: 1:2-3\n"
                      "Conffiles:\n /etc/a 87fc76f18e98ee7d3848f6b81b3391e5 obsolete\n\nPackage: b\nVersion: 2\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records),
        cmocka_unit_test(owned_paths_are_normal),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/dpkg", tests, NULL, NULL);
}
