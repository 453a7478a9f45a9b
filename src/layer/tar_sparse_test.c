/* Sparse files in their four forms: the same file from each, and maps that lie. */
#include "layer/tar.h"

#include <stdio.h>

#include "base/testing.h"
#include "layer/tar_sparse.h"
#include "layer/testing/listing.h"
#include "layer/testing/tar_builder.h"

/* The file of every good case: 3,000 bytes, "first" at 512 and "second" at 2048. */
enum { SIZE = 3000, STORED = 1024 };
#define WHOLE "file sp 644 3000 3000 bytes a46258e8\n= ok\n"

static void stored_bytes(struct tar_builder *b)
{
    uint8_t bytes[STORED] = {0};

    memcpy(bytes, "first", 5);
    memcpy(bytes + 512, "second", 6);
    tar_builder_bytes(b, slice_of(bytes, STORED));
}

struct text {
    uint8_t at[4096];
    size_t len;
};

static void add(struct text *text, const char *key, const char *value)
{
    text->len += tar_builder_record(text->at + text->len, key, slice_text(value)).len;
}

static void old_gnu_map(struct tar_builder *b, const char *map, const char *size)
{
    char fields[4 * 24 + 1 + 12] = {0};

    memcpy(fields, map, strlen(map));
    for (size_t i = 11; i < 96; i += 12) /* the caller wrote blanks between numbers */
        fields[i] = 0;
    memcpy(fields + 97, size, 11);
    tar_builder_header(
        b, (struct tar_built){.name = "sp", .type = 'S', .magic = "ustar  ", .stored = STORED, .sparse = fields});
}

static void old_gnu(struct tar_builder *b)
{
    old_gnu_map(b, "00000001000 00000001000 00000004000 00000001000 ", "00000005670");
    stored_bytes(b);
    tar_builder_end(b);
}

/* Four parts in the header, of which two are empty, and the last in a block behind it. */
static void old_gnu_extended(struct tar_builder *b)
{
    char fields[4 * 24 + 1 + 12] = {0}, block[512] = {0};

    memcpy(fields,
           "00000000000\00000000000000\00000000000100\00000000000000\0"
           "00000001000\00000000001000\00000000002000\00000000000000",
           95);
    fields[96] = 1;
    memcpy(fields + 97, "00000005670", 11);
    tar_builder_header(
        b, (struct tar_built){.name = "sp", .type = 'S', .magic = "ustar  ", .stored = STORED, .sparse = fields});
    memcpy(block, "00000004000\00000000001000", 23);
    tar_builder_bytes(b, slice_of(block, 512));
    stored_bytes(b);
    tar_builder_end(b);
}

static void records(struct tar_builder *b, const struct text *text, const char *name, size_t stored)
{
    tar_builder_pax(b, 'x', slice_of(text->at, text->len));
    tar_builder_header(b, (struct tar_built){.name = name, .stored = stored});
}

static void pax_00(struct tar_builder *b)
{
    struct text text = {.len = 0};

    add(&text, "GNU.sparse.size", "3000");
    add(&text, "GNU.sparse.numblocks", "2");
    add(&text, "GNU.sparse.offset", "512");
    add(&text, "GNU.sparse.numbytes", "512");
    add(&text, "GNU.sparse.offset", "2048");
    add(&text, "GNU.sparse.numbytes", "512");
    records(b, &text, "sp", STORED);
    stored_bytes(b);
    tar_builder_end(b);
}

static void pax_01_with(struct tar_builder *b, const char *map)
{
    struct text text = {.len = 0};

    add(&text, "GNU.sparse.name", "sp");
    add(&text, "GNU.sparse.size", "3000");
    add(&text, "GNU.sparse.numblocks", "2");
    add(&text, "GNU.sparse.map", map);
    records(b, &text, "GNUSparseFile.1/sp", STORED);
    stored_bytes(b);
    tar_builder_end(b);
}

static void pax_01(struct tar_builder *b)
{
    pax_01_with(b, "512,512,2048,512");
}

static void pax_10_with(struct tar_builder *b, const char *map, size_t stored)
{
    struct text text = {.len = 0};

    add(&text, "GNU.sparse.major", "1");
    add(&text, "GNU.sparse.minor", "0");
    add(&text, "GNU.sparse.name", "sp");
    add(&text, "GNU.sparse.realsize", "3000");
    records(b, &text, "GNUSparseFile.1/sp", stored);
    tar_builder_bytes(b, slice_text(map));
    tar_builder_pad(b);
    stored_bytes(b);
    tar_builder_end(b);
}

