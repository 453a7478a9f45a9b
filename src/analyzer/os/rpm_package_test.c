#include "analyzer/os/rpm_testing.h"

#include "analyzer/os/rpm_package.h"

/* Rows over one header, as a database's reader adds it. */
static struct test_read add(struct slice blob)
{
    struct test_read read = {.arena = arena_create_simple(), .good = true};
    struct rpm_rows rows;

    facts_init(&read.facts, read.arena, S(""));
    facts_source(&read.facts, S("var/lib/rpm/Packages"), "rpm_bdb", 1, 0644);
    struct slice exact = test_exact(blob);
    rpm_rows_begin(&rows, &read.facts, blob.len);
    rpm_rows_add(&rows, 7, exact);
    rpm_rows_end(&rows);
    test_exact_free(exact);
    read.source = &read.facts.sources.at[0];
    return read;
}

static void all_fields_reach_the_package(void **state)
{
    struct test_header build = {0};

    (void)state;
    test_string(&build, 1000, "perl-libs");
    test_string(&build, 1001, "5.30.1");
    test_string(&build, 1002, "452.module_el8.4.0+646+7bc0e9ee");
    test_numbers(&build, 1003, TEST_TYPE_INT32, (const uint32_t[]){4}, 1);
    test_string(&build, 1011, "CentOS");
    test_string(&build, 1014, "(GPL+ or Artistic) and MIT");
    test_string(&build, 1015, "CentOS BuildSystem <http://bugs.example>");
    test_string(&build, 1022, "x86_64");
    test_string(&build, 1044, "perl-5.30.1-452.module_el8.4.0+646+7bc0e9ee.src.rpm");
    test_string(&build, 5096, "perl:5.30:8040020200923213406:466ea64f");
    struct test_read read = add(test_header_end(&build));
    assert_int_equal(read.source->packages.count, 1);
    const struct package *package = package_of(read.source, 0, read.facts.arena);
    assert_slice(package->type, S("rpm"));
    assert_slice(package->name, S("perl-libs"));
    assert_slice(package->version, S("5.30.1"));
    assert_slice(package->release, S("452.module_el8.4.0+646+7bc0e9ee"));
    assert_int_equal(package->epoch, 4);
    assert_slice(package->vendor, S("CentOS"));
    assert_int_equal(package->licences.count, 1);
    assert_slice(package->licences.at[0], S("(GPL+ or Artistic) and MIT"));
    assert_slice(package->packager, S("CentOS BuildSystem <http://bugs.example>"));
    assert_slice(package->arch, S("x86_64"));
    assert_slice(package->source_name, S("perl"));
    assert_slice(package->source_version, S("5.30.1-452.module_el8.4.0+646+7bc0e9ee"));
    assert_slice(package->module, S("perl:5.30:8040020200923213406:466ea64f"));
    assert_slice(package->state, S("installed"));
    assert_false(package->key_entry);
    assert_int_equal(read.facts.problems.count, 0);
    test_read_end(&read);
}

static void an_absent_epoch_is_not_epoch_zero(void **state)
{
    (void)state;
    for (uint32_t epoch = 0; epoch < 2; epoch++) {
        struct test_header build = {0};
        test_string(&build, 1000, "a");
        test_string(&build, 1001, "1");
        if (epoch)
            test_numbers(&build, 1003, TEST_TYPE_INT32, (const uint32_t[]){0}, 1);
        struct test_read read = add(test_header_end(&build));
        assert_int_equal(package_of(read.source, 0, read.facts.arena)->epoch, epoch ? 0 : EPOCH_ABSENT);
        assert_int_equal(package_of(read.source, 0, read.facts.arena)->licences.count, 0);
        test_read_end(&read);
    }
}

static void keys_are_kept_apart(void **state)
{
    struct test_read read = add(test_package("gpg-pubkey", "8483c65d", "5ccc5b19", 0));

    (void)state;
    assert_true(package_of(read.source, 0, read.facts.arena)->key_entry);
    test_read_end(&read);
}

static void latin_1_becomes_utf_8(void **state)
{
    struct test_header build = {0};

    (void)state;
    test_string(&build, 1000, "a");
    test_string(&build, 1001, "1");
    test_string(&build, 1011, "Sociedad Espa\xf1ola");
    test_string(&build, 1015, "Jos\xc3\xa9");
    struct test_read read = add(test_header_end(&build));
    assert_slice(package_of(read.source, 0, read.facts.arena)->vendor, S("Sociedad Espa\xc3\xb1ola"));
    assert_slice(package_of(read.source, 0, read.facts.arena)->packager, S("Jos\xc3\xa9"));
    test_read_end(&read);
}

