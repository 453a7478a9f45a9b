#include "base/sort.h"
#include "base/testing.h"

struct item {
    uint32_t key, order;
    uint8_t more[5];
};

static int compare_items(const void *a, const void *b, void *context)
{
    const struct item *x = a, *y = b;
    ++*(size_t *)context;
    return (x->key > y->key) - (x->key < y->key);
}

static void check(size_t count, uint32_t keys, bool in_place)
{
    struct item *items = calloc(count ? count : 1, sizeof(*items));
    uint32_t seed = 12345;
    size_t compared = 0;

    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525 + 1013904223;
        items[i] = (struct item){.key = (seed >> 8) % keys, .order = (uint32_t)i};
        items[i].more[4] = (uint8_t)items[i].key;
    }
    (in_place ? sort_items_in_place : sort_items)(items, count, sizeof(*items), compare_items, &compared);
    for (size_t i = 1; i < count; i++) {
        assert_true(items[i - 1].key < items[i].key ||
                    (items[i - 1].key == items[i].key && items[i - 1].order < items[i].order));
        assert_int_equal(items[i].more[4], (uint8_t)items[i].key);
    }
    /* Sorted already: one comparison between each two. */
    compared = 0;
    (in_place ? sort_items_in_place : sort_items)(items, count, sizeof(*items), compare_items, &compared);
    assert_true(compared <= count);
    free(items);
}

static void sorted_and_stable(void **state)
{
    (void)state;
    for (size_t count = 0; count < 70; count++)
        for (uint32_t keys = 1; keys < 40; keys += 7) {
            check(count, keys, false);
            check(count, keys, true);
        }
    check(20000, 1 << 20, false);
    check(20000, 50, false);
    check(20000, 1 << 20, true);
    check(20000, 50, true);
}

static void first_of_sorted(void **state)
{
    static const int sorted[] = {1, 3, 3, 3, 8};
    static const struct {
        size_t count;
        int wanted;
        size_t first;
    } cases[] = {{0, 1, 0}, {5, 0, 0}, {5, 1, 0}, {5, 2, 1}, {5, 3, 1}, {5, 4, 4}, {5, 8, 4}, {5, 9, 5}, {1, 2, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(SORTED_FIRST(cases[i].count, k, sorted[k] >= cases[i].wanted), cases[i].first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sorted_and_stable), cmocka_unit_test(first_of_sorted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
