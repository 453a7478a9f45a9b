/* Every row of the codec table against the library that wrote the stream: members, cuts, flipped bits, limits. */
#include "layer/codec.h"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "base/reader.h"
#include "base/testing.h"
#include "layer/inflate.h"

enum { WINDOW = 8 * 1024 * 1024, PLAIN_LEN = 300 * 1000, PACKED_ROOM = 2 * PLAIN_LEN };

/* Text that packs about three to one and is longer than two chunks. */
static struct slice plain(void)
{
    uint8_t *at = malloc(PLAIN_LEN);
    uint32_t state = 1;

    if (at == NULL)
        abort();
    for (size_t i = 0; i < PLAIN_LEN; i++) {
        state = state * 1664525 + 1013904223;
        at[i] = i > 1000 && state >> 29 ? at[i - 997] : (uint8_t)("etaoin shrdlu\n"[(state >> 16) % 14]);
    }
    return slice_of(at, PLAIN_LEN);
}

/* Packers: append a member (frame, stream) with the content to `out`. */

struct packed {
    uint8_t *at;
    size_t len;
};

static void pack_bytes(struct packed *out, struct slice bytes)
{
    memcpy(out->at + out->len, bytes.at, bytes.len);
    out->len += bytes.len;
}

static void pack_gzip_with(struct packed *out, struct slice content, gz_header *header)
{
    z_stream stream = {0};

    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    if (header)
        deflateSetHeader(&stream, header);
    stream.next_in = (uint8_t *)(uintptr_t)content.at;
    stream.avail_in = (unsigned)content.len;
    stream.next_out = out->at + out->len;
    stream.avail_out = (unsigned)(PACKED_ROOM - out->len);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out->len += stream.total_out;
    deflateEnd(&stream);
}

static void pack_gzip(struct packed *out, struct slice content)
{
    pack_gzip_with(out, content, NULL);
}

static void pack_zstd(struct packed *out, struct slice content)
{
    size_t len = ZSTD_compress(out->at + out->len, PACKED_ROOM - out->len, content.at, content.len, 3);
    assert_false(ZSTD_isError(len));
    out->len += len;
}

static void pack_xz(struct packed *out, struct slice content)
{
    assert_int_equal(
        lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, content.at, content.len, out->at, &out->len, PACKED_ROOM),
        LZMA_OK);
}

static void pack_bzip2(struct packed *out, struct slice content)
{
    unsigned len = (unsigned)(PACKED_ROOM - out->len);
    assert_int_equal(BZ2_bzBuffToBuffCompress((char *)out->at + out->len, &len, (char *)(uintptr_t)content.at,
                                              (unsigned)content.len, 1, 0, 0),
                     BZ_OK);
    out->len += len;
}

/* gzip appears once for each engine. */
static const struct subject {
    const char *name;
    void (*pack)(struct packed *out, struct slice content);
    size_t engine;
    bool garbage_ends; /* what follows the last member ends the stream without an error */
} subjects[] = {
    {"gzip", pack_gzip, 0, true}, {"gzip", pack_gzip, 1, true},   {"zstd", pack_zstd, 0, false},
    {"xz", pack_xz, 0, false},    {"bzip2", pack_bzip2, 0, true},
};
enum { SUBJECTS = sizeof(subjects) / sizeof(*subjects) };

static struct source *open_subject(const struct subject *subject, struct arena *arena, struct source *input)
{
    if (strcmp(subject->name, "gzip") == 0) {
        const struct inflate_engine *engine = inflate_engine_at(subject->engine);
        return gzip_open_with(engine ? engine : inflate_engine_at(0), arena, input, WINDOW);
    }
    for (size_t i = 0; codec_at(i); i++)
        if (strcmp(codec_at(i)->name, subject->name) == 0)
            return codec_at(i)->open(arena, input, WINDOW);
    abort();
}

struct outcome {
    uint64_t len;
    uLong crc;
    bool ok;
    struct error error;
};

static struct outcome drain(struct source *source)
{
    struct outcome outcome = {.ok = true};
    struct slice chunk;

    while ((outcome.ok = source->next(source, &chunk, &outcome.error)) && chunk.len) {
        outcome.len += chunk.len;
        outcome.crc = crc32_z(outcome.crc, chunk.at, chunk.len);
    }
    return outcome;
}

