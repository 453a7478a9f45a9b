#include "base/testing.h"

#include "scan/hashing.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int file_with(struct slice bytes)
{
    int descriptor = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    assert_true(descriptor >= 0);
    assert_int_equal(pwrite(descriptor, bytes.at, bytes.len, 0), bytes.len);
    return descriptor;
}

static void a_range_is_hashed_without_moving_the_position(void **state)
{
    (void)state;
    enum { LEN = 300 * 1024 };
    uint8_t *bytes = malloc(LEN);
    struct digest digest, expected;
    struct error error;

    for (size_t i = 0; i < LEN; i++)
        bytes[i] = (uint8_t)(i * 7 >> 3);
    int descriptor = file_with(slice_of(bytes, LEN));
    static const size_t ranges[][2] = {{0, LEN}, {1, LEN - 1},       {5, 0},
                                       {LEN, 0}, {1000, 128 * 1024}, {0, 128 * 1024 + 1}};
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        assert_true(hashing_range(descriptor, ranges[i][0], ranges[i][1], NULL, &digest, &error));
        expected = digest_over(DIGEST_SHA256, slice_of(bytes + ranges[i][0], ranges[i][1]));
        assert_true(digest_equal(&digest, &expected));
    }
    assert_int_equal(lseek(descriptor, 0, SEEK_CUR), 0);
    close(descriptor);
    free(bytes);
}

static void ranges_are_hashed_by_any_number_of_threads(void **state)
{
    enum { COUNT = 40 };
    static const char text[] = "what stands in the file of which each range is one byte longer";
    int descriptor = file_with(slice_text(text));

    (void)state;
    for (unsigned threads = 0; threads < 5; threads++) {
        struct hashing_item items[COUNT];
        for (size_t i = 0; i < COUNT; i++)
            items[i] = (struct hashing_item){.descriptor = i == 7 ? -1 : descriptor, .offset = 3, .length = i};
        hashing_ranges(items, COUNT, threads);
        for (size_t i = 0; i < COUNT; i++) {
            struct digest expected = digest_over(DIGEST_SHA256, slice_of(text + 3, i));
            assert_int_equal(items[i].hashed, i != 7);
            assert_true(i == 7 || digest_equal(&items[i].digest, &expected));
        }
    }
    hashing_ranges(NULL, 0, 4);
    close(descriptor);
}

static void what_cannot_be_hashed_says_why(void **state)
{
    (void)state;
    struct digest digest;
    struct error error;
    atomic_bool cancel = true;
    int descriptor = file_with(S("abc"));

    assert_false(hashing_range(descriptor, 0, 4, NULL, &digest, &error));
    assert_int_equal(error.code, ERROR_TRUNCATED);
    assert_false(hashing_range(descriptor, INT64_MAX, 2, NULL, &digest, &error));
    assert_int_equal(error.code, ERROR_TRUNCATED);
    assert_false(hashing_range(descriptor, 0, 3, &cancel, &digest, &error));
    close(descriptor);
    assert_false(hashing_range(descriptor, 0, 3, NULL, &digest, &error));
    assert_int_equal(error.code, ERROR_UNREADABLE);
}

static void a_change_shows_in_size_or_times(void **state)
{
    (void)state;
    struct stat before = {.st_size = 3, .st_mtim = {1, 2}, .st_ctim = {3, 4}}, after = before;

    assert_true(hashing_unchanged(&before, &after));
    after.st_size = 4;
    assert_false(hashing_unchanged(&before, &after));
    after = before;
    after.st_mtim.tv_nsec++;
    assert_false(hashing_unchanged(&before, &after));
    after = before;
    after.st_ctim.tv_sec++;
    assert_false(hashing_unchanged(&before, &after));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_is_hashed_without_moving_the_position),
        cmocka_unit_test(ranges_are_hashed_by_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_hashed_says_why),
        cmocka_unit_test(a_change_shows_in_size_or_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
