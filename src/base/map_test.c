#include "base/map.h"
#include "base/testing.h"

static const uint64_t reference_key[2] = {0x0706050403020100, 0x0f0e0d0c0b0a0908};

/* vectors.h of the reference implementation: key 00…0f, input 00, 00 01, … */
static void siphash_gives_the_reference_vectors(void **state)
{
    (void)state;
    uint8_t input[16], out[16];
    static const uint8_t empty[16] = {0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6,
                                      0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55, 0x02, 0x93};

    for (unsigned i = 0; i < sizeof(input); i++)
        input[i] = (uint8_t)i;
    assert_true(siphash64(reference_key, slice_of(input, 0)) == 0x726fdb47dd0e0e31);
    assert_true(siphash64(reference_key, slice_of(input, 1)) == 0x74f839c593dc67fd);
    assert_true(siphash64(reference_key, slice_of(input, 8)) == 0x93f5f5799a932462);
    assert_true(siphash64(reference_key, slice_of(input, 15)) == 0xa129ca6149be45e5);
    siphash128(reference_key, slice_of(input, 0), out);
    assert_memory_equal(out, empty, 16);
}

static void entries_keep_their_order(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct map map;
    static const uint64_t seed[2] = {1, 2};

    map_init(&map, arena, seed);
    assert_null(map_get(&map, S("a")));
    for (uintptr_t i = 1; i <= 5000; i++) {
        void **value = map_put(&map, arena_format(arena, "key %u", (unsigned)i));
        assert_null(*value);
        *value = (void *)i;
    }
    assert_int_equal(map.count, 5000);
    for (uintptr_t i = 1; i <= 5000; i++) {
        struct slice key = arena_format(arena, "key %u", (unsigned)i);
        assert_true((uintptr_t)map_get(&map, key) == i);
        assert_true((uintptr_t)*map_put(&map, key) == i);
        assert_slice(map.entries[i - 1].key, key);
    }
    assert_null(map_get(&map, S("key 0")));
    assert_null(*map_put(&map, S("")));
    assert_int_equal(map.count, 5001);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(siphash_gives_the_reference_vectors),
        cmocka_unit_test(entries_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