static struct outcome unpack(const struct subject *subject, struct slice bytes, size_t piece)
{
    struct arena *arena = arena_create_simple();
    struct test_source test = test_source(bytes, piece);
    struct outcome outcome = drain(open_subject(subject, arena, &test.source));

    free(test.chunk);
    arena_destroy(arena);
    return outcome;
}

static void check_whole(const struct subject *subject, const struct packed *packed, size_t piece, struct slice content,
                        unsigned times)
{
    struct slice bytes = test_exact(slice_of(packed->at, packed->len));
    struct outcome outcome = unpack(subject, bytes, piece);
    uLong crc = 0;

    for (unsigned i = 0; i < times; i++)
        crc = crc32_z(crc, content.at, content.len);
    if (!outcome.ok)
        fail_msg("%s: %s", subject->name, outcome.error.text);
    assert_int_equal(outcome.len, content.len * times);
    assert_int_equal(outcome.crc, crc);
    test_exact_free(bytes);
}

static void unpacks_members_one_after_the_other(void **state)
{
    (void)state;
    static const size_t pieces[] = {SIZE_MAX, 1, 4099};
    struct slice content = plain();

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        for (unsigned times = 1; times <= 3; times++) {
            subjects[i].pack(&packed, content);
            for (size_t j = 0; j < sizeof(pieces) / sizeof(*pieces); j++)
                check_whole(&subjects[i], &packed, pieces[j], content, times);
        }
        free(packed.at);
    }
    test_exact_free(content);
}

static void unpacks_nothing_and_little(void **state)
{
    (void)state;

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, S(""));
        check_whole(&subjects[i], &packed, SIZE_MAX, S(""), 1);
        for (unsigned times = 1; times <= 200; times++)
            subjects[i].pack(&packed, S("x"));
        check_whole(&subjects[i], &packed, 1, S("x"), 200);
        check_whole(&subjects[i], &packed, SIZE_MAX, S("x"), 200);
        free(packed.at);
    }
}

/* Ends between members end well. Anywhere else is `truncated`, and what came before was given out. */
static void a_cut_is_truncated(void **state)
{
    (void)state;
    struct slice content = slice_of((const uint8_t *)"some words, some words, some more words", 39);

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, content);
        size_t border = packed.len;
        subjects[i].pack(&packed, content);
        for (size_t at = 1; at < packed.len; at += 1 + at % 2) {
            struct slice bytes = test_exact(slice_of(packed.at, at));
            struct outcome outcome = unpack(&subjects[i], bytes, at % 3 ? SIZE_MAX : 1);
            /* The first bytes of a member that do not make its magic number yet are garbage behind the last one. */
            bool ends = at == border || (subjects[i].garbage_ends && at > border && at < border + 4);
            if (outcome.ok && !ends)
                fail_msg("%s: cut at %zu of %zu ended well", subjects[i].name, at, packed.len);
            if (!outcome.ok && outcome.error.code != ERROR_TRUNCATED && at > 3)
                fail_msg("%s: cut at %zu: %s", subjects[i].name, at, outcome.error.text);
            if (at >= border)
                assert_true(outcome.len >= content.len);
            test_exact_free(bytes);
        }
        free(packed.at);
    }
}

static void a_long_stream_gives_what_came_before_its_cut(void **state)
{
    (void)state;
    struct slice content = plain();

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, content);
        struct outcome outcome = unpack(&subjects[i], slice_of(packed.at, packed.len - 1000), 4096);
        assert_false(outcome.ok);
        assert_int_equal(outcome.error.code, ERROR_TRUNCATED);
        assert_true(outcome.len >= PLAIN_LEN / 2);
        assert_int_equal(outcome.crc, crc32_z(0, content.at, outcome.len));
        free(packed.at);
    }
    test_exact_free(content);
}

/* Whatever comes out, it is an error, or (in headers) the right content. */
static void a_flipped_bit_is_found(void **state)
{
    (void)state;
    struct slice content = slice_of((const uint8_t *)"some words, some words, some more words", 39);

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        size_t found = 0;
        subjects[i].pack(&packed, content);
        for (size_t bit = 0; bit < 8 * packed.len; bit += 3) {
            packed.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
            struct slice bytes = test_exact(slice_of(packed.at, packed.len));
            struct outcome outcome = unpack(&subjects[i], bytes, bit & 1 ? SIZE_MAX : 3);
            found += !outcome.ok;
            if (outcome.ok && strcmp(subjects[i].name, "zstd") != 0) /* written without a checksum here */
                assert_int_equal(outcome.crc, crc32_z(0, content.at, content.len));
            packed.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
            test_exact_free(bytes);
        }
        assert_true(found > 0);
        free(packed.at);
    }
}

