#include "base/testing.h"

#include "advisory/rules.h"

static const struct rule rules[] = {
    {.numbered = true, .cve = 5, .shape = 1, .bound = S_INIT("b"), .extra = S_INIT("e")},
    {.numbered = true, .cve = 5, .shape = 300, .bound = S_INIT("a"), .extra = S_INIT("")},
    {.numbered = true, .cve = 0xffffffff, .shape = 2, .bound = S_INIT("b"), .extra = S_INIT("")},
    {.name = S_INIT("X-1"), .shape = 1, .bound = S_INIT(""), .extra = S_INIT("e")},
    {.name = S_INIT("X-1"), .shape = 2, .bound = S_INIT("b"), .extra = S_INIT("f")},
    {.name = S_INIT("X-2"), .shape = 1, .bound = S_INIT("b"), .extra = S_INIT("e")},
};
enum { RULES = sizeof rules / sizeof rules[0] };

static void test_there_and_back(void **state)
{
    /* From each to each: with numbered ones alone, named ones alone, and none. */
    (void)state;
    for (size_t from = 0; from <= RULES; from++) {
        for (size_t to = from; to <= RULES; to++) {
            struct arena *arena = arena_create_simple();
            struct bytes bytes = {.arena = arena};
            struct rules read;
            struct slice exact;
            struct rule rule;
            bool good = true;
            size_t i = from;

            rules_put(&bytes, rules + from, to - from);
            exact = test_exact(bytes_slice(&bytes));
            assert_true(rules_open(exact, arena, &read));
            for (; rules_next(&read, &rule, &good); i++) {
                assert_true(i < to && rule.numbered == rules[i].numbered && rule.shape == rules[i].shape);
                if (rule.numbered)
                    assert_int_equal(rule.cve, rules[i].cve);
                else
                    assert_slice(rule.name, rules[i].name);
                assert_slice(rule.bound, rules[i].bound);
                assert_slice(rule.extra, rules[i].extra);
            }
            assert_true(good && i == to);
            test_exact_free(exact);
            arena_destroy(arena);
        }
    }
}

static void test_damage(void **state)
{
    struct arena *arena = arena_create_simple();
    struct bytes bytes = {.arena = arena};
    struct slice whole;

    (void)state;
    rules_put(&bytes, rules, RULES);
    whole = bytes_slice(&bytes);
    for (size_t bit = 0; bit < whole.len * 9; bit++) {
        struct slice exact = test_exact(bit / 9 && bit % 9 == 8 ? slice_head(whole, bit / 9) : whole);
        struct rules read;
        struct rule rule;
        size_t count = 0;
        bool good;
        if (bit % 9 < 8)
            ((uint8_t *)(uintptr_t)exact.at)[bit / 9] ^= (uint8_t)(1 << bit % 9);
        if (rules_open(exact, arena, &read))
            while (count < whole.len && rules_next(&read, &rule, &good))
                count++;
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_there_and_back), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
