#include "analyzer/testing.h"

#include <stdio.h>

extern const struct analyzer analyzer_deb_file;

#define PATH "srv/a.deb"

/* One file of a tar archive: its header (POSIX.1-1988) with a checksum, and the content in whole blocks. */
static size_t put_tar(uint8_t *at, const char *name, const char *content)
{
    size_t len = strlen(content);
    unsigned sum = 0;

    memset(at, 0, 1024);
    memcpy(at, name, strlen(name));
    memcpy(at + 100,
           "0000644\0"
           "0000000\0"
           "0000000\0",
           24);
    snprintf((char *)at + 124, 12, "%011zo", len);
    memcpy(at + 136, "00000000000\0        0", 21);
    memcpy(at + 257,
           "ustar\0"
           "00",
           8);
    for (size_t i = 0; i < 512; i++)
        sum += at[i];
    snprintf((char *)at + 148, 8, "%06o", sum);
    memcpy(at + 512, content, len);
    return 1024;
}

/* A package file whose control archive is not compressed. */
static struct slice deb(struct arena *arena, const char *member, const char *name, const char *control)
{
    uint8_t *bytes = arena_array(arena, uint8_t, 4096);
    size_t len = (size_t)snprintf((char *)bytes, 4096,
                                  "!<arch>\n%-16s%-12d%-6d%-6d%-8s%-10d`\n2.0\n%-16s%-12d%-6d%-6d%-8s%-10d`\n",
                                  "debian-binary", 0, 0, 0, "100644", 4, member, 0, 0, 0, "100644", 2048);

    len += put_tar(bytes + len, name, control);
    memset(bytes + len, 0, 1024);
    return slice_of(bytes, len + 1024);
}

static void package_files_are_declared(void **state)
{
    struct arena *arena = arena_create_simple();
    const char *control = "Package: hello\nVersion: 1:2.10-3\nArchitecture: amd64\nMaintainer: M\n";
    const struct row_case cases[] = {
        {"name, version, architecture", PATH, deb(arena, "control.tar", "./control", control),
         "package deb|hello|1|2.10-3|amd64||||M|| [declared]\n"},
        {"no control file", PATH, deb(arena, "control.tar", "./other", control),
         "problem malformed no control file in it\n"},
        {"no control archive", PATH, deb(arena, "data.tar", "./control", control),
         "problem truncated ends before byte 2240\n"},
        {"no ar archive", PATH, S("<arch>\n!"), "problem malformed no package file of dpkg\n"},
    };

    (void)state;
    test_row_cases(&analyzer_deb_file, cases, sizeof(cases) / sizeof(cases[0]));
    test_row_damage(&analyzer_deb_file, PATH, slice_head(cases[0].input, 700));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(package_files_are_declared)};
    return cmocka_run_group_tests_name("analyzer/systems/deb_file", tests, NULL, NULL);
}
