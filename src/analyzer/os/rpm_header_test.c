#include "analyzer/os/rpm_testing.h"

#include "analyzer/os/rpm_header.h"

static struct slice string_of(const struct rpm_header *header, enum rpm_field field)
{
    struct slice text = S("(absent)");
    rpm_header_string(header, field, &text);
    return text;
}

static void fields_are_found_by_their_tags(void **state)
{
    struct test_header build = {0};
    struct rpm_header header;
    struct rpm_numbers epoch;
    struct error error;

    (void)state;
    test_string(&build, 1000, "bash");
    test_string(&build, 1001, "5.1");
    test_numbers(&build, 1003, TEST_TYPE_INT32, (const uint32_t[]){0xfffffffe}, 1);
    test_string(&build, 5096, "perl:5.30:8040020200923213406:466ea64f");
    test_string(&build, 999999, "of no interest");
    struct slice blob = test_exact(test_header_end(&build));
    assert_true(rpm_header_parse(blob, &header, &error));
    assert_slice(string_of(&header, RPM_NAME), S("bash"));
    assert_slice(string_of(&header, RPM_VERSION), S("5.1"));
    assert_slice(string_of(&header, RPM_MODULARITYLABEL), S("perl:5.30:8040020200923213406:466ea64f"));
    assert_slice(string_of(&header, RPM_VENDOR), S("(absent)"));
    assert_false(rpm_header_has(&header, RPM_VENDOR));
    assert_true(rpm_header_numbers(&header, RPM_EPOCH, &epoch));
    assert_int_equal(rpm_number(&epoch, 0), 0xfffffffe);
    assert_int_equal(rpm_number(&epoch, 1), 0);
    test_exact_free(blob);
}

static void entries_behind_the_region_replace_those_in_it(void **state)
{
    struct test_header build = {0};
    struct rpm_header header;
    struct error error;

    (void)state;
    test_string(&build, 1000, "as built");
    test_string(&build, 1011, "vendor");
    test_region(&build);
    test_string(&build, 1000, "as installed");
    test_string(&build, 1000, "too late");
    struct slice blob = test_exact(test_header_end(&build));
    assert_true(rpm_header_parse(blob, &header, &error));
    assert_slice(string_of(&header, RPM_NAME), S("as installed"));
    assert_slice(string_of(&header, RPM_VENDOR), S("vendor"));
    test_exact_free(blob);
}

static void the_first_of_equal_tags_counts_without_a_region(void **state)
{
    struct test_header build = {0};
    struct rpm_header header;
    struct error error;

    (void)state;
    test_string(&build, 1000, "first");
    test_string(&build, 1000, "second");
    struct slice blob = test_exact(test_header_end(&build));
    assert_true(rpm_header_parse(blob, &header, &error));
    assert_slice(string_of(&header, RPM_NAME), S("first"));
    test_exact_free(blob);
}

static void lists_end_where_their_count_or_the_store_ends(void **state)
{
    struct test_header build = {0};
    struct rpm_header header;
    struct rpm_strings strings;
    struct rpm_numbers numbers;
    struct slice text;
    struct error error;

    (void)state;
    test_strings(&build, 1117, (const char *const[]){"a", "", "c"}, 3);
    test_numbers(&build, 1030, TEST_TYPE_INT16, (const uint32_t[]){0100644, 0120777}, 2);
    test_entry(&build, 1118, TEST_TYPE_STRINGS, 0, 1000);
    test_entry(&build, 1116, TEST_TYPE_INT32, 0, 0xffffffff);
    test_entry(&build, 1035, TEST_TYPE_STRINGS, 0xffffffff, 1);
    test_entry(&build, 1022, TEST_TYPE_INT32, 0, 1);
    struct slice blob = test_exact(test_header_end(&build));
    assert_true(rpm_header_parse(blob, &header, &error));
    assert_true(rpm_header_strings(&header, RPM_BASENAMES, &strings));
    assert_true(rpm_strings_next(&strings, &text));
    assert_slice(text, S("a"));
    assert_true(rpm_strings_next(&strings, &text));
    assert_slice(text, S(""));
    assert_true(rpm_strings_next(&strings, &text));
    assert_slice(text, S("c"));
    assert_false(rpm_strings_next(&strings, &text));
    assert_true(rpm_header_numbers(&header, RPM_FILEMODES, &numbers));
    assert_int_equal(rpm_number(&numbers, 1), 0120777);
    assert_false(rpm_header_strings(&header, RPM_DIRNAMES, &strings));
    assert_false(rpm_header_numbers(&header, RPM_DIRINDEXES, &numbers));
    assert_false(rpm_header_strings(&header, RPM_FILEDIGESTS, &strings));
    assert_false(rpm_header_string(&header, RPM_ARCH, &text));
    assert_false(rpm_header_numbers(&header, RPM_BASENAMES, &numbers));
    test_exact_free(blob);
}

