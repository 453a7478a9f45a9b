#include "base/testing.h"

static void __attribute__((noreturn)) jump_out(void *context, size_t wanted)
{
    (void)wanted;
    longjmp(*(jmp_buf *)context, 1);
}

/* Takes items until the arena is exhausted. returns  how many it gave */
static size_t take_all(size_t limit, size_t count, size_t size)
{
    jmp_buf out;
    struct arena *arena = arena_create(limit, jump_out, &out);
    volatile size_t taken = 0;

    if (setjmp(out) == 0)
        for (;;) {
            arena_take(arena, count, size, 8);
            taken++;
        }
    arena_destroy(arena);
    return taken;
}

static void items_are_zero_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    static const size_t aligns[] = {1, 2, 8, 16, 64, 4096};
    uint8_t *items[3000];

    for (size_t i = 0; i < 3000; i++) {
        size_t align = aligns[i % 6], len = i % 700;
        items[i] = arena_take(arena, len, 1, align);
        assert_int_equal((uintptr_t)items[i] & (align - 1), 0);
        for (size_t k = 0; k < len; k++)
            assert_int_equal(items[i][k], 0);
        memset(items[i], (int)(i % 251), len);
    }
    for (size_t i = 0; i < 3000; i++)
        for (size_t k = 0; k < i % 700; k++)
            assert_int_equal(items[i][k], i % 251);
    arena_destroy(arena);
}