static void pax_10(struct tar_builder *b)
{
    pax_10_with(b, "2\n512\n512\n2048\n512\n", 512 + STORED);
}

static void pax_10_over(struct tar_builder *b)
{
    pax_10_with(b, "1\n512\n4000\n", 512 + STORED);
}

static void pax_10_more_than_stored(struct tar_builder *b)
{
    pax_10_with(b, "1\n0\n2000\n", 512 + STORED);
}

static void pax_10_no_number(struct tar_builder *b)
{
    pax_10_with(b, "2\n512\n5x2\n", 512 + STORED);
}

static void pax_10_no_map(struct tar_builder *b)
{
    pax_10_with(b, "", 4);
}

static void pax_10_too_many(struct tar_builder *b)
{
    struct text text = {.len = 0};
    struct tar_builder map = {0};

    add(&text, "GNU.sparse.major", "1");
    add(&text, "GNU.sparse.minor", "0");
    add(&text, "GNU.sparse.realsize", "9223372036854775807");
    tar_builder_bytes(&map, S("18446744073709551615\n"));
    for (unsigned i = 0; i < 70000; i++) {
        char part[32];
        int len = snprintf(part, sizeof(part), "%u\n1\n", 2 * i);
        tar_builder_bytes(&map, slice_of(part, (size_t)len));
    }
    records(b, &text, "sp", map.len);
    tar_builder_bytes(b, tar_builder_slice(&map));
    tar_builder_pad(b);
    tar_builder_file(b, "after", "1");
    tar_builder_end(b);
    tar_builder_free(&map);
}

static void pax_01_overlap(struct tar_builder *b)
{
    pax_01_with(b, "512,512,1000,512");
}

static void pax_01_odd(struct tar_builder *b)
{
    pax_01_with(b, "512,512,1024");
}

static void pax_01_overflow(struct tar_builder *b)
{
    pax_01_with(b, "18446744073709551615,18446744073709551615");
}

static void pax_01_no_numbers(struct tar_builder *b)
{
    pax_01_with(b, "512,,512,-1");
}

static void unknown_version(struct tar_builder *b)
{
    struct text text = {.len = 0};

    add(&text, "GNU.sparse.major", "7");
    add(&text, "GNU.sparse.minor", "0");
    add(&text, "GNU.sparse.realsize", "3000");
    records(b, &text, "plain", 5);
    tar_builder_bytes(b, S("bytes"));
    tar_builder_pad(b);
    tar_builder_end(b);
}

static void old_gnu_bad_size(struct tar_builder *b)
{
    old_gnu_map(b, "00000001000 00000001000 ", "0000000567x");
    stored_bytes(b);
    tar_builder_file(b, "after", "1");
    tar_builder_end(b);
}

static void all_hole(struct tar_builder *b)
{
    struct text text = {.len = 0};

    add(&text, "GNU.sparse.size", "100000");
    add(&text, "GNU.sparse.numblocks", "0");
    add(&text, "GNU.sparse.map", "");
    records(b, &text, "hole", 0);
    tar_builder_end(b);
}

#define BAD(text) "file sp 644 3000 layer_unreadable: " text "\n= ok\n"
static const struct {
    const char *name;
    void (*build)(struct tar_builder *b);
    const char *expected;
} cases[] = {
    {"old GNU", old_gnu, WHOLE},
    {"old GNU with a block of its map behind the header", old_gnu_extended, WHOLE},
    {"pax 0.0", pax_00, WHOLE},
    {"pax 0.1", pax_01, WHOLE},
    {"pax 1.0", pax_10, WHOLE},
    {"nothing but a hole", all_hole, "file hole 644 100000 100000 bytes d411957d\n= ok\n"},
    {"a version that we do not know is a plain file", unknown_version, "file plain 644 5 'bytes'\n= ok\n"},
    {"parts behind the end", pax_10_over, BAD("a sparse map whose parts overlap or lie behind the end")},
    {"parts that overlap", pax_01_overlap, BAD("a sparse map whose parts overlap or lie behind the end")},
    {"parts whose numbers overflow", pax_01_overflow, BAD("a sparse map whose parts overlap or lie behind the end")},
    {"more than is stored", pax_10_more_than_stored, BAD("a sparse map of more bytes than are stored")},
    {"an odd number of numbers", pax_01_odd, BAD("a sparse map with an odd number of numbers")},
    {"no number", pax_10_no_number, BAD("a sparse map with something that is no number")},
    {"no numbers between commas", pax_01_no_numbers, BAD("a sparse map with something that is no number")},
    {"old GNU with a bad size", old_gnu_bad_size,
     "file sp 644 0 layer_unreadable: a sparse file with a size that is no number\nfile after 644 1 '1'\n= ok\n"},
    {"too many parts", pax_10_too_many,
     "file sp 644 9223372036854775807 limit: a sparse file of more than 65,536 parts\nfile after 644 1 '1'\n= ok\n"},
    {"stored bytes that have no room for the map", pax_10_no_map, NULL},
};
enum { CASES = sizeof(cases) / sizeof(*cases) };

