#include "base/testing.h"

#include "facts/order.h"

/* The same numbers on every machine. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void check_sorted(const uint8_t *at, size_t count, size_t size)
{
    for (size_t i = 1; i < count; i++)
        assert_true(memcmp(at + (i - 1) * size, at + i * size, size) <= 0);
}

/* A sum that does not depend on the order: nothing was lost and nothing doubled. */
static uint64_t sum_of(const uint8_t *at, size_t count, size_t size)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t hash = 14695981039346656037u;
        for (size_t j = 0; j < size; j++)
            hash = (hash ^ at[i * size + j]) * 1099511628211u;
        sum += hash;
    }
    return sum;
}

static void order_sorts_every_shape(void **state)
{
    (void)state;
    static const struct {
        size_t count, size;
        size_t prefix; /* leading bytes that are the same in all */
        uint8_t mask;  /* of the others: few bits make repetitions */
    } cases[] = {
        {0, 16, 0, 0xFF},   {1, 16, 0, 0xFF},    {2, 16, 0, 0xFF},    {32, 16, 0, 0xFF},   {33, 16, 0, 0xFF},
        {5000, 16, 0, 255}, {5000, 16, 12, 255}, {5000, 16, 16, 255}, {5000, 16, 15, 1},   {4096, 37, 0, 0xFF},
        {4096, 37, 30, 3},  {3000, 1, 0, 0xFF},  {3000, 64, 0, 0xFF}, {70000, 16, 0, 255},
    };
    uint64_t random = 88172645463325252u;

    for (size_t c = 0; c < sizeof(cases) / sizeof(*cases); c++) {
        size_t bytes = cases[c].count * cases[c].size;
        uint8_t *at = malloc(bytes ? bytes : 1);
        for (size_t i = 0; i < bytes; i++)
            at[i] = i % cases[c].size < cases[c].prefix ? 7 : (uint8_t)next_random(&random) & cases[c].mask;
        uint64_t sum = sum_of(at, cases[c].count, cases[c].size);
        order_records(at, cases[c].count, cases[c].size);
        check_sorted(at, cases[c].count, cases[c].size);
        assert_true(sum == sum_of(at, cases[c].count, cases[c].size));
        free(at);
    }
}

static void order_unique_keeps_one_of_each(void **state)
{
    (void)state;
    uint8_t at[] = {1, 1, 1, 1, 1, 2, 1, 2, 3, 0};
    assert_int_equal(order_unique(at, 5, 2), 3);
    assert_memory_equal(at, ((uint8_t[]){1, 1, 1, 2, 3, 0}), 6);
    assert_int_equal(order_unique(at, 0, 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_sorts_every_shape),
        cmocka_unit_test(order_unique_keeps_one_of_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
