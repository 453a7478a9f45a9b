#include "analyzer/testing.h"

extern const struct analyzer analyzer_os_release, analyzer_release_files, analyzer_debian_version;

#define RELEASE "etc/os-release"

static const struct row_case cases[] = {
    {"plain, quoted, commented", RELEASE,
     S_INIT("# a comment\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME='Debian GNU/Linux'\nVERSION_ID=\"12\"\n"
            "ID=debian\nHOME_URL=\"https://example.org/\"\n"),
     "value ID=debian\nvalue NAME=Debian GNU/Linux\nvalue PRETTY_NAME=Debian GNU/Linux 12 (bookworm)\n"
     "value VERSION_ID=12\n"},
    {"the last line without its end", RELEASE, S_INIT("ID=alpine"), "value ID=alpine\n"},
    {"lines end with CR LF", RELEASE, S_INIT("ID=alpine\r\nVERSION_ID=3\r\n"), "value ID=alpine\nvalue VERSION_ID=3\n"},
    {"escapes in double quotes", RELEASE, S_INIT("NAME=\"a\\\"b\\\\c\\`d\\$e\\nf\"\n"), "value NAME=a\"b\\c`d$e\\nf\n"},
    {"none in single quotes", RELEASE, S_INIT("NAME='a\\\"b$c'\n"), "value NAME=a\\\"b$c\n"},
    {"escapes without quotes", RELEASE, S_INIT("NAME=a\\ b\\\\c\\'d\n"), "value NAME=a b\\c'd\n"},
    {"blanks around", RELEASE, S_INIT("  NAME =  a b  \t\nID= x\n"), "value ID=x\nvalue NAME=a b\n"},
    {"a blank at the end that a backslash keeps", RELEASE, S_INIT("NAME=a\\ \n"), "value NAME=a \n"},
    {"pieces in quotes join", RELEASE, S_INIT("NAME=\"a\"'b'\n"), "value NAME=ab\n"},
    {"a quote goes over a line", RELEASE, S_INIT("NAME=\"a\nb\"\nID=x\n"), "value ID=x\nvalue NAME=a\nb\n"},
    {"a backslash joins lines", RELEASE, S_INIT("NAME=\"a\\\nb\"\nID=x\\\ny\n"), "value ID=xy\nvalue NAME=ab\n"},
    {"a comment with a backslash ends with its line but one", RELEASE, S_INIT("# x\\\nID=a\nID_LIKE=b\n"),
     "value ID_LIKE=b\n"},
    {"the last of two wins", RELEASE, S_INIT("ID=a\nID=b\n"), "value ID=b\n"},
    {"empty values say nothing", RELEASE, S_INIT("ID=x\nVERSION_ID=\"\"\nVARIANT_ID=\n"), "value ID=x\n"},
    {"a line that is none", RELEASE, S_INIT("nonsense\nID=x\n"),
     "value ID=x\nproblem malformed line 1: not a 'NAME=value' field\n"},
    {"a quote that nobody closes", RELEASE, S_INIT("ID=x\nNAME=\"a\nVERSION_ID=1\n"),
     "value ID=x\nvalue NAME=a\nVERSION_ID=1\n\nproblem malformed line 4: a quote is not closed\n"},
    {"an empty file", RELEASE, S_INIT(""), ""},
};

