#include "base/digest.h"
#include "base/testing.h"

static const char abc_sha512[] = "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                 "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

/* FIPS 180-2 appendix, RFC 1321 A.5 */
static void known_answers(void **state)
{
    (void)state;
    static const struct {
        enum digest_kind kind;
        const char *text;
    } cases[] = {
        {DIGEST_MD5, "md5:900150983cd24fb0d6963f7d28e17f72"},
        {DIGEST_SHA1, "sha1:a9993e364706816aba3e25717850c26c9cd0d89d"},
        {DIGEST_SHA256, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {DIGEST_SHA512, abc_sha512},
    };
    struct arena *arena = arena_create_simple();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct digest digest = digest_over(cases[i].kind, S("abc")), pieces;
        union digest_space space;
        struct digest_state *state_of = digest_begin(&space, cases[i].kind);
        digest_update(state_of, S("a"));
        digest_update(state_of, (struct slice){0});
        digest_update(state_of, S("bc"));
        pieces = digest_end(state_of);
        assert_true(digest_equal(&digest, &pieces));
        assert_slice(digest_text(&digest, arena), slice_text(cases[i].text));
        digest.bytes[digest_len(cases[i].kind) - 1] ^= 1;
        assert_false(digest_equal(&digest, &pieces));
    }
    struct digest none = digest_over(DIGEST_NONE, S("abc"));
    assert_int_equal(none.kind, DIGEST_NONE);
    arena_destroy(arena);
}

/* Beside each other as alone, wherever the bytes are cut. */
static void two_at_once(void **state)
{
    (void)state;
    static const size_t cuts[] = {0, 1, 63, 64, 65, 128, 192, 4096, 4097};
    enum { LEN = 8192 };
    uint8_t *a = malloc(LEN), *b = malloc(LEN);

    for (size_t i = 0; i < LEN; i++) {
        a[i] = (uint8_t)(i * 31 >> 2);
        b[i] = (uint8_t)(i * 17 >> 3);
    }
    struct slice first = slice_of(a, LEN), second = slice_of(b, LEN);
    struct digest expected[] = {digest_over(DIGEST_MD5, first), digest_over(DIGEST_MD5, second)};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        union digest_space spaces[2];
        struct digest_state *one = digest_begin(&spaces[0], DIGEST_MD5), *other = digest_begin(&spaces[1], DIGEST_MD5);
        digest_update_two(one, slice_head(first, cuts[i]), other, slice_head(second, cuts[i]));
        digest_update_two(one, slice_skip(first, cuts[i]), other, slice_skip(second, cuts[i]));
        struct digest made[] = {digest_end(one), digest_end(other)};
        assert_true(digest_equal(&made[0], &expected[0]));
        assert_true(digest_equal(&made[1], &expected[1]));
    }
    free(a);
    free(b);
}

static void parsing_is_strict(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool ok;
    } cases[] = {
        {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", true},
        {abc_sha512, true},
        {"sha256:BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false},
        {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a", false},
        {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0", false},
        {"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ag", false},
        {"sha256:../../../../../../../../../../../../../../../../../../../../../", false},
        {"sha256ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false},
        {"sha1:a9993e364706816aba3e25717850c26c9cd0d89d", false},
        {"md5:900150983cd24fb0d6963f7d28e17f72", false},
        {"none:", false},
        {"sha256:", false},
        {":", false},
        {"", false},
    };
    struct arena *arena = arena_create_simple();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice text = test_exact(slice_text(cases[i].text));
        struct digest digest;
        if (digest_parse(text, &digest) != cases[i].ok)
            fail_msg("%s", cases[i].text);
        if (cases[i].ok)
            assert_slice(digest_text(&digest, arena), text);
        test_exact_free(text);
    }
    arena_destroy(arena);
}

static void hexadecimal(void **state)
{
    (void)state;
    uint8_t out[2];

    assert_true(hex_parse(S("0aFf"), out, 2));
    assert_int_equal(out[0], 0x0a);
    assert_int_equal(out[1], 0xff);
    assert_false(hex_parse(S("0aF"), out, 2));
    assert_false(hex_parse(S("0aFfff"), out, 2));
    assert_false(hex_parse(S("0a-f"), out, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(two_at_once),
        cmocka_unit_test(parsing_is_strict),
        cmocka_unit_test(hexadecimal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
