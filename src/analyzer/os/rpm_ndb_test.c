#include "analyzer/os/rpm_testing.h"

extern const struct analyzer analyzer_rpm_ndb;

static const char path[] = "usr/lib/sysimage/rpm/Packages.db";

enum { PAGE = 4096, BLOCK = 16 };

/* The checksum in its simplest form, apart from the one under test. */
static uint32_t adler32_slow(struct slice bytes)
{
    uint32_t low = 1, high = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        low = (low + bytes.at[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

static void put32(struct test_bytes *bytes, size_t value)
{
    test_put_number(bytes, value, 4, false);
}

/* A database of these headers, numbered from 1. */
static struct slice ndb_of(const struct slice *headers, size_t count)
{
    struct test_bytes file = {0}, blobs = {0};

    test_put(&file, "RpmP", 4);
    put32(&file, 0);         /* version */
    put32(&file, 9);         /* generation */
    put32(&file, 1);         /* pages of slots */
    put32(&file, count + 1); /* next number */
    test_put_zeros(&file, 12);
    for (size_t i = 0; i < count; i++) {
        size_t blocks = (16 + headers[i].len + 12 + BLOCK - 1) / BLOCK;
        struct test_bytes blob = {0};
        test_put(&file, "Slot", 4);
        put32(&file, i + 1);
        put32(&file, (PAGE + blobs.len) / BLOCK);
        put32(&file, blocks);
        test_put(&blob, "BlbS", 4);
        put32(&blob, i + 1);
        put32(&blob, 1700000000);
        put32(&blob, headers[i].len);
        test_put(&blob, headers[i].at, headers[i].len);
        test_put_zeros(&blob, blocks * BLOCK - 12 - blob.len);
        put32(&blob, adler32_slow(test_slice(&blob)));
        put32(&blob, headers[i].len);
        test_put(&blob, "BlbE", 4);
        test_put(&blobs, blob.at, blob.len);
    }
    while (file.len < PAGE) {
        test_put(&file, "Slot", 4);
        test_put_zeros(&file, 12);
    }
    test_put(&file, blobs.at, blobs.len);
    return test_slice(&file);
}

static struct slice three(void)
{
    struct slice headers[] = {test_package("bash", "5.1", "1", 0), test_package("zlib", "1.2", "3", 1),
                              test_package("long", "1", "1", 9000)};
    return ndb_of(headers, 3);
}

static uint8_t *bytes_of(struct slice s)
{
    return (uint8_t *)(uintptr_t)s.at;
}

static void headers_are_read_in_the_order_of_slots(void **state)
{
    struct test_read read = test_read(&analyzer_rpm_ndb, path, three(), S(""));

    (void)state;
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 3);
    assert_slice(package_of(read.source, 0, read.facts.arena)->name, S("bash"));
    assert_slice(package_of(read.source, 1, read.facts.arena)->name, S("zlib"));
    assert_slice(package_of(read.source, 2, read.facts.arena)->name, S("long"));
    test_read_end(&read);
}

static void a_database_without_packages_is_good(void **state)
{
    struct test_read read = test_read(&analyzer_rpm_ndb, path, ndb_of(NULL, 0), S(""));

    (void)state;
    assert_true(read.good);
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 0);
    test_read_end(&read);
}

static const struct {
    const char *name;
    size_t at; /* byte to change; blobs start at 4096 */
    uint8_t to;
    size_t packages;
    enum error_code code;
} damages[] = {
    {"magic of a slot", 32, 'x', 2, ERROR_DATABASE_UNREADABLE},
    {"number in a slot", 32 + 4, 9, 2, ERROR_DATABASE_UNREADABLE},
    {"block 0 in a slot that is not free", 32 + 9, 0, 2, ERROR_DATABASE_UNREADABLE},
    {"block in a slot that lies in the slots", 48 + 9, 0, 2, ERROR_DATABASE_UNREADABLE},
    {"block in a slot that lies behind the file", 32 + 10, 1, 2, ERROR_DATABASE_UNREADABLE},
    {"length in a slot", 32 + 12, 1, 2, ERROR_DATABASE_UNREADABLE},
    {"magic of a blob", 4096, 'x', 2, ERROR_DATABASE_UNREADABLE},
    {"length of a blob", 4096 + 12, 1, 2, ERROR_DATABASE_UNREADABLE},
    {"a byte that the checksum covers", 4096 + 8, 1, 3, ERROR_INTEGRITY},
};

static void damage_costs_one_header_and_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct slice database = three();
        bytes_of(database)[damages[i].at] = damages[i].to;
        struct test_read read = test_read(&analyzer_rpm_ndb, path, database, S(""));
        if (!read.good || read.source->packages.count != damages[i].packages || read.facts.problems.count != 1 ||
            read.facts.problems.at[0].code != damages[i].code)
            fail_msg("%s: %zu packages, %zu problems", damages[i].name, read.source->packages.count,
                     read.facts.problems.count);
        test_read_end(&read);
    }
}

