#include "base/testing.h"

#include "facts/example.h"
#include "facts/rebuild.h"
#include "facts/wire.h"

/* Bytes in their own allocation; what is accepted must be what the encoder would have made. */
static bool decodes(struct slice bytes, struct error *error)
{
    struct arena *arena = arena_create_simple();
    struct slice exact = test_exact(bytes);
    struct facts facts;

    bool good = facts_decode(exact, arena, &facts, error);
    if (good)
        assert_slice(rebuild(&facts, arena), exact);
    test_exact_free(exact);
    arena_destroy(arena);
    return good;
}

static void a_stream_cut_at_any_byte_is_seen(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct error error;
    example_facts(&facts, arena);
    struct slice bytes = facts_encode(&facts);

    assert_true(decodes(bytes, &error));
    for (size_t len = 0; len < bytes.len; len++) {
        assert_false(decodes(slice_head(bytes, len), &error));
        assert_int_equal(error.code, ERROR_WORKER_DIED);
    }
    arena_destroy(arena);
}

static void flipped_bits_and_missing_bytes_do_no_harm(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct error error;
    example_facts(&facts, arena);
    struct slice bytes = facts_encode(&facts);
    uint8_t *copy = arena_array(arena, uint8_t, bytes.len);
    size_t refused = 0;

    for (size_t i = 0; i < bytes.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            memcpy(copy, bytes.at, bytes.len);
            copy[i] ^= (uint8_t)(1u << bit);
            refused += !decodes(slice_of(copy, bytes.len), &error);
        }
        memcpy(copy, bytes.at, i);
        memcpy(copy + i, bytes.at + i + 1, bytes.len - i - 1);
        refused += !decodes(slice_of(copy, bytes.len - 1), &error);
    }
    assert_true(refused > bytes.len); /* the others changed letters of names */
    arena_destroy(arena);
}

#define HEAD  "SWFACTS\n\4\1t\0\0\0"
#define TAIL  "SWFEND.\n"
#define NONE1 "\0"
#define NONE2 "\0\0"
#define NONE3 "\0\0\0"
#define NONE4 "\0\0\0\0"
#define NONE5 "\0\0\0\0\0"
#define NONE6 "\0\0\0\0\0\0"
#define NONE7 "\0\0\0\0\0\0\0"
#define MAX64 "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1"

/* A source "f" of analyzer "x", size and mode 0, without digests. */
#define SOURCE                     "\1f\1x\0\0\0"
#define BYTES48                    "0123456789abcdef0123456789abcdef0123456789abcdef"
#define HASHED                     "\1f\1x\0\0\1\16" BYTES48
#define HASH(byte)                 byte "23456789abcdef0"
#define OWNED(byte, package, kind) HASH(byte) package kind "0123456789abcdef"

