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
    struct spool spool = {.files = files, .count = 4, .descriptor = -1, .memory = content};

    (void)state;
    assert_ptr_equal(spool_find(&spool, S("a")), &files[2]);
    assert_ptr_equal(spool_find(&spool, S("b")), &files[1]);
    assert_null(spool_find(&spool, S("c")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(over_memory),
        cmocka_unit_test(over_a_descriptor),
        cmocka_unit_test(the_later_of_two_is_found),
    };
    return cmocka_run_group_tests_name("analyzer/spool", tests, NULL, NULL);
}