static void flipped_bits_of_a_long_stream_do_no_harm(void **state)
{
    (void)state;
    struct slice content = plain();

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, content);
        for (size_t n = 0; n < 60; n++) {
            size_t bit = n * (8 * packed.len / 60) + n;
            packed.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
            struct slice bytes = test_exact(slice_of(packed.at, packed.len));
            unpack(&subjects[i], bytes, SIZE_MAX);
            packed.at[bit / 8] ^= (uint8_t)(1u << bit % 8);
            test_exact_free(bytes);
        }
        free(packed.at);
    }
    test_exact_free(content);
}

static void what_follows_is_padding_or_damage(void **state)
{
    (void)state;
    static const struct slice tails[] = {S_INIT("\0"), S_INIT("\0\0\0\0\0\0\0\0\0"), S_INIT("garbage"), S_INIT("\x1f"),
                                         S_INIT("\x1fx")};

    for (size_t i = 0; i < SUBJECTS; i++) {
        for (size_t j = 0; j < sizeof(tails) / sizeof(*tails); j++) {
            struct packed packed = {.at = malloc(PACKED_ROOM)};
            subjects[i].pack(&packed, S("content"));
            pack_bytes(&packed, tails[j]);
            struct outcome outcome = unpack(&subjects[i], slice_of(packed.at, packed.len), j & 1 ? 1 : SIZE_MAX);
            assert_int_equal(outcome.ok, subjects[i].garbage_ends);
            assert_int_equal(outcome.len, 7);
            free(packed.at);
        }
    }
}

static void gzip_headers_with_all_their_parts(void **state)
{
    (void)state;
    uint8_t name[5000], extra[300] = {7};
    gz_header header = {
        .text = 1, .extra = extra, .extra_len = sizeof(extra), .name = name, .comment = name, .hcrc = 1};

    memset(name, 'n', sizeof(name));
    name[sizeof(name) - 1] = 0;
    for (size_t i = 0; i < 2; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        pack_gzip_with(&packed, S("content"), &header);
        check_whole(&subjects[i], &packed, SIZE_MAX, S("content"), 1);
        check_whole(&subjects[i], &packed, 1, S("content"), 1);
        packed.at[20] ^= 1; /* in the extra field */
        struct outcome outcome = unpack(&subjects[i], slice_of(packed.at, packed.len), SIZE_MAX);
        assert_false(outcome.ok);
        assert_true(slice_find(slice_text(outcome.error.text), S("checksum of the header")) != SIZE_MAX);
        free(packed.at);
    }
}

static void gzip_checksums_are_checked(void **state)
{
    (void)state;

    for (size_t i = 0; i < 2; i++) {
        for (size_t from_end = 1; from_end <= 8; from_end++) {
            struct packed packed = {.at = malloc(PACKED_ROOM)};
            pack_gzip(&packed, S("content"));
            packed.at[packed.len - from_end] ^= 1;
            struct outcome outcome = unpack(&subjects[i], slice_of(packed.at, packed.len), SIZE_MAX);
            assert_false(outcome.ok);
            assert_int_equal(outcome.error.code, ERROR_LAYER_UNREADABLE);
            assert_int_equal(outcome.len, 7);
            free(packed.at);
        }
    }
}

static void zstd_skippable_frames_are_passed_over(void **state)
{
    (void)state;
    const struct subject *zstd = &subjects[2];
    struct packed packed = {.at = malloc(PACKED_ROOM)};

    pack_bytes(&packed, S("\x50\x2a\x4d\x18\x04\0\0\0abcd"));
    pack_zstd(&packed, S("content"));
    pack_bytes(&packed, S("\x5f\x2a\x4d\x18\0\0\0\0"));
    pack_zstd(&packed, S("content"));
    pack_bytes(&packed, S("\x53\x2a\x4d\x18\x03\0\0\0abc"));
    check_whole(zstd, &packed, SIZE_MAX, S("content"), 2);
    check_whole(zstd, &packed, 1, S("content"), 2);
    assert_int_equal(unpack(zstd, slice_of(packed.at, packed.len - 1), 5).error.code, ERROR_TRUNCATED);
    free(packed.at);
}