static const struct {
    const char *name;
    struct slice bytes;
    bool good;
} cases[] = {
    {"nothing in it", S_INIT(HEAD NONE7 TAIL), true},
    {"another magic", S_INIT("SWFACTS\r\4\1t\0\0\0" NONE7 TAIL), false},
    {"another version", S_INIT("SWFACTS\n\5\1t\0\0\0" NONE7 TAIL), false},
    {"table is no UTF-8", S_INIT("SWFACTS\n\4\1\377\0\0\0" NONE7 TAIL), false},
    {"diff ID of an unknown kind", S_INIT("SWFACTS\n\4\1t\0\0\7" NONE7 TAIL), false},
    {"diff ID that is SHA-1",
     S_INIT("SWFACTS\n\4\1t\0\0\2"
            "01234567890123456789" NONE7 TAIL),
     false},
    {"diff ID cut", S_INIT("SWFACTS\n\4\1t\0\0\3" NONE7 TAIL), false},
    {"a number of 64 bits", S_INIT("SWFACTS\n\4\1t" MAX64 "\0\0" NONE7 TAIL), true},
    {"a number of 65 bits", S_INIT("SWFACTS\n\4\1t\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\2\0\0" NONE7 TAIL), false},
    {"a number of 71 bits", S_INIT("SWFACTS\n\4\1t\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\0\0\0" NONE7 TAIL), false},
    {"a number with a zero behind", S_INIT("SWFACTS\n\4\1t\x80\0\0\0" NONE7 TAIL), false},
    {"bytes behind the last record", S_INIT(HEAD NONE7 "\0" TAIL), false},
    {"a list is missing", S_INIT(HEAD NONE6 TAIL), false},

    {"more sources than bytes", S_INIT(HEAD "\7" NONE6 TAIL), false},
    {"sources without end", S_INIT(HEAD MAX64 NONE6 TAIL), false},
    {"a source that says nothing", S_INIT(HEAD "\1" SOURCE NONE3 NONE6 TAIL), false},
    {"a source with a value",
     S_INIT(HEAD "\1" SOURCE "\0"
                 "\1\1n\1v"
                 "\0" NONE6 TAIL),
     true},
    {"a value without a name",
     S_INIT(HEAD "\1" SOURCE "\0"
                 "\1\0\2vv"
                 "\0" NONE6 TAIL),
     false},
    {"the same source twice", S_INIT(HEAD "\2" SOURCE "\0\1\1n\1v\0" SOURCE "\0\1\1n\1v\0" NONE6 TAIL), false},
    {"sources out of order",
     S_INIT(HEAD "\2" SOURCE "\0\1\1n\1v\0"
                 "\1e\1x\0\0\0"
                 "\0\1\1n\1v\0" NONE6 TAIL),
     false},
    {"two rows in order",
     S_INIT(HEAD "\2" SOURCE "\0\1\1n\1v\0"
                 "\1f\1y\0\0\0"
                 "\0\1\1n\1v\0" NONE6 TAIL),
     true},
    {"a mode of 33 bits",
     S_INIT(HEAD "\1"
                 "\1f\1x\0\xFF\xFF\xFF\xFF\x1F\0"
                 "\0\1\1n\1v\0" NONE6 TAIL),
     false},

    {"a package", S_INIT(HEAD "\1" SOURCE "\1\3\1d\1a" NONE2 NONE6 TAIL), true},
    {"a package without a name", S_INIT(HEAD "\1" SOURCE "\1\1\3ddd" NONE2 NONE6 TAIL), false},
    {"a package without a type", S_INIT(HEAD "\1" SOURCE "\1\2\3aaa" NONE2 NONE6 TAIL), false},
    {"an empty name", S_INIT(HEAD "\1" SOURCE "\1\3\2dd\0" NONE2 NONE6 TAIL), false},
    {"an unknown field", S_INIT(HEAD "\1" SOURCE "\1\x83\x80\x80\x80\x20\1d\1a" NONE2 NONE6 TAIL), false},
    {"an epoch", S_INIT(HEAD "\1" SOURCE "\1\7\1d\1a\7" NONE2 NONE6 TAIL), true},
    {"an epoch of 64 bits", S_INIT(HEAD "\1" SOURCE "\1\7\1d\1a" MAX64 NONE2 NONE6 TAIL), false},
    {"a list of licences", S_INIT(HEAD "\1" SOURCE "\1\x83\2\1d\1a\1\1l" NONE2 NONE6 TAIL), true},
    {"an empty list", S_INIT(HEAD "\1" SOURCE "\1\x83\2\1d\1a\0" NONE2 NONE6 TAIL), false},
    {"an empty item", S_INIT(HEAD "\1" SOURCE "\1\x83\2\1d\1a\2\0\1l" NONE2 NONE6 TAIL), false},
    {"a scope", S_INIT(HEAD "\1" SOURCE "\1\x83\x80\1\1d\1a\1" NONE2 NONE6 TAIL), true},
    {"a scope that is not there", S_INIT(HEAD "\1" SOURCE "\1\x83\x80\1\1d\1a\2" NONE2 NONE6 TAIL), false},
    {"a scope that is the default", S_INIT(HEAD "\1" SOURCE "\1\x83\x80\1\1d\1a\0" NONE2 NONE6 TAIL), false},

    {"digests of a file with a package", S_INIT(HEAD "\1" HASHED "\1\3\1d\1a" NONE2 NONE6 TAIL), true},
    {"digests of an unknown kind", S_INIT(HEAD "\1\1f\1x\0\0\1\22" BYTES48 "\1\3\1d\1a" NONE2 NONE6 TAIL), false},
    {"digests of a file without one", S_INIT(HEAD "\1" HASHED "\0\1\1n\1v\0" NONE6 TAIL), false},
    {"two sets of digests", S_INIT(HEAD "\1\1f\1x\0\0\2\16" BYTES48 "\16" BYTES48 "\1\3\1d\1a" NONE2 NONE6 TAIL),
     false},

    {"an owned file of nobody", S_INIT(HEAD "\1" SOURCE NONE2 "\1" OWNED("1", "\377\377\377\377", "\1") NONE6 TAIL),
     true},
    {"an owned file of a package that is not there",
     S_INIT(HEAD "\1" SOURCE NONE2 "\1" OWNED("1", "\0\0\0\0", "\1") NONE6 TAIL), false},
    {"an unknown kind of digest", S_INIT(HEAD "\1" SOURCE NONE2 "\1" OWNED("1", "\377\377\377\377", "\5") NONE6 TAIL),
     false},
    {"owned files out of order",
     S_INIT(HEAD "\1" SOURCE NONE2 "\2" OWNED("2", "\377\377\377\377", "\1") OWNED("1", "\377\377\377\377", "\1")
                NONE6 TAIL),
     false},

    {"a removed path", S_INIT(HEAD NONE1 "\1\1a" NONE5 TAIL), true},
    {"an absolute path", S_INIT(HEAD NONE1 "\1\2/a" NONE5 TAIL), false},
    {"a path with '..'", S_INIT(HEAD NONE1 "\1\4a/.." NONE5 TAIL), false},
    {"a path with '.'", S_INIT(HEAD NONE1 "\1\5a/./b" NONE5 TAIL), false},
    {"a path with '//'", S_INIT(HEAD NONE1 "\1\4a//b" NONE5 TAIL), false},
    {"a path with '/' behind", S_INIT(HEAD NONE1 "\1\2a/" NONE5 TAIL), false},
    {"a path with a NUL", S_INIT(HEAD NONE1 "\1\3a\0b" NONE5 TAIL), false},
    {"a path that is no UTF-8", S_INIT(HEAD NONE1 "\1\2a\377" NONE5 TAIL), false},
    {"names of dots that are names", S_INIT(HEAD NONE1 "\1\7.../..a" NONE5 TAIL), true},
    {"removed paths out of order", S_INIT(HEAD NONE1 "\2\1b\1a" NONE5 TAIL), false},
    {"a removed path twice", S_INIT(HEAD NONE1 "\2\1a\1a" NONE5 TAIL), false},
    {"an opaque root", S_INIT(HEAD NONE2 "\1\0" NONE4 TAIL), true},
    {"opaque folders out of order", S_INIT(HEAD NONE2 "\2\1b\1a" NONE4 TAIL), false},

    {"a symbolic link", S_INIT(HEAD NONE3 "\1\1l\0\5.././" NONE3 TAIL), true},
    {"a hard link to a path that is not normalised", S_INIT(HEAD NONE3 "\1\1l\1\5.././" NONE3 TAIL), false},
    {"a link of a third kind", S_INIT(HEAD NONE3 "\1\1l\2\1a" NONE3 TAIL), false},
    {"links out of order", S_INIT(HEAD NONE3 "\2\1l\0\1a\1k\0\1a" NONE3 TAIL), false},

    {"a member", S_INIT(HEAD NONE4 "\1\1m\1\1\1\0" NONE2 TAIL), true},
    {"a member with a link that is not normalised", S_INIT(HEAD NONE4 "\1\1m\1\1\1\2/a" NONE2 TAIL), false},
    {"members out of order", S_INIT(HEAD NONE4 "\2\1m\1\1\1\0\1l\1\1\1\0" NONE2 TAIL), false},

    {"a problem", S_INIT(HEAD NONE5 "\1\4\1p\1d" NONE1 TAIL), true},
    {"a problem without a code", S_INIT(HEAD NONE5 "\1\0\1p\1d" NONE1 TAIL), false},
    {"a problem of our own mistakes", S_INIT(HEAD NONE5 "\1\x19\1p\1d" NONE1 TAIL), false},
    {"problems out of order", S_INIT(HEAD NONE5 "\2\4\1p\1d\4\1o\1d" NONE1 TAIL), false},

    {"path hashes", S_INIT(HEAD NONE6 "\2" HASH("1") HASH("2") TAIL), true},
    {"path hashes out of order", S_INIT(HEAD NONE6 "\2" HASH("2") HASH("1") TAIL), false},
    {"a path hash twice", S_INIT(HEAD NONE6 "\2" HASH("1") HASH("1") TAIL), false},
    {"a path hash cut",
     S_INIT(HEAD NONE6 "\1"
                       "0123456789abcde" TAIL),
     false},
};

