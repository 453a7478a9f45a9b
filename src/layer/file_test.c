/* Sources over descriptors: ranges, seeks, pipes, files that shrink, and a position that shows progress. */
#include "layer/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/reader.h"
#include "base/testing.h"

enum { LEN = 5 * 1024 * 1024 + 123 };

static uint8_t byte_at(uint64_t at)
{
    return (uint8_t)(at * 31 + at / 251);
}

static int file_with(size_t len)
{
    int descriptor = memfd_create("test", MFD_CLOEXEC);
    uint8_t *bytes = malloc(len);

    assert_true(descriptor >= 0);
    for (size_t i = 0; i < len; i++)
        bytes[i] = byte_at(i);
    assert_int_equal(write(descriptor, bytes, len), len);
    free(bytes);
    return descriptor;
}

static void check(struct slice bytes, uint64_t at)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.at[i] != byte_at(at + i))
            fail_msg("byte %llu is wrong", (unsigned long long)(at + i));
}

static void gives_a_range(void **state)
{
    (void)state;
    static const uint64_t ranges[][2] = {{0, LEN}, {1, LEN - 1}, {1000, 1}, {1000, 0}, {LEN, 0}, {4096, 300000}};
    int descriptor = file_with(LEN);

    for (size_t i = 0; i < 2 * sizeof(ranges) / sizeof(*ranges); i++) {
        struct arena *arena = arena_create_simple();
        uint64_t offset = ranges[i / 2][0], length = ranges[i / 2][1], got = 0;
        struct source *source = file_source(arena, descriptor, i & 1 ? FILE_RANGE : FILE_RANGE_SEEK, offset, length);
        struct slice chunk;
        struct error error;
        while (assert_true(source->next(source, &chunk, &error)), chunk.len) {
            assert_true(chunk.len <= SOURCE_CHUNK);
            check(chunk, offset + got);
            got += chunk.len;
            if (i & 1)
                assert_int_equal(lseek(descriptor, 0, SEEK_CUR), offset + got);
        }
        assert_int_equal(got, length);
        arena_destroy(arena);
    }
    close(descriptor);
}

static void seeks_and_shows_where(void **state)
{
    (void)state;
    int descriptor = file_with(LEN);
    struct arena *arena = arena_create_simple();
    struct reader r = reader_from(file_source(arena, descriptor, FILE_RANGE_SEEK, 77, LEN - 77), arena);
    uint64_t at = 0, step = 1;

    while (at + step + 100 < LEN - 77) {
        reader_skip(&r, step);
        at += step;
        check(reader_take(&r, 100), 77 + at);
        at += 100;
        step = step * 3 / 2 + 1;
        int64_t shown = lseek(descriptor, 0, SEEK_CUR);
        assert_true((uint64_t)shown <= LEN && (uint64_t)shown + 2 * 1024 * 1024 >= at);
    }
    assert_false(r.failed);
    reader_skip(&r, LEN);
    assert_true(r.failed);
    assert_int_equal(r.error.code, ERROR_TRUNCATED);
    arena_destroy(arena);
    close(descriptor);
}

static void a_file_that_shrinks_is_truncated(void **state)
{
    (void)state;
    for (int how = FILE_RANGE; how <= FILE_RANGE_SEEK; how++) {
        int descriptor = file_with(LEN);
        struct arena *arena = arena_create_simple();
        struct reader r = reader_from(file_source(arena, descriptor, how, 0, LEN), arena);
        check(reader_take(&r, 1000), 0);
        assert_int_equal(ftruncate(descriptor, 200000), 0);
        reader_skip(&r, 300000);
        assert_true(r.failed);
        assert_int_equal(r.error.code, ERROR_TRUNCATED);
        assert_true(slice_find(slice_text(r.error.text), S("shrank")) != SIZE_MAX);
        arena_destroy(arena);
        close(descriptor);
    }
}

static void a_range_longer_than_the_file_is_truncated(void **state)
{
    (void)state;
    int descriptor = file_with(10000);
    static const uint64_t ranges[][2] = {{0, 10001},     {10001, 1},    {0, UINT64_MAX}, {UINT64_MAX, UINT64_MAX},
                                         {INT64_MAX, 5}, {5, INT64_MAX}};

    for (size_t i = 0; i < 2 * sizeof(ranges) / sizeof(*ranges); i++) {
        struct arena *arena = arena_create_simple();
        struct reader r = reader_from(
            file_source(arena, descriptor, i & 1 ? FILE_RANGE : FILE_RANGE_SEEK, ranges[i / 2][0], ranges[i / 2][1]),
            arena);
        reader_skip(&r, 20000);
        assert_true(r.failed);
        arena_destroy(arena);
    }
    close(descriptor);
}

static void reads_a_pipe_to_its_end(void **state)
{
    (void)state;
    int ends[2];
    uint8_t bytes[5000];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = byte_at(i);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, sizeof(bytes)), sizeof(bytes));
    close(ends[1]);
    struct arena *arena = arena_create_simple();
    struct source *source = file_source(arena, ends[0], FILE_STREAM, 0, 0);
    struct reader r = reader_from(source, arena);
    assert_null(source->skip);
    reader_skip(&r, 10);
    check(reader_take(&r, 4990), 10);
    assert_true(reader_at_end(&r));
    arena_destroy(arena);
    close(ends[0]);
}

static void what_cannot_be_read_is_told(void **state)
{
    (void)state;
    for (int how = FILE_STREAM; how <= FILE_RANGE_SEEK; how++) {
        struct arena *arena = arena_create_simple();
        struct source *source = file_source(arena, -1, how, 0, 100);
        struct slice chunk;
        struct error error;
        assert_false(source->next(source, &chunk, &error));
        assert_int_equal(error.code, ERROR_LAYER_UNREADABLE);
        assert_string_equal(error.text, "read failed at byte 0: Bad file descriptor");
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_a_range),
        cmocka_unit_test(seeks_and_shows_where),
        cmocka_unit_test(a_file_that_shrinks_is_truncated),
        cmocka_unit_test(a_range_longer_than_the_file_is_truncated),
        cmocka_unit_test(reads_a_pipe_to_its_end),
        cmocka_unit_test(what_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