/*
 * Descriptor, window and length of this frame are the magic number of a skippable one: 6,477 bytes, in a block of one
 * and a block of the same byte many times.
 */
static void a_zstd_frame_whose_header_looks_like_another_is_that_frame(void **state)
{
    enum { LEN = 6477 };
    (void)state;
    const struct subject *zstd = &subjects[2];
    struct packed packed = {.at = malloc(PACKED_ROOM)};
    char content[LEN];

    memset(content, 'A', LEN);
    content[0] = 0;
    pack_bytes(&packed, S("\x28\xb5\x2f\xfd\x50\x2a\x4d\x18\x08\0\0\0\x63\xca\0A"));
    pack_bytes(&packed, S("\x50\x2a\x4d\x18\x04\0\0\0abcd"));
    for (size_t piece = 1; piece < 30; piece++)
        check_whole(zstd, &packed, piece, slice_of(content, LEN), 1);
    check_whole(zstd, &packed, SIZE_MAX, slice_of(content, LEN), 1);
    free(packed.at);
}

static void zstd_of_old_versions_is_refused(void **state)
{
    (void)state;
    /* Version 0.7: the library could decode it, with memory from malloc. */
    struct outcome outcome = unpack(&subjects[2], S("\x27\xb5\x2f\xfd\0\0\0\0\0\0\0\0"), SIZE_MAX);
    assert_false(outcome.ok);
    assert_int_equal(outcome.error.code, ERROR_LAYER_UNREADABLE);
}

static void xz_padding_between_streams(void **state)
{
    (void)state;
    struct packed packed = {.at = malloc(PACKED_ROOM)};

    pack_xz(&packed, S("content"));
    pack_bytes(&packed, S("\0\0\0\0\0\0\0\0"));
    pack_xz(&packed, S("content"));
    pack_bytes(&packed, S("\0\0\0\0"));
    check_whole(&subjects[3], &packed, SIZE_MAX, S("content"), 2);
    check_whole(&subjects[3], &packed, 1, S("content"), 2);
    free(packed.at);
}

/* Windows: declared in the header, refused before any memory is taken. */

static void pack_zstd_window(struct packed *out, int log)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    struct slice content = plain();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, log);
    ZSTD_inBuffer in = {content.at, content.len, 0};
    ZSTD_outBuffer room = {out->at, PACKED_ROOM, 0};
    /* In two calls, so that the frame does not know its length. */
    ZSTD_compressStream2(context, &room, &in, ZSTD_e_continue);
    assert_int_equal(ZSTD_compressStream2(context, &room, &in, ZSTD_e_end), 0);
    out->len = room.pos;
    ZSTD_freeCCtx(context);
    test_exact_free(content);
}

static void pack_xz_window(struct packed *out, uint32_t size)
{
    lzma_options_lzma options;
    lzma_filter filters[] = {{LZMA_FILTER_X86, NULL}, {LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, NULL}};
    struct slice content = plain();

    lzma_lzma_preset(&options, 0);
    options.dict_size = size;
    assert_int_equal(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, NULL, content.at, content.len, out->at,
                                               &out->len, PACKED_ROOM),
                     LZMA_OK);
    test_exact_free(content);
}

static enum error_code open_with(struct slice bytes, uint64_t memory, const struct codec **row, struct outcome *outcome)
{
    struct arena *arena = arena_create_simple();
    struct source_memory input;
    struct source *unpacked;

    *outcome = (struct outcome){.ok = false};
    if (codec_open(arena, source_memory(&input, bytes, 0), memory, &unpacked, row, &outcome->error))
        *outcome = drain(unpacked);
    arena_destroy(arena);
    return outcome->ok ? ERROR_NONE : outcome->error.code;
}