static void a_string_without_its_end_is_none(void **state)
{
    struct test_header build = {0};
    struct rpm_header header;
    struct slice text;
    struct error error;

    (void)state;
    test_entry(&build, 1000, TEST_TYPE_STRING, 0, 1);
    test_put(&build.store, "abc", 3);
    struct slice blob = test_exact(test_header_end(&build));
    assert_true(rpm_header_parse(blob, &header, &error));
    assert_false(rpm_header_string(&header, RPM_NAME, &text));
    test_exact_free(blob);
}

static const struct {
    const char *name;
    uint32_t entries, bytes;
    size_t len; /* of the blob */
} refused[] = {
    {"no entry", 0, 0, 8},
    {"more entries than rpm allows", 0x10000, 0, 8 + 16 * 0x10000},
    {"more entries than bytes", 3, 0, 8 + 16},
    {"more data than bytes", 1, 1, 8 + 16},
    {"sizes that overflow 32 bits", 0xffff, 0xffffffff, 8 + 16},
    {"shorter than its counts", 1, 0, 7},
    {"empty", 1, 0, 0},
};

static void counts_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct test_bytes bytes = {0};
        struct rpm_header header;
        struct error error = {0};
        test_put_number(&bytes, refused[i].entries, 4, true);
        test_put_number(&bytes, refused[i].bytes, 4, true);
        test_put_zeros(&bytes, 8 + 16 * 0x10000);
        struct slice blob = test_exact(slice_of(bytes.at, refused[i].len));
        if (rpm_header_parse(blob, &header, &error) || error.code != ERROR_MALFORMED)
            fail_msg("taken: %s", refused[i].name);
        test_exact_free(blob);
    }
}

/* Reads all that a header can be asked for. */
static void ask_all(struct slice blob)
{
    struct rpm_header header;
    struct rpm_strings strings;
    struct rpm_numbers numbers;
    struct slice text;
    struct error error;
    volatile unsigned sum = 0; /* so that every byte is really read */

    if (!rpm_header_parse(blob, &header, &error))
        return;
    for (enum rpm_field field = 0; field < RPM_FIELDS; field++) {
        if (rpm_header_string(&header, field, &text) && text.len)
            sum += text.at[text.len - 1];
        if (rpm_header_strings(&header, field, &strings))
            while (rpm_strings_next(&strings, &text))
                sum += (unsigned)text.len;
        if (rpm_header_numbers(&header, field, &numbers))
            for (uint32_t i = 0; i <= numbers.count; i++)
                sum += rpm_number(&numbers, i);
    }
    (void)sum;
}

static void damaged_headers_are_read_within_their_bounds(void **state)
{
    struct test_header build = {0};

    (void)state;
    test_string(&build, 1000, "name");
    test_strings(&build, 1117, (const char *const[]){"a", "b"}, 2);
    test_numbers(&build, 1116, TEST_TYPE_INT32, (const uint32_t[]){0, 0}, 2);
    test_region(&build);
    test_string(&build, 1001, "1");
    struct slice whole = test_header_end(&build);
    for (size_t len = 0; len <= whole.len; len++) {
        struct slice cut = test_exact(slice_head(whole, len));
        ask_all(cut);
        test_exact_free(cut);
    }
    struct slice copy = test_exact(whole);
    uint8_t *bytes = (uint8_t *)(uintptr_t)copy.at;
    for (size_t bit = 0; bit < 8 * copy.len; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        ask_all(copy);
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    test_exact_free(copy);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(fields_are_found_by_their_tags),
        TEST(entries_behind_the_region_replace_those_in_it),
        TEST(the_first_of_equal_tags_counts_without_a_region),
        TEST(lists_end_where_their_count_or_the_store_ends),
        TEST(a_string_without_its_end_is_none),
        TEST(counts_that_do_not_fit_are_refused),
        TEST(damaged_headers_are_read_within_their_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
