#include "base/testing.h"

#include "advisory/day.h"

static void test_days(void **state)
{
    static const struct {
        struct slice text;
        uint32_t day; /* 0: none */
    } cases[] = {
        {S_INIT("1990-01-01"), 7305},        {S_INIT("2000-02-29"), 11016},
        {S_INIT("2024-02-29"), 19782},       {S_INIT("2024-12-31T23:59:59Z"), 20088},
        {S_INIT("2025-01-01 08:00"), 20089}, {S_INIT("2199-12-31"), DAY_LIMIT - 1},
        {S_INIT("2023-02-29"), 0},           {S_INIT("2100-02-29"), 0},
        {S_INIT("0001-01-01T00:00:00Z"), 0}, {S_INIT("2200-01-01"), 0},
        {S_INIT("2024-13-01"), 0},           {S_INIT("2024-00-10"), 0},
        {S_INIT("2024-01-00"), 0},           {S_INIT("2024-1-01"), 0},
        {S_INIT("2024-01-011"), 0},          {S_INIT("2024-01-0"), 0},
        {S_INIT("tomorrow!!"), 0},           {S_INIT(""), 0},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice exact = test_exact(cases[i].text);
        uint32_t day = 0;
        if (day_parse(exact, &day) != (cases[i].day != 0) || day != cases[i].day)
            fail_msg("'%.*s' is day %u", SLICE_ARG(exact), day);
        if (day)
            assert_slice(day_text(arena, day), slice_head(exact, DAY_TEXT));
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

/* Every day of two centuries there and back. */
static void test_every_day(void **state)
{
    struct arena *arena = arena_create_simple();
    struct arena_mark mark = arena_mark(arena);

    (void)state;
    for (uint32_t day = 7305; day < DAY_LIMIT; day++) {
        uint32_t back = 0;
        assert_true(day_parse(day_text(arena, day), &back));
        assert_int_equal(back, day);
        arena_reset(arena, mark);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_days), cmocka_unit_test(test_every_day)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