static void windows_are_declared_and_limited(void **state)
{
    (void)state;
    struct outcome outcome;
    const struct codec *row;

    for (int log = 17; log <= 27; log += 5) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        pack_zstd_window(&packed, log);
        struct slice bytes = slice_of(packed.at, packed.len);
        assert_int_equal(codec_recognise(bytes)->window(slice_head(bytes, CODEC_HEAD)), 1ull << log);
        assert_int_equal(open_with(bytes, 1ull << log, &row, &outcome), ERROR_NONE);
        assert_int_equal(outcome.len, PLAIN_LEN);
        assert_int_equal(open_with(bytes, (1ull << log) - 1, &row, &outcome), ERROR_LIMIT);
        free(packed.at);
    }
    for (uint32_t size = 1 << 17; size <= 1 << 26; size <<= 3) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        pack_xz_window(&packed, size);
        struct slice bytes = slice_of(packed.at, packed.len);
        assert_int_equal(codec_recognise(bytes)->window(slice_head(bytes, CODEC_HEAD)), size);
        assert_int_equal(open_with(bytes, size, &row, &outcome), ERROR_NONE);
        assert_int_equal(outcome.len, PLAIN_LEN);
        assert_int_equal(open_with(bytes, size - 1, &row, &outcome), ERROR_LIMIT);
        free(packed.at);
    }
}

/* The first frame is small, the second one declares what the parent did not see. */
static void a_later_window_meets_the_limit_too(void **state)
{
    (void)state;
    struct outcome outcome;
    const struct codec *row;
    struct packed zstd = {.at = malloc(PACKED_ROOM)}, xz = {.at = malloc(PACKED_ROOM)},
                  large = {.at = malloc(PACKED_ROOM)};

    pack_zstd_window(&large, 25);
    pack_zstd(&zstd, S("small"));
    pack_bytes(&zstd, slice_of(large.at, large.len));
    assert_int_equal(open_with(slice_of(zstd.at, zstd.len), WINDOW, &row, &outcome), ERROR_LIMIT);

    large.len = 0;
    pack_xz_window(&large, 1 << 26);
    pack_xz(&xz, S("small"));
    pack_bytes(&xz, slice_of(large.at, large.len));
    assert_int_equal(open_with(slice_of(xz.at, xz.len), WINDOW, &row, &outcome), ERROR_LIMIT);
    free(zstd.at);
    free(xz.at);
    free(large.at);
}

static void recognises_by_the_first_bytes(void **state)
{
    (void)state;
    struct outcome outcome;
    const struct codec *row;

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, S("content"));
        struct slice bytes = slice_of(packed.at, packed.len);
        assert_string_equal(codec_recognise(bytes)->name, subjects[i].name);
        assert_int_equal(open_with(bytes, WINDOW, &row, &outcome), ERROR_NONE);
        assert_string_equal(row->name, subjects[i].name);
        assert_int_equal(outcome.len, 7);
        for (size_t n = 0; n < bytes.len; n++) {
            struct slice head = test_exact(slice_head(bytes, n));
            row = codec_recognise(head);
            if (row)
                row->window(head);
            test_exact_free(head);
        }
        free(packed.at);
    }
    assert_int_equal(open_with(S("no codec at all"), 0, &row, &outcome), ERROR_NONE);
    assert_null(row);
    assert_int_equal(outcome.len, 15);
    assert_int_equal(open_with(S(""), 0, &row, &outcome), ERROR_NONE);
    assert_null(row);
    assert_null(codec_at(100));
}

/* What is not compressed is passed through whole, by chunks of any length, and seeks where its source can. */
static void passes_through_what_is_plain(void **state)
{
    (void)state;
    struct slice content = plain();
    static const size_t pieces[] = {1, 63, 64, 65, 100000};

    for (size_t i = 0; i < 2 * sizeof(pieces) / sizeof(*pieces); i++) {
        struct arena *arena = arena_create_simple();
        struct test_source test = test_source(slice_head(content, 5000), pieces[i / 2]);
        struct source *unpacked;
        struct error error;
        if (i & 1)
            test.source.skip = test_source_skip;
        assert_true(codec_open(arena, &test.source, 0, &unpacked, NULL, &error));
        assert_int_equal(unpacked->skip != NULL, i & 1);
        struct reader r = reader_from(unpacked, arena);
        reader_skip(&r, 10);
        assert_slice(reader_take(&r, 10), slice_of(content.at + 10, 10));
        reader_skip(&r, 2000);
        assert_slice(reader_take(&r, 2980), slice_of(content.at + 2020, 2980));
        assert_true(reader_at_end(&r));
        free(test.chunk);
        arena_destroy(arena);
    }
    test_exact_free(content);
}