static void only_what_we_would_have_encoded_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct error error = {0};
        bool good = decodes(cases[i].bytes, &error);
        if (good != cases[i].good)
            fail_msg("%s: %s", cases[i].name, good ? "taken" : error.text);
        if (!good)
            assert_int_equal(error.code, ERROR_INTEGRITY);
    }
}

/* Few bytes that ask for much memory: 4 million empty opaque paths, 2 million sources. */
static void counts_that_ask_for_too_much_memory_are_a_limit(void **state)
{
    (void)state;
    static uint8_t bytes[FACTS_MAX];
    static const struct slice head = S_INIT(HEAD NONE2), four_million = S_INIT("\x80\x80\x80\2");
    struct arena *arena = arena_create_simple();
    struct facts facts;
    struct error error;

    memcpy(bytes, head.at, head.len);
    memcpy(bytes + head.len, four_million.at, four_million.len);
    memcpy(bytes + sizeof(bytes) - FACTS_END.len, FACTS_END.at, FACTS_END.len);
    assert_false(facts_decode(slice_of(bytes, sizeof(bytes)), arena, &facts, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
    assert_true(arena_used(arena) < FACTS_WEIGHT_MAX);
    assert_false(facts_decode(slice_of(bytes, sizeof(bytes) + 1), arena, &facts, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stream_cut_at_any_byte_is_seen),
        cmocka_unit_test(flipped_bits_and_missing_bytes_do_no_harm),
        cmocka_unit_test(only_what_we_would_have_encoded_is_taken),
        cmocka_unit_test(counts_that_ask_for_too_much_memory_are_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
