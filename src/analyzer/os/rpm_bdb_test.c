#include "analyzer/os/rpm_testing.h"

extern const struct analyzer analyzer_rpm_bdb;

static const char path[] = "var/lib/rpm/Packages";

enum { HEAD = 26, KIND_OVERFLOW = 7, KIND_META = 8, KIND_HASH = 13 };

/* A hash file in the making. */
struct bdb_build {
    size_t page_size;
    bool big;
    uint32_t buckets;
    struct test_bytes file;
};

static uint8_t *page_at(struct bdb_build *build, size_t page)
{
    return build->file.at + page * build->page_size;
}

static uint16_t page_get(struct bdb_build *build, size_t page, size_t at)
{
    const uint8_t *p = page_at(build, page) + at;
    return (uint16_t)(build->big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

static void page_set(struct bdb_build *build, size_t page, size_t at, size_t value, unsigned width)
{
    test_set(page_at(build, page) + at, value, width, build->big);
}

static size_t page_add(struct bdb_build *build, uint8_t kind)
{
    size_t page = build->file.len / build->page_size;

    test_put_zeros(&build->file, build->page_size);
    page_set(build, page, 8, page, 4);
    page_set(build, page, 22, build->page_size, 2);
    page_at(build, page)[25] = kind;
    page_set(build, 0, 32, page, 4);
    return page;
}

static struct bdb_build bdb_begin(size_t page_size, bool big, uint32_t buckets)
{
    struct bdb_build build = {.page_size = page_size, .big = big, .buckets = buckets};

    test_put_zeros(&build.file, page_size);
    page_set(&build, 0, 12, 0x061561, 4);
    page_set(&build, 0, 16, 9, 4);
    page_set(&build, 0, 20, page_size, 4);
    page_at(&build, 0)[25] = KIND_META;
    page_set(&build, 0, 72, buckets - 1, 4);
    for (size_t i = 0; i < 32; i++)
        page_set(&build, 0, 96 + 4 * i, 1, 4); /* bucket 0 on page 1, bucket 1 on page 2 … */
    for (uint32_t i = 0; i < buckets; i++)
        page_add(&build, KIND_HASH);
    return build;
}

/* returns  false when the page is full */
static bool item_add(struct bdb_build *build, size_t page, const uint8_t *item, size_t len)
{
    size_t items = page_get(build, page, 20);
    size_t end = items ? page_get(build, page, HEAD + 2 * (items - 1)) : build->page_size;

    if (end < len + HEAD + 2 * (items + 3))
        return false;
    memcpy(page_at(build, page) + end - len, item, len);
    page_set(build, page, HEAD + 2 * items, end - len, 2);
    page_set(build, page, 20, items + 1, 2);
    page_set(build, page, 22, end - len, 2);
    return true;
}

static size_t overflow_add(struct bdb_build *build, struct slice bytes)
{
    size_t first = 0, last = 0;

    while (bytes.len > 0) {
        struct slice piece = slice_head(bytes, build->page_size - HEAD);
        size_t page = page_add(build, KIND_OVERFLOW);
        memcpy(page_at(build, page) + HEAD, piece.at, piece.len);
        page_set(build, page, 22, piece.len, 2);
        if (last)
            page_set(build, last, 16, page, 4);
        first = first ? first : page;
        last = page;
        bytes = slice_skip(bytes, piece.len);
    }
    return first;
}

/* Adds a header under `number`; long ones go to pages of their own. A full bucket gets another page. */
static void pair_add(struct bdb_build *build, uint32_t number, struct slice blob)
{
    struct test_bytes key = {0}, data = {0};
    size_t page = 1 + number % build->buckets;

    test_put_number(&key, 1, 1, false);
    test_put_number(&key, number, 4, build->big);
    if (blob.len > build->page_size / 4) {
        test_put_number(&data, 3, 1, false);
        test_put_zeros(&data, 3);
        test_put_number(&data, overflow_add(build, blob), 4, build->big);
        test_put_number(&data, blob.len, 4, build->big);
    } else {
        test_put_number(&data, 1, 1, false);
        test_put(&data, blob.at, blob.len);
    }
    for (;;) {
        uint16_t items = page_get(build, page, 20);
        if (item_add(build, page, key.at, key.len)) {
            if (item_add(build, page, data.at, data.len))
                break;
            page_set(build, page, 20, items, 2);
        }
        size_t next = page_get(build, page, build->big ? 18 : 16);
        if (!next) {
            next = page_add(build, KIND_HASH);
            page_set(build, page, 16, next, 4);
        }
        page = next;
    }
}

static struct bdb_build bdb_of(size_t page_size, bool big, uint32_t buckets, uint32_t packages)
{
    struct bdb_build build = bdb_begin(page_size, big, buckets);
    uint8_t next[4];

    test_set(next, packages + 1, 4, big);
    pair_add(&build, 0, slice_of(next, 4));
    for (uint32_t i = 1; i <= packages; i++) {
        char name[] = {'p', (char)('a' + i % 26), (char)('a' + i / 26), 0};
        pair_add(&build, i, test_package(name, "1", "1", i % 5 == 0 ? 3 * page_size : 10));
    }
    return build;
}

static void both_byte_orders_and_all_page_sizes_are_read(void **state)
{
    (void)state;
    for (size_t page_size = 512; page_size <= 65536; page_size *= 2) {
        for (uint32_t buckets = 1; buckets <= 9; buckets += 2) {
            for (int big = 0; big < 2; big++) {
                struct bdb_build build = bdb_of(page_size, big, buckets, 40);
                struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
                if (!read.good || read.source->packages.count != 40 || read.facts.problems.count != 0)
                    fail_msg("pages of %zu, %u buckets: %zu packages, %zu problems, %s", page_size, buckets,
                             read.source->packages.count, read.facts.problems.count, read.error.text);
                test_read_end(&read);
                test_memory_free(NULL);
            }
        }
    }
}

static void buckets_of_several_doublings_are_found(void **state)
{
    struct bdb_build build = bdb_of(512, false, 4, 8);

    (void)state;
    /* Moves buckets 2 and 3 by two pages: they were made in the third doubling. */
    page_add(&build, KIND_HASH);
    size_t last = page_add(&build, KIND_HASH);
    for (size_t page = 3; page <= 4; page++) {
        size_t to = last - 4 + page;
        memcpy(page_at(&build, to), page_at(&build, page), 512);
        page_set(&build, to, 8, to, 4);
        memset(page_at(&build, page), 0xee, 512);
    }
    page_set(&build, 0, 96 + 8, last - 1 - 2, 4);
    struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
    assert_int_equal(read.facts.problems.count, 0);
    assert_int_equal(read.source->packages.count, 8);
    test_read_end(&read);
}

static const struct {
    const char *name;
    size_t at;
    uint32_t value;
    unsigned width;
    enum error_code code;
    const char *text;
} refused[] = {
    {"a tree", 12, 0x053162, 4, ERROR_UNSUPPORTED, "a Berkeley DB tree, not a hash file"},
    {"another magic", 12, 0x061562, 4, ERROR_DATABASE_UNREADABLE, "not a Berkeley DB file"},
    {"an old version", 16, 7, 4, ERROR_UNSUPPORTED, "Berkeley DB hash version 7"},
    {"encryption", 24, 1, 1, ERROR_UNSUPPORTED, "an encrypted or checksummed Berkeley DB file"},
    {"checksums", 26, 1, 1, ERROR_UNSUPPORTED, "an encrypted or checksummed Berkeley DB file"},
    {"small pages", 20, 256, 4, ERROR_DATABASE_UNREADABLE, "pages of 256 bytes"},
    {"large pages", 20, 131072, 4, ERROR_DATABASE_UNREADABLE, "pages of 131072 bytes"},
    {"odd pages", 20, 1000, 4, ERROR_DATABASE_UNREADABLE, "pages of 1000 bytes"},
    {"buckets without pages", 72, 1000, 4, ERROR_DATABASE_UNREADABLE, "1000 buckets on 4 pages"},
};

static void what_cannot_be_read_is_refused_with_a_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct bdb_build build = bdb_of(512, false, 4, 1);
        page_set(&build, 0, refused[i].at, refused[i].value, refused[i].width);
        struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
        if (read.good || read.error.code != refused[i].code)
            fail_msg("%s is taken", refused[i].name);
        assert_string_equal(read.error.text, refused[i].text);
        test_read_end(&read);
    }
}

