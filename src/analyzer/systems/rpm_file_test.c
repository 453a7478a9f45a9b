#include "analyzer/os/rpm_testing.h"
#include "analyzer/testing.h"

extern const struct analyzer analyzer_rpm_file;

#define PATH "srv/a.rpm"

static void put_header(struct test_bytes *bytes, struct slice blob)
{
    test_put(bytes, "\x8e\xad\xe8\x01\0\0\0\0", 8);
    test_put(bytes, blob.at, blob.len);
}

/* Lead, a signature of one entry padded to eight bytes, and the header of a package. */
static struct slice package_file(struct test_bytes *bytes, size_t filler)
{
    test_put(bytes, "\xed\xab\xee\xdb", 4);
    test_put_zeros(bytes, 92);
    test_put(bytes, "\x8e\xad\xe8\x01\0\0\0\0", 8);
    test_put_number(bytes, 1, 4, true);
    test_put_number(bytes, 3, 4, true);
    test_put_zeros(bytes, 16 + 3 + 5);
    put_header(bytes, test_package("bash", "5.2", "1.el9", filler));
    test_put(bytes, "payload", 7);
    return test_slice(bytes);
}

static void package_files_are_declared(void **state)
{
    struct test_bytes bytes = {0}, long_bytes = {0};
    struct slice whole = package_file(&bytes, 0), longer = package_file(&long_bytes, 40);
    const struct row_case cases[] = {
        {"name, version, release", PATH, whole, "package rpm|bash||5.2||||||| [declared]\n"},
        {"cut within the header: the first texts still say what it is", PATH, slice_head(whole, whole.len - 12),
         "package rpm|bash||5.2||||||| [declared]\nproblem truncated the header of the package is cut\n"},
        {"cut behind what names the package", PATH, slice_head(longer, longer.len - 12),
         "package rpm|bash||5.2||||||| [declared]\n"},
        {"another file of that name", PATH, S("x"), "problem truncated ends before byte 96\n"},
    };

    (void)state;
    test_row_cases(&analyzer_rpm_file, cases, sizeof(cases) / sizeof(cases[0]));
    test_row_damage(&analyzer_rpm_file, PATH, whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(package_files_are_declared)};
    return cmocka_run_group_tests_name("analyzer/systems/rpm_file", tests, NULL, NULL);
}
