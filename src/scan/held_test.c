#include "base/testing.h"

#include "scan/held.h"

#include <string.h>

enum { LAYERS = 4 };

/* Each letter is the layer that says four bytes next. */
static const struct {
    const char *name;
    uint64_t max;
    const char *order;
    size_t end;
} cases[] = {
    {"all have room", 16, "0123", 4},
    {"all have room, in any order", 16, "3102", 4},
    {"the uppermost gives way", 15, "0123", 3},
    {"the uppermost gives way though it was first", 15, "3210", 3},
    {"the uppermost gives way though it was nearly done", 20, "333012", 3},
    {"one that is too large gives way, and those above", 20, "0111123", 2},
    {"those above are not asked whether they would fit", 16, "3200001", 1},
    {"the lowest is too large", 15, "0000", 0},
    {"the lowest is too large, when others are done", 15, "1230000", 0},
};

static void which_layer_gives_way_depends_on_what_they_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct held held;
        held_init(&held, arena, LAYERS, cases[i].max);
        for (const char *at = cases[i].order; *at; at++) {
            size_t index = (size_t)(*at - '0');
            bool added = held_add(&held, index, S("said"));
            assert_int_equal(added, index < held.end);
        }
        if (held.end != cases[i].end)
            fail_msg("%s: %zu", cases[i].name, held.end);
        for (size_t n = 0; n < LAYERS; n++) {
            struct slice all = held_all(&held, n);
            assert_true(n < held.end ? slice_starts(all, S("said")) : all.len == 0);
        }
        assert_true(held.used <= held.max && held_bytes(&held) == held.used);
        arena_destroy(arena);
    }
}

static void what_is_decoded_takes_its_room_from_those_above(void **state)
{
    struct arena *arena = arena_create_simple();
    struct held held;

    (void)state;
    held_init(&held, arena, LAYERS, 20);
    for (size_t i = 0; i < LAYERS; i++)
        assert_true(held_add(&held, i, S("said")));
    assert_int_equal(held_left(&held), 4);
    assert_true(held_take(&held, 0, 6));
    assert_int_equal(held.end, 3);
    assert_int_equal(held_left(&held), 2);
    assert_false(held_take(&held, 1, 7));
    assert_int_equal(held.end, 1);
    assert_false(held_take(&held, 1, 0));
    assert_false(held_give_way(&held, 0));
    assert_slice(held_all(&held, 0), S("said"));
    arena_destroy(arena);
}

static void what_a_worker_said_before_it_died_counts(void **state)
{
    struct arena *arena = arena_create_simple();
    struct held held;

    (void)state;
    held_init(&held, arena, LAYERS, 8);
    assert_true(held_add(&held, 0, S("said")));
    held_drop(&held, 0);
    assert_int_equal(held_all(&held, 0).len, 0);
    assert_int_equal(held_bytes(&held), 0);
    assert_true(held_add(&held, 1, S("said")));
    assert_false(held_add(&held, 2, S("said")));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(which_layer_gives_way_depends_on_what_they_say),
        cmocka_unit_test(what_is_decoded_takes_its_room_from_those_above),
        cmocka_unit_test(what_a_worker_said_before_it_died_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