static void reset_gives_memory_back_zeroed(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    uint8_t *kept = arena_take(arena, 100, 1, 1);
    memset(kept, 7, 100);
    size_t used = arena_used(arena);

    for (int round = 0; round < 50; round++) {
        struct arena_mark mark = arena_mark(arena);
        for (size_t i = 0; i < 40; i++) {
            size_t len = i % 8 == 7 ? 100 * 1000 : 20 * 1000;
            uint8_t *at = arena_take(arena, len, 1, 8);
            assert_true(at[0] == 0 && memcmp(at, at + 1, len - 1) == 0);
            memset(at, 0xff, len);
        }
        arena_reset(arena, mark);
        assert_int_equal(arena_used(arena), used);
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(kept[i], 7);
    arena_destroy(arena);
}

static void limit_calls_exhausted(void **state)
{
    (void)state;
    static const struct {
        size_t limit, count, size;
    } cases[] = {
        {1000, 1, 2000},
        {1000, 1, 100 * 1000},
        {1 << 20, 1, 2 << 20},
        {SIZE_MAX, 3, SIZE_MAX / 2},
        {SIZE_MAX, 1, SIZE_MAX - 8},
        {SIZE_MAX, 1, SIZE_MAX / 2},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_int_equal(take_all(cases[i].limit, cases[i].count, cases[i].size), 0);
}

static void limit_can_be_used_up(void **state)
{
    (void)state;
    assert_in_range(take_all(1 << 20, 1, 1000), 940, 1048);
    assert_in_range(take_all(1 << 20, 1, 100 * 1000), 10, 10);
    assert_in_range(take_all(5000, 1, 1000), 3, 4); /* less than a block */
}

struct list {
    uint32_t *at;
    size_t count, room;
};

static void lists_grow_and_keep_their_items(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct list a = {0}, b = {0}, c = {0};

    for (uint32_t i = 0; i < 100 * 1000; i++) {
        uint32_t *item = ARENA_PUSH(arena, &a);
        assert_int_equal(*item, 0);
        *item = i;
        *ARENA_PUSH(arena, &b) = ~i;
        if (i % 1000 == 0)
            *ARENA_PUSH(arena, &c) = i;
    }
    for (uint32_t i = 0; i < 100 * 1000; i++) {
        assert_int_equal(a.at[i], i);
        assert_int_equal(b.at[i], ~i);
    }
    assert_int_equal(c.count, 100);
    /* Long lists grow where they stand: nothing is left behind but what they held while they were small. */
    assert_true(arena_used(arena) < (a.room + b.room + c.room) * sizeof(uint32_t) + 4 * 32 * 1024);
    arena_destroy(arena);
}

static void list_alone_grows_in_place(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct list a = {0};

    for (uint32_t i = 0; i < 1000; i++)
        *ARENA_PUSH(arena, &a) = i;
    assert_int_equal(a.room, 1024);
    assert_in_range(arena_used(arena), 4096, 4096);
    arena_destroy(arena);
}

static void growing_after_a_mark_survives_reset(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct list a = {0};

    for (uint32_t i = 0; i < 20 * 1000; i++)
        *ARENA_PUSH(arena, &a) = i;
    arena_array(arena, uint8_t, 100 * 1000); /* another big block on top of it */
    struct arena_mark mark = arena_mark(arena);
    arena_array(arena, uint8_t, 100 * 1000);
    for (uint32_t i = 20 * 1000; i < 80 * 1000; i++)
        *ARENA_PUSH(arena, &a) = i;
    arena_reset(arena, mark);
    for (uint32_t i = 0; i < 80 * 1000; i++)
        assert_int_equal(a.at[i], i);
    arena_destroy(arena);
}

static void buffers_outlive_reset_and_are_used_again(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct arena_mark mark = arena_mark(arena);
    size_t room = 0, other_room = 0;
    uint8_t *buffer = arena_buffer(arena, NULL, &room, 10), *other = arena_buffer(arena, NULL, &other_room, 10);

    memset(buffer, 1, room);
    memset(other, 2, other_room);
    for (size_t wanted = 10; wanted < 3000 * 1000; wanted *= 3) {
        size_t before = room;
        buffer = arena_buffer(arena, buffer, &room, wanted);
        assert_true(room >= wanted && room >= before);
        memset(buffer + before, 1, room - before);
        arena_reset(arena, mark);
    }
    for (size_t i = 0; i < room; i++)
        assert_int_equal(buffer[i], 1);
    /* What has the room already does not grow, however often it asks. */
    for (size_t n = 0, before = room; n < 100; n++) {
        assert_ptr_equal(arena_buffer(arena, buffer, &room, 10), buffer);
        assert_int_equal(room, before);
    }
    assert_true(other[0] == 2 && memcmp(other, other + 1, other_room - 1) == 0);
    arena_buffer_release(arena, buffer);
    arena_buffer_release(arena, other);
    arena_buffer_release(arena, NULL);
    room = 0;
    assert_ptr_equal(arena_buffer(arena, NULL, &room, 10), other);
    assert_int_equal(arena_used(arena), 0);
    arena_destroy(arena);
}

static void branches_share_a_limit_and_no_marks(void **state)
{
    (void)state;
    jmp_buf out;
    struct arena *arena = arena_create(8 * 1024 * 1024, jump_out, &out);
    struct arena *branch = arena_branch(arena), *twig = arena_branch(branch);
    struct {
        uint8_t *at;
        size_t count, room;
    } list = {0};
    volatile size_t taken = 0;

    for (size_t i = 0; i < 100 * 1000; i++) {
        struct arena_mark mark = arena_mark(arena);
        memset(arena_array(arena, uint8_t, 5000), 0xff, 5000);
        *ARENA_PUSH(branch, &list) = (uint8_t)i;
        arena_reset(arena, mark);
    }
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(list.at[i], (uint8_t)i);
    assert_int_equal(arena_used(arena), 0);
    if (setjmp(out) == 0)
        for (;;) {
            arena_take(taken % 2 ? arena : twig, 1, 100 * 1000, 1);
            taken++;
        }
    assert_in_range(taken, 70, 82);
    arena_destroy(arena);
}

/* Twice the room would be more than there is, long before what is in use is. */
static void lists_grow_up_to_the_limit(void **state)
{
    (void)state;
    jmp_buf out;
    struct arena *arena = arena_create(10 * 1024 * 1024, jump_out, &out);
    volatile size_t taken = 0;
    struct {
        uint64_t *at;
        size_t count, room;
    } list = {0};

    if (setjmp(out) == 0)
        for (;;) {
            *ARENA_PUSH(arena, &list) = taken;
            taken++;
        }
    assert_true(taken * sizeof(uint64_t) > 8 * 1024 * 1024);
    arena_destroy(arena);
}

static void texts(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();

    assert_string_equal(arena_text(arena, S("abc")), "abc");
    assert_string_equal(arena_text(arena, S("")), "");
    assert_slice(arena_copy(arena, S("xyz")), S("xyz"));
    assert_slice(arena_copy(arena, (struct slice){0}), S(""));
    assert_slice(arena_format(arena, "%d-%s", 42, "x"), S("42-x"));
    assert_slice(arena_format(arena, "%s", ""), S(""));
    assert_int_equal(arena_format(arena, "%*d", 200 * 1000, 1).len, 200 * 1000);
    assert_slice(arena_join(arena, (struct slice[]){S("a"), S(""), S("bc")}, 3), S("abc"));
    assert_slice(arena_join(arena, NULL, 0), S(""));
    arena_destroy(arena);
}

static void __attribute__((noreturn)) too_much(void *context, size_t wanted)
{
    (void)context;
    fail_msg("%zu bytes more than there may be", wanted);
    abort();
}

static void what_is_trimmed_counts_no_more(void **state)
{
    enum { LIMIT = 1024 * 1024 };
    struct arena *arena = arena_create(LIMIT, too_much, NULL);
    uint8_t *first, *buffers[8];
    size_t room;

    (void)state;
    first = arena_buffer(arena, NULL, &(size_t){0}, 100);
    for (size_t i = 0; i < 8; i++) {
        room = 0;
        buffers[i] = arena_buffer(arena, NULL, &room, LIMIT / 4);
        memset(buffers[i], (int)i, room);
        buffers[i] = arena_buffer_trim(arena, buffers[i], &room, LIMIT / 16);
        assert_true(room >= LIMIT / 16 && room < LIMIT / 16 + 8192);
    }
    for (size_t i = 0; i < 8; i++) {
        assert_true(buffers[i][0] == i && buffers[i][LIMIT / 16 - 1] == i);
        arena_buffer_release(arena, buffers[i]);
    }
    arena_buffer_release(arena, first);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_zero_aligned_and_apart),
        cmocka_unit_test(reset_gives_memory_back_zeroed),
        cmocka_unit_test(limit_calls_exhausted),
        cmocka_unit_test(limit_can_be_used_up),
        cmocka_unit_test(lists_grow_and_keep_their_items),
        cmocka_unit_test(list_alone_grows_in_place),
        cmocka_unit_test(growing_after_a_mark_survives_reset),
        cmocka_unit_test(buffers_outlive_reset_and_are_used_again),
        cmocka_unit_test(what_is_trimmed_counts_no_more),
        cmocka_unit_test(branches_share_a_limit_and_no_marks),
        cmocka_unit_test(lists_grow_up_to_the_limit),
        cmocka_unit_test(texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