static void buckets_that_the_file_cannot_hold_cost_nothing(void **state)
{
    struct bdb_build build = bdb_of(512, false, 4, 8);

    (void)state;
    page_set(&build, 0, 32, 0xfffffffe, 4);
    page_set(&build, 0, 72, 0xfffffffe, 4);
    struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
    assert_int_equal(read.source->packages.count, 8);
    assert_non_null(test_problem(&read, ERROR_DATABASE_UNREADABLE));
    assert_true(read.facts.problems.count < 30);
    test_read_end(&read);
}

/* In each case two packages in two buckets; the damage is in the first bucket (page 1, which holds number 2). */
static const struct {
    const char *name;
    size_t page, at;
    uint32_t value;
    unsigned width;
    size_t packages;
} damages[] = {
    {"page number", 1, 8, 9, 4, 1},
    {"kind of page", 1, 25, 5, 1, 1},
    {"count of items", 1, 20, 65535, 2, 1},
    {"place of an item", 1, HEAD, 20, 2, 1},
    {"next page outside", 1, 16, 99, 4, 2},
    {"next page itself", 1, 16, 1, 4, 2},
    {"next page the other bucket", 1, 16, 2, 4, 2},
};

static void damage_in_one_bucket_leaves_the_others(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct bdb_build build = bdb_begin(512, false, 2);
        pair_add(&build, 2, test_package("two", "1", "1", 0));
        pair_add(&build, 3, test_package("three", "1", "1", 0));
        page_set(&build, damages[i].page, damages[i].at, damages[i].value, damages[i].width);
        struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
        if (!read.good || read.source->packages.count < damages[i].packages ||
            !test_problem(&read, ERROR_DATABASE_UNREADABLE))
            fail_msg("%s: %zu packages, %zu problems", damages[i].name, read.source->packages.count,
                     read.facts.problems.count);
        test_read_end(&read);
    }
}