static void damage_of_the_input_is_passed_on(void **state)
{
    (void)state;

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, S("content that is somewhat longer"));
        for (size_t len = 0; len < packed.len; len++) {
            struct arena *arena = arena_create_simple();
            struct test_source test = test_source(slice_of(packed.at, len), 8);
            test.damaged = true;
            struct outcome outcome = drain(open_subject(&subjects[i], arena, &test.source));
            assert_false(outcome.ok);
            assert_true(slice_find(slice_text(outcome.error.text), S("damaged on purpose")) != SIZE_MAX);
            free(test.chunk);
            arena_destroy(arena);
        }
        free(packed.at);
    }
}

/* 64 MiB of zeros out of a few KiB, and many members: memory stays what it was. */
static void memory_does_not_grow(void **state)
{
    (void)state;
    struct slice zeros = {calloc(1, 1 << 20), 1 << 20};

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct arena *arena = arena_create_simple();
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        for (unsigned times = 0; times < 64; times++)
            subjects[i].pack(&packed, zeros);
        struct source_memory input;
        struct source *source =
            open_subject(&subjects[i], arena, source_memory(&input, slice_of(packed.at, packed.len), 0));
        struct slice chunk;
        struct error error;
        size_t used = 0;
        uint64_t len = 0;
        while (source->next(source, &chunk, &error) && chunk.len) {
            len += chunk.len;
            if (len > 2 << 20 && used == 0)
                used = arena_used(arena);
        }
        assert_int_equal(len, 64 << 20);
        assert_int_equal(arena_used(arena), used);
        assert_true(used < WINDOW);
        free(packed.at);
        arena_destroy(arena);
    }
    test_exact_free(zeros);
}

static void __attribute__((noreturn)) exhausted(void *context, size_t wanted)
{
    (void)context;
    fail_msg("%zu bytes more than the arena may hold", wanted);
    abort();
}

/* Buffers of readers outlive arena_reset (base/arena.h): a decoder that took one would lose it here. */
static void a_stream_left_in_the_middle_keeps_nothing(void **state)
{
    (void)state;

    for (size_t i = 0; i < SUBJECTS; i++) {
        struct arena *arena = arena_create(WINDOW, exhausted, NULL);
        struct arena_mark mark = arena_mark(arena);
        struct packed packed = {.at = malloc(PACKED_ROOM)};
        subjects[i].pack(&packed, S("content"));
        subjects[i].pack(&packed, S("content"));
        for (unsigned times = 0; times < 2500; times++) {
            struct source_memory input;
            struct source *source, *memory = source_memory(&input, slice_of(packed.at, packed.len - 1), 1);
            struct slice chunk;
            struct error error;
            if (i == 1) /* not the engine that codec_open takes */
                source = open_subject(&subjects[i], arena, memory);
            else
                assert_true(codec_open(arena, memory, WINDOW, &source, NULL, &error));
            assert_true(source->next(source, &chunk, &error));
            arena_reset(arena, mark);
        }
        free(packed.at);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unpacks_members_one_after_the_other),
        cmocka_unit_test(unpacks_nothing_and_little),
        cmocka_unit_test(a_cut_is_truncated),
        cmocka_unit_test(a_long_stream_gives_what_came_before_its_cut),
        cmocka_unit_test(a_flipped_bit_is_found),
        cmocka_unit_test(flipped_bits_of_a_long_stream_do_no_harm),
        cmocka_unit_test(what_follows_is_padding_or_damage),
        cmocka_unit_test(gzip_headers_with_all_their_parts),
        cmocka_unit_test(gzip_checksums_are_checked),
        cmocka_unit_test(zstd_skippable_frames_are_passed_over),
        cmocka_unit_test(a_zstd_frame_whose_header_looks_like_another_is_that_frame),
        cmocka_unit_test(zstd_of_old_versions_is_refused),
        cmocka_unit_test(xz_padding_between_streams),
        cmocka_unit_test(windows_are_declared_and_limited),
        cmocka_unit_test(a_later_window_meets_the_limit_too),
        cmocka_unit_test(recognises_by_the_first_bytes),
        cmocka_unit_test(passes_through_what_is_plain),
        cmocka_unit_test(damage_of_the_input_is_passed_on),
        cmocka_unit_test(memory_does_not_grow),
        cmocka_unit_test(a_stream_left_in_the_middle_keeps_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