static void a_damaged_field_costs_only_itself(void **state)
{
    struct test_header build = {0};

    (void)state;
    test_string(&build, 1000, "a");
    test_string(&build, 1001, "1");
    test_entry(&build, 1011, TEST_TYPE_STRING, 5000, 1);
    test_entry(&build, 1003, TEST_TYPE_STRING, 0, 1);
    struct test_read read = add(test_header_end(&build));
    assert_int_equal(read.source->packages.count, 1);
    assert_int_equal(read.facts.problems.count, 2);
    assert_int_equal(read.facts.problems.at[0].code, ERROR_MALFORMED);
    assert_slice(read.facts.problems.at[0].detail, S("header 7: field 'vendor' is damaged"));
    assert_slice(read.facts.problems.at[1].detail, S("header 7: field 'epoch' is damaged"));
    test_read_end(&read);
}

static void a_header_without_name_or_version_is_told(void **state)
{
    static const uint32_t tags[] = {1000, 1001};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct test_header build = {0};
        test_string(&build, tags[i], "a");
        struct test_read read = add(test_header_end(&build));
        assert_int_equal(read.source->packages.count, 0);
        assert_int_equal(read.facts.problems.count, 1);
        assert_slice(read.facts.problems.at[0].detail, S("header 7 has no name or no version"));
        test_read_end(&read);
    }
}

static const struct {
    const char *file, *name, *version;
} sources[] = {
    {"glibc-2.28-151.el8.src.rpm", "glibc", "2.28-151.el8"},
    {"java-1.8.0-openjdk-1.8.0.302.b08-0.el8_4.src.rpm", "java-1.8.0-openjdk", "1.8.0.302.b08-0.el8_4"},
    {"virtualbox-6.1-1.nosrc.rpm", "virtualbox", "6.1-1"},
    {"a-1.src.rpm", "", ""},
    {"-1-2.src.rpm", "", ""},
    {"a--2.src.rpm", "", ""},
    {"a-1-.src.rpm", "", ""},
    {"a-1-2.rpm", "", ""},
    {".src.rpm", "", ""},
    {"", "", ""},
};

static void source_packages_are_cut_at_their_last_dashes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
        struct slice name = S(""), version = S("");
        bool split = rpm_source_split(slice_text(sources[i].file), &name, &version);
        assert_int_equal(split, sources[i].name[0] != 0);
        assert_slice(name, slice_text(sources[i].name));
        assert_slice(version, slice_text(sources[i].version));
    }
}

/* Five files in an order that jumps between folders: see the test for which of them are owned. */
static void put_files(struct test_header *build, uint32_t algorithm, const char *digest)
{
    const char *const digests[] = {digest, "", "nonsense", digest, digest, digest};

    test_string(build, 1000, "a");
    test_string(build, 1001, "1");
    test_strings(build, 1117, (const char *const[]){"tool", "link", "os-release", "ghost", "doc", "top"}, 6);
    test_strings(build, 1118, (const char *const[]){"/usr/bin/", "/etc/", "/"}, 3);
    test_numbers(build, 1116, TEST_TYPE_INT32, (const uint32_t[]){0, 0, 1, 0, 1, 2}, 6);
    test_numbers(build, 1030, TEST_TYPE_INT16, (const uint32_t[]){0100755, 0120777, 0100644, 0100755, 0100644, 0100755},
                 6);
    test_numbers(build, 1037, TEST_TYPE_INT32, (const uint32_t[]){0, 0, 1, 64, 2, 0}, 6);
    test_strings(build, 1035, digests, 6);
    if (algorithm)
        test_numbers(build, 5011, TEST_TYPE_INT32, &algorithm, 1);
}

#define HEX_MD5 "00112233445566778899aabbccddeeff"

static const struct {
    uint32_t algorithm;
    const char *digest;
    enum digest_kind kind;
} digests[] = {
    {0, HEX_MD5, DIGEST_MD5},
    {1, HEX_MD5, DIGEST_MD5},
    {2, HEX_MD5 "01234567", DIGEST_SHA1},
    {8, HEX_MD5 HEX_MD5, DIGEST_SHA256},
    {10, HEX_MD5 HEX_MD5 HEX_MD5 HEX_MD5, DIGEST_SHA512},
    {8, HEX_MD5, DIGEST_NONE},
    {9, HEX_MD5 HEX_MD5 HEX_MD5, DIGEST_NONE},
};