static struct slice built(size_t i)
{
    struct tar_builder b = {0};

    cases[i].build(&b);
    struct slice exact = test_exact(tar_builder_slice(&b));
    tar_builder_free(&b);
    return exact;
}

static struct slice listed(struct arena *arena, struct slice bytes, size_t piece, enum listing_content content)
{
    struct test_source test = test_source(bytes, piece);
    struct slice text = listing_of(arena, &test.source, content);
    free(test.chunk);
    return text;
}

static void reads_holes_and_data(void **state)
{
    (void)state;
    static const size_t pieces[] = {SIZE_MAX, 1, 7, 512};

    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        for (size_t j = 0; cases[i].expected && j < sizeof(pieces) / sizeof(*pieces); j++) {
            struct arena *arena = arena_create_simple();
            struct slice text = listed(arena, bytes, pieces[j], LISTING_ALL);
            if (!slice_equal(text, slice_text(cases[i].expected)))
                fail_msg("%s:\n%.*sis not\n%s", cases[i].name, SLICE_ARG(text), cases[i].expected);
            /* Passed over unread, its map is not even looked at. */
            text = listed(arena, bytes, pieces[j], LISTING_NONE);
            assert_true(slice_ends(text, S("\n= ok\n")));
            arena_destroy(arena);
        }
        test_exact_free(bytes);
    }
}

/* Every way to come to byte `at`: the bytes that follow are the same. */
static void skips_within_holes_and_data(void **state)
{
    (void)state;
    uint8_t whole[SIZE] = {0};

    memcpy(whole + 512, "first", 5);
    memcpy(whole + 2048, "second", 6);
    for (size_t i = 0; i < 5; i++) {
        struct slice bytes = built(i);
        struct arena *arena = arena_create_simple();
        struct arena_mark mark = arena_mark(arena);
        for (size_t at = 0; at < SIZE; at += 37) {
            struct test_source test = test_source(bytes, 700);
            struct tar *tar = tar_open(arena, &test.source, NULL, NULL);
            struct entry entry;
            assert_true(tar_next(tar, &entry));
            assert_true(entry.offset == UINT64_MAX);
            reader_take(&entry.reader, at / 3);
            reader_skip(&entry.reader, at - at / 3);
            assert_slice(reader_take(&entry.reader, SIZE - at), slice_of(whole + at, SIZE - at));
            assert_true(reader_at_end(&entry.reader));
            assert_false(tar_next(tar, &entry));
            free(test.chunk);
            arena_reset(arena, mark);
        }
        arena_destroy(arena);
        test_exact_free(bytes);
    }
}

static void survives_every_cut_and_flipped_bit(void **state)
{
    (void)state;

    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        uint8_t *writable = (uint8_t *)(uintptr_t)bytes.at;
        struct arena *arena = arena_create_simple();
        struct arena_mark mark = arena_mark(arena);
        size_t step = bytes.len > 20000 ? 4093 : 3;
        for (size_t at = 0; at < bytes.len; at += step) {
            struct slice part = test_exact(slice_head(bytes, at));
            listed(arena, part, SIZE_MAX, LISTING_ALL);
            test_exact_free(part);
            arena_reset(arena, mark);
        }
        /* The size of the file is left alone: 10^18 zeros take their time. */
        for (size_t bit = 0; bit < 8 * bytes.len && bytes.len < 20000; bit += 11) {
            writable[bit / 8] ^= (uint8_t)(1u << bit % 8);
            listed(arena, bytes, SIZE_MAX, LISTING_NONE);
            listed(arena, bytes, SIZE_MAX, LISTING_FIRST);
            writable[bit / 8] ^= (uint8_t)(1u << bit % 8);
            arena_reset(arena, mark);
        }
        arena_destroy(arena);
        test_exact_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_holes_and_data),
        cmocka_unit_test(skips_within_holes_and_data),
        cmocka_unit_test(survives_every_cut_and_flipped_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
