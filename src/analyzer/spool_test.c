#include "base/testing.h"

#include <stdlib.h>
#include <unistd.h>

#include "analyzer/spool.h"

static const struct spooled files[] = {
    {S_INIT("a"), 0, 4, 0644}, {S_INIT("b"), 4, 3, 0644}, {S_INIT("a"), 7, 2, 0644}, {S_INIT("far"), UINT64_MAX, 9, 0}};
static const struct slice content = S_INIT("aaaabbbAA");

static const struct {
    size_t file;
    uint64_t at;
    size_t len;
    const char *expected;
} reads[] = {
    {0, 0, 4, "aaaa"},      {0, 0, 100, "aaaa"}, {0, 3, 2, "a"}, {0, 4, 1, ""}, {0, UINT64_MAX, 1, ""},
    {1, 1, SIZE_MAX, "bb"}, {2, 0, 9, "AA"},     {3, 0, 4, ""},  {3, 5, 4, ""}, {1, 0, 0, ""},
};

static void read_all(const struct spool *spool)
{
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        uint8_t *buffer = malloc(9);
        size_t got = spool_read(spool, &spool->files[reads[i].file], reads[i].at, buffer, reads[i].len);
        assert_slice(slice_of(buffer, got), slice_text(reads[i].expected));
        free(buffer);
    }
}

static void over_memory(void **state)
{
    struct slice exact = test_exact(content);
    struct spool spool = {.files = files, .count = 4, .descriptor = -1, .memory = exact};

    (void)state;
    read_all(&spool);
    /* a list that promises more than there is */
    struct spooled greedy = {S("x"), 5, 100, 0};
    uint8_t buffer[100];
    assert_int_equal(spool_read(&spool, &greedy, 0, buffer, sizeof buffer), 4);
    assert_int_equal(spool_read(&spool, &greedy, 50, buffer, sizeof buffer), 0);
    test_exact_free(exact);
}

static void over_a_descriptor(void **state)
{
    char name[] = "/tmp/seaworthy-spool-XXXXXX";
    int descriptor = mkstemp(name);

    (void)state;
    assert_true(descriptor >= 0);
    unlink(name);
    assert_int_equal(write(descriptor, content.at, content.len), (ssize_t)content.len);
    struct spool spool = {.files = files, .count = 4, .descriptor = descriptor};
    read_all(&spool);
    close(descriptor);
}

static void the_later_of_two_is_found(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    for (int sorted = 0; sorted < 2; sorted++) {
        struct spool spool = {.files = files, .count = 4, .descriptor = -1, .memory = content};
        if (sorted)
            spool.by_path = spool_sort(files, 4, arena);
        assert_ptr_equal(spool_find(&spool, S("a")), &files[2]);
        assert_ptr_equal(spool_find(&spool, S("b")), &files[1]);
        assert_ptr_equal(spool_find(&spool, S("far")), &files[3]);
        assert_null(spool_find(&spool, S("c")));
        assert_null(spool_find(&spool, S("")));
        assert_null(spool_find(&spool, S("z")));
    }
    arena_destroy(arena);
}

struct room {
    struct spool_room room;
    uint8_t at[8];
};

static bool put(struct spool_room *room, struct slice bytes, struct error *error)
{
    struct room *to = (struct room *)room;

    if (bytes.len > sizeof to->at - room->used)
        return fail(error, ERROR_LIMIT, "full");
    memcpy(to->at + room->used, bytes.at, bytes.len);
    room->used += bytes.len;
    return true;
}

static void what_a_row_puts_there(void **state)
{
    struct room room = {.room = {.put = put, .used = 2}};
    struct spool spool = {.descriptor = -1, .room = &room.room};
    struct source_memory memory;
    struct spooled file = {0};
    struct error error;

    (void)state;
    assert_true(spool_put(&spool, source_memory(&memory, S("abcde"), 2), 5, &file, &error));
    assert_int_equal(file.offset, 2);
    assert_int_equal(file.size, 5);
    assert_slice(slice_of(room.at + 2, 5), S("abcde"));
    assert_false(spool_put(&spool, source_memory(&memory, S("fg"), 2), 5, &file, &error));
    room.room.used = 0;
    assert_false(spool_put(&spool, source_memory(&memory, S("abcde"), 2), 4, &file, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(over_memory),
        cmocka_unit_test(over_a_descriptor),
        cmocka_unit_test(the_later_of_two_is_found),
        cmocka_unit_test(what_a_row_puts_there),
    };
    return cmocka_run_group_tests_name("analyzer/spool", tests, NULL, NULL);
}