static void chains_of_overflow_pages_end(void **state)
{
    static const struct {
        size_t at;
        uint32_t value;
        unsigned width;
    } cases[] = {
        {16, 2, 4},    /* the first page of the chain again */
        {16, 0, 4},    /* no next page */
        {16, 1, 4},    /* a page of the bucket */
        {22, 0, 2},    /* a page with nothing on it */
        {22, 65000, 2} /* longer than the page */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct bdb_build build = bdb_begin(512, false, 1);
        pair_add(&build, 1, test_package("long", "1", "1", 5000));
        pair_add(&build, 2, test_package("short", "1", "1", 0));
        page_set(&build, 2, cases[i].at, cases[i].value, cases[i].width);
        struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
        assert_true(read.good);
        assert_non_null(test_problem(&read, ERROR_DATABASE_UNREADABLE));
        assert_true(read.source->packages.count <= 2);
        test_read_end(&read);
    }
}

static void duplicates_are_no_headers(void **state)
{
    (void)state;
    for (uint8_t kind = 0; kind < 8; kind++) {
        if (kind == 1)
            continue;
        struct bdb_build build = bdb_begin(512, false, 1);
        pair_add(&build, 1, test_package("a", "1", "1", 0));
        page_at(&build, 1)[page_get(&build, 1, HEAD + 2)] = kind;
        struct test_read read = test_read(&analyzer_rpm_bdb, path, test_slice(&build.file), S(""));
        assert_int_equal(read.source->packages.count, 0);
        assert_int_equal(read.facts.problems.count, 1);
        test_read_end(&read);
    }
}

static void cut_and_flipped_databases_are_read_within_their_bounds(void **state)
{
    struct bdb_build build = bdb_of(512, true, 2, 5);
    struct slice whole = test_slice(&build.file);
    size_t lost = 0;

    (void)state;
    for (size_t len = 0; len < whole.len; len++) {
        struct test_read read = test_read(&analyzer_rpm_bdb, path, slice_head(whole, len), S(""));
        lost += read.good && read.facts.problems.count == 0;
        test_read_end(&read);
    }
    assert_int_equal(lost, 0);
    for (size_t bit = 0; bit < 8 * whole.len; bit += 3) {
        build.file.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
        struct test_read read = test_read(&analyzer_rpm_bdb, path, whole, S(""));
        test_read_end(&read);
        build.file.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(both_byte_orders_and_all_page_sizes_are_read),
        TEST(buckets_of_several_doublings_are_found),
        TEST(what_cannot_be_read_is_refused_with_a_reason),
        TEST(damage_in_one_bucket_leaves_the_others),
        TEST(buckets_that_the_file_cannot_hold_cost_nothing),
        TEST(chains_of_overflow_pages_end),
        TEST(duplicates_are_no_headers),
        TEST(cut_and_flipped_databases_are_read_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