static const struct row_case fallbacks[] = {
    {"CentOS 6", "etc/centos-release", S_INIT("CentOS release 6.10 (Final)\n"),
     "value ID=centos\nvalue VERSION_ID=6.10\nvalue PRETTY_NAME=CentOS release 6.10 (Final)\n"},
    {"CentOS Stream", "etc/redhat-release", S_INIT("CentOS Stream release 8\n"),
     "value ID=centos\nvalue VERSION_ID=8\nvalue PRETTY_NAME=CentOS Stream release 8\n"},
    {"RHEL", "etc/redhat-release", S_INIT("Red Hat Enterprise Linux Server release 6.9 (Santiago)"),
     "value ID=rhel\nvalue VERSION_ID=6.9\nvalue PRETTY_NAME=Red Hat Enterprise Linux Server release 6.9 (Santiago)\n"},
    {"an old Red Hat Linux is not RHEL", "etc/redhat-release", S_INIT("Red Hat Linux release 9 (Shrike)\n"),
     "value VERSION_ID=9\nvalue PRETTY_NAME=Red Hat Linux release 9 (Shrike)\n"},
    {"Amazon Linux 1", "etc/system-release", S_INIT("Amazon Linux AMI release 2018.03\n"),
     "value ID=amzn\nvalue VERSION_ID=2018.03\nvalue PRETTY_NAME=Amazon Linux AMI release 2018.03\n"},
    {"Mariner without the build's day", "etc/mariner-release",
     S_INIT("CBL-Mariner 2.0.20240123\nMARINER_BUILD_NUMBER=1\n"),
     "value ID=mariner\nvalue VERSION_ID=2.0\nvalue PRETTY_NAME=CBL-Mariner 2.0.20240123\n"},
    {"openEuler", "etc/openEuler-release", S_INIT("openEuler release 22.03 (LTS-SP1)\n"),
     "value ID=openEuler\nvalue VERSION_ID=22.03\nvalue PRETTY_NAME=openEuler release 22.03 (LTS-SP1)\n"},
    {"Alpine", "etc/alpine-release", S_INIT("3.13_alpha20210212\n"),
     "value ID=alpine\nvalue VERSION_ID=3.13_alpha20210212\n"},
    {"Arch says it with an empty file", "etc/arch-release", S_INIT(""), "value ID=arch\n"},
    {"SLES with its service pack", "etc/SuSE-release",
     S_INIT("SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n"),
     "value ID=sles\nvalue VERSION_ID=11.4\nvalue PRETTY_NAME=SUSE Linux Enterprise Server 11 (x86_64)\n"},
    {"openSUSE", "etc/SuSE-release", S_INIT("openSUSE 13.2 (x86_64)\nVERSION = 13.2\nCODENAME = Harlequin\n"),
     "value ID=opensuse\nvalue VERSION_ID=13.2\nvalue PRETTY_NAME=openSUSE 13.2 (x86_64)\n"},
    {"lsb-release", "etc/lsb-release",
     S_INIT("DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_CODENAME=lucid\n"
            "DISTRIB_DESCRIPTION=\"Ubuntu 10.04.4 LTS\"\n"),
     "value ID=ubuntu\nvalue VERSION_ID=10.04\nvalue VERSION_CODENAME=lucid\nvalue PRETTY_NAME=Ubuntu 10.04.4 LTS\n"},
    {"OpenWrt", "etc/openwrt_release", S_INIT("DISTRIB_ID='OpenWrt'\nDISTRIB_RELEASE='19.07.2'\n"),
     "value ID=openwrt\nvalue VERSION_ID=19.07.2\n"},
    {"a CPE", "etc/system-release-cpe", S_INIT("cpe:/o:centos:linux:6:GA"),
     "value ID=centos\nvalue VERSION_ID=6\nvalue CPE_NAME=cpe:/o:centos:linux:6:GA\n"},
    {"a CPE of nobody we know", "etc/system-release-cpe", S_INIT("cpe:/o:acme:os:1\n"),
     "value CPE_NAME=cpe:/o:acme:os:1\n"},
    {"no CPE", "etc/system-release-cpe", S_INIT("a:b:centos\n"), "value CPE_NAME=a:b:centos\n"},
    {"an empty file", "etc/redhat-release", S_INIT("\n\n"), ""},
};

static const struct row_case debians[] = {
    {"a point release", "etc/debian_version", S_INIT("12.5\n"), "value ID=debian\nvalue VERSION_ID=12.5\n"},
    {"in development", "etc/debian_version", S_INIT("trixie/sid\n"),
     "value ID=debian\nvalue VERSION_CODENAME=trixie\n"},
    {"a derivative's word", "etc/debian_version", S_INIT("kali-rolling\n"), ""},
    {"an empty file", "etc/debian_version", S_INIT(""), ""},
};

static void os_release(void **state)
{
    (void)state;
    test_row_cases(&analyzer_os_release, cases, sizeof cases / sizeof *cases);
}

static void release_files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_release_files, fallbacks, sizeof fallbacks / sizeof *fallbacks);
}

static void debian_version(void **state)
{
    (void)state;
    test_row_cases(&analyzer_debian_version, debians, sizeof debians / sizeof *debians);
}

static const struct long_case long_cases[] = {
    {&analyzer_os_release, RELEASE, "HOME_URL=\"", "\"\nID=x\n", "value ID=x\n"},
    {&analyzer_os_release, RELEASE, "NAME=\"", "\"\nID=x\n",
     "value ID=x\nproblem malformed the value of 'NAME' is longer than 4096 bytes\n"},
    {&analyzer_os_release, RELEASE, "", "=y\nID=x\n", "value ID=x\n"},
    {&analyzer_os_release, RELEASE, "#", "\nID=x\n", "value ID=x\n"},
    {&analyzer_release_files, "etc/redhat-release", "", "\n", "problem malformed line 1: longer than 1024 bytes\n"},
    {&analyzer_debian_version, "etc/debian_version", "", "\n", ""},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_os_release, RELEASE, S("# c\nNAME=\"a\\\"b\"'c'\nID=x\\ y\nVERSION_ID=\"1\\\n2\"\n"));
    for (size_t i = 0; i < sizeof fallbacks / sizeof *fallbacks; i++)
        test_row_damage(&analyzer_release_files, fallbacks[i].path, fallbacks[i].input);
    test_row_damage(&analyzer_debian_version, "etc/debian_version", S("trixie/sid\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(os_release), cmocka_unit_test(release_files), cmocka_unit_test(debian_version),
        cmocka_unit_test(long_lines), cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/os/os_release", tests, NULL, NULL);
}