static void what_is_no_ndb_is_refused(void **state)
{
    static const struct {
        size_t at;
        uint8_t to;
        enum error_code code;
    } cases[] = {
        {0, 'r', ERROR_DATABASE_UNREADABLE},
        {4, 1, ERROR_UNSUPPORTED},
        {12, 0, ERROR_DATABASE_UNREADABLE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice database = three();
        bytes_of(database)[cases[i].at] = cases[i].to;
        struct test_read read = test_read(&analyzer_rpm_ndb, path, database, S(""));
        assert_false(read.good);
        assert_int_equal(read.error.code, cases[i].code);
        test_read_end(&read);
    }
    struct test_read read = test_read(&analyzer_rpm_ndb, path, S(""), S(""));
    assert_false(read.good);
    test_read_end(&read);
}

static void one_blob_under_many_slots_is_read_as_long_as_the_file(void **state)
{
    struct slice header = test_package("a", "1", "1", 300);
    struct slice database = ndb_of(&header, 1);
    uint8_t *bytes = bytes_of(database);

    (void)state;
    for (size_t slot = 3; slot < 256; slot++)
        memcpy(bytes + 16 * slot, bytes + 32, 16);
    struct test_read read = test_read(&analyzer_rpm_ndb, path, database, S(""));
    assert_true(read.source->packages.count < 20);
    assert_non_null(test_problem(&read, ERROR_DATABASE_UNREADABLE));
    test_read_end(&read);
}

static void cut_and_flipped_databases_are_read_within_their_bounds(void **state)
{
    struct slice headers[] = {test_package("bash", "5.1", "1", 0), test_package("zlib", "1.2", "3", 0)};
    struct slice whole = ndb_of(headers, 2);
    size_t lost = 0;

    (void)state;
    for (size_t len = 0; len < whole.len; len++) {
        struct test_read read = test_read(&analyzer_rpm_ndb, path, slice_head(whole, len), S(""));
        lost += read.good && read.facts.problems.count == 0;
        test_read_end(&read);
    }
    assert_int_equal(lost, 0);
    uint8_t *bytes = bytes_of(whole);
    for (size_t bit = 0; bit < 8 * whole.len; bit++) {
        if (bit == 8 * 80)
            bit = 8 * PAGE; /* free slots: all alike */
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        struct test_read read = test_read(&analyzer_rpm_ndb, path, whole, S(""));
        /* Each bit of a blob is covered by the checksum, those of slots by what they point at. */
        if (bit >= 8 * 32)
            lost += read.facts.problems.count == 0;
        test_read_end(&read);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    assert_int_equal(lost, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(headers_are_read_in_the_order_of_slots),
        TEST(a_database_without_packages_is_good),
        TEST(damage_costs_one_header_and_is_told),
        TEST(what_is_no_ndb_is_refused),
        TEST(one_blob_under_many_slots_is_read_as_long_as_the_file),
        TEST(cut_and_flipped_databases_are_read_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