static void owned_files_are_those_that_somebody_reads(void **state)
{
    static const uint8_t md5[] = {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                  0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};

    (void)state;
    for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
        struct test_header build = {0};
        put_files(&build, digests[i].algorithm, digests[i].digest);
        struct test_read read = add(test_header_end(&build));
        assert_int_equal(read.facts.problems.count, 0);
        assert_int_equal(read.source->owned.count, 3);
        const struct owned *owned = read.source->owned.at;
        struct path_hash tool = path_hash(S("usr/bin/tool")), release = path_hash(S("etc/os-release"));
        struct path_hash top = path_hash(S("top"));
        assert_memory_equal(&owned[0].path, &tool, sizeof(tool));
        assert_int_equal(owned[0].kind, digests[i].kind);
        if (digests[i].kind != DIGEST_NONE)
            assert_memory_equal(owned[0].digest, md5, sizeof(md5));
        assert_memory_equal(&owned[1].path, &release, sizeof(release));
        assert_int_equal(owned[1].kind, DIGEST_NONE);
        assert_memory_equal(&owned[2].path, &top, sizeof(top));
        assert_int_equal(owned_package(&owned[2]), 0);
        test_read_end(&read);
    }
}

static void files_that_are_not_installed_are_not_owned(void **state)
{
    struct test_header build = {0};

    (void)state;
    put_files(&build, 0, HEX_MD5);
    test_numbers(&build, 1029, 1, (const uint32_t[]){2, 0, 2, 0, 0, 1}, 6);
    struct test_read read = add(test_header_end(&build));
    assert_int_equal(read.source->owned.count, 0);
    assert_int_equal(read.facts.problems.count, 0);
    test_read_end(&read);
}

static void a_damaged_file_list_is_told(void **state)
{
    static const struct {
        uint32_t tag, type, count;
    } cases[] = {
        {1116, TEST_TYPE_INT32, 1},          /* fewer indexes than names */
        {1030, TEST_TYPE_INT16, 9},          /* more modes */
        {1118, TEST_TYPE_STRINGS, 0},        /* no folder */
        {1118, TEST_TYPE_STRINGS, 0xffffff}, /* more than the store holds */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test_header build = {0};
        test_entry(&build, cases[i].tag, cases[i].type, 0, cases[i].count); /* the first of equal tags counts */
        put_files(&build, 0, HEX_MD5);
        struct test_read read = add(test_header_end(&build));
        assert_int_equal(read.source->packages.count, 1);
        assert_int_equal(read.facts.problems.count, 1);
        assert_slice(read.facts.problems.at[0].detail, S("header 7: the list of files is damaged"));
        test_read_end(&read);
    }
}

static void damaged_headers_are_added_within_their_bounds(void **state)
{
    struct test_header build = {0};

    (void)state;
    put_files(&build, 1, HEX_MD5);
    test_string(&build, 1044, "a-1-2.src.rpm");
    struct slice whole = test_header_end(&build);
    for (size_t len = 0; len < whole.len; len++) {
        struct test_read read = add(slice_head(whole, len));
        test_read_end(&read);
    }
    uint8_t *bytes = (uint8_t *)(uintptr_t)whole.at;
    for (size_t bit = 0; bit < 8 * whole.len; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        struct test_read read = add(whole);
        test_read_end(&read);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void what_a_database_can_make_us_take_is_bounded(void **state)
{
    struct test_read read = {.arena = arena_create_simple()};
    struct rpm_rows rows;

    (void)state;
    facts_init(&read.facts, read.arena, S(""));
    facts_source(&read.facts, S("var/lib/rpm/Packages"), "rpm_bdb", 1, 0644);
    rpm_rows_begin(&rows, &read.facts, 1000);
    assert_null(rpm_rows_room(&rows, 1, RPM_HEADER_MAX + 1));
    assert_false(rows.full);
    assert_int_equal(test_problem(&read, ERROR_LIMIT)->code, ERROR_LIMIT);
    assert_non_null(rpm_rows_room(&rows, 2, 600));
    assert_null(rpm_rows_room(&rows, 3, 600));
    assert_true(rows.full);
    assert_non_null(test_problem(&read, ERROR_DATABASE_UNREADABLE));
    for (unsigned i = 0; i < 1000; i++)
        rpm_rows_problem(&rows, ERROR_MALFORMED, "number %u", i);
    rpm_rows_end(&rows);
    assert_int_equal(read.facts.problems.count, 21);
    assert_slice(read.facts.problems.at[20].detail, S("982 more records of this database have problems"));
    assert_int_equal(read.facts.problems.at[20].code, ERROR_MALFORMED);
    test_read_end(&read);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(all_fields_reach_the_package),
        TEST(an_absent_epoch_is_not_epoch_zero),
        TEST(keys_are_kept_apart),
        TEST(latin_1_becomes_utf_8),
        TEST(a_damaged_field_costs_only_itself),
        TEST(a_header_without_name_or_version_is_told),
        TEST(source_packages_are_cut_at_their_last_dashes),
        TEST(owned_files_are_those_that_somebody_reads),
        TEST(files_that_are_not_installed_are_not_owned),
        TEST(a_damaged_file_list_is_told),
        TEST(damaged_headers_are_added_within_their_bounds),
        TEST(what_a_database_can_make_us_take_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
