#include "layer/tar.h"

#include "base/testing.h"
#include "layer/testing/listing.h"
#include "layer/testing/tar_builder.h"

/* 60 bytes, as parts of long paths. */
#define D60 "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"

static void pax(struct tar_builder *b, const char *key, struct slice value)
{
    uint8_t record[8192];
    tar_builder_pax(b, 'x', tar_builder_record(record, key, value));
}

static void plain(struct tar_builder *b)
{
    tar_builder_entry(b, (struct tar_built){.name = "./", .type = '5', .mode = "0000755"}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "./etc/", .type = '5', .mode = "0040755"}, S(""));
    tar_builder_file(b, "./etc/motd", "hello");
    tar_builder_file(b, "empty", "");
    tar_builder_entry(b, (struct tar_built){.name = "lib", .link = "usr/../x", .type = '2', .mode = "0000777"}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "hard", .link = "./etc//motd", .type = '1'}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "dev/null", .type = '3', .mode = "0000600"}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "su", .mode = "0004755"}, S("x"));
    tar_builder_end(b);
}

static void names_out_of_bounds(struct tar_builder *b)
{
    tar_builder_file(b, "../../etc/x", "1");
    tar_builder_file(b, "/abs", "2");
    tar_builder_file(b, "a//b/./c", "3");
    tar_builder_entry(b, (struct tar_built){.name = "h", .link = "../../../etc/passwd", .type = '1'}, S(""));
    tar_builder_end(b);
}

static void prefix(struct tar_builder *b)
{
    tar_builder_entry(b, (struct tar_built){.name = "name", .prefix = "some/where"}, S("1"));
    tar_builder_entry(b, (struct tar_built){.name = "v7", .prefix = "not/used", .magic = "\0\0\0\0\0\0\0"}, S("2"));
    tar_builder_entry(b, (struct tar_built){.name = "gnu", .prefix = "14712345670", .magic = "ustar  "}, S("3"));
    tar_builder_entry(b, (struct tar_built){.name = "old-go", .prefix = "pre/fix", .magic = "ustar  "}, S("4"));
    tar_builder_entry(b, (struct tar_built){.name = "old-go-not-ascii", .prefix = "pr\xc3\xa9", .magic = "ustar  "},
                      S("5"));
    tar_builder_end(b);
}

static void gnu_long(struct tar_builder *b)
{
    tar_builder_entry(b, (struct tar_built){.name = "././@LongLink", .type = 'L', .magic = "ustar  "},
                      slice_of(D60 "/" D60 "/f", 124));
    tar_builder_file(b, "short", "1");
    tar_builder_entry(b, (struct tar_built){.name = "././@LongLink", .type = 'K', .magic = "ustar  "}, S("to/the/end"));
    tar_builder_entry(b, (struct tar_built){.name = "s", .link = "cut", .type = '2', .mode = "0000777"}, S(""));
    tar_builder_file(b, "after", "2");
    tar_builder_end(b);
}

static void pax_names(struct tar_builder *b)
{
    pax(b, "path", S(D60 "/" D60 "/p"));
    tar_builder_file(b, "short", "1");
    pax(b, "linkpath", S("x/y"));
    tar_builder_entry(b, (struct tar_built){.name = "s", .link = "cut", .type = '2', .mode = "0000777"}, S(""));
    pax(b, "path", S(""));
    tar_builder_file(b, "empty-takes-back", "2");
    pax(b, "path", S("first"));
    pax(b, "mtime", S("1.5"));
    tar_builder_file(b, "last-header-counts", "3");
    pax(b, "path", S("from-pax"));
    tar_builder_entry(b, (struct tar_built){.name = "././@LongLink", .type = 'L', .magic = "ustar  "}, S("from-gnu\0"));
    tar_builder_file(b, "gnu-wins", "4");
    pax(b, "path", S("cut\0off"));
    tar_builder_file(b, "nul", "5");
    tar_builder_end(b);
}

static void pax_size(struct tar_builder *b)
{
    pax(b, "size", S("5"));
    tar_builder_header(b, (struct tar_built){.name = "f", .stored = 0});
    tar_builder_bytes(b, S("12345"));
    tar_builder_pad(b);
    pax(b, "size", S("5"));
    tar_builder_entry(b, (struct tar_built){.name = "d", .type = '5', .mode = "0000755"}, S(""));
    pax(b, "size", S("-1"));
    tar_builder_file(b, "negative", "1");
    pax(b, "size", S("99999999999999999999"));
    tar_builder_file(b, "huge", "2");
    tar_builder_end(b);
}

static void pax_global(struct tar_builder *b)
{
    uint8_t record[128];

    tar_builder_pax(b, 'g', tar_builder_record(record, "comment", S("of git archive")));
    tar_builder_pax(b, 'g', tar_builder_record(record, "path", S("hidden")));
    tar_builder_file(b, "shown", "1");
    tar_builder_file(b, "shown-too", "2");
    tar_builder_end(b);
}

static void pax_bad(struct tar_builder *b)
{
    static const struct slice bad[] = {
        S_INIT("0 path=x\n"),
        S_INIT("4 p=\n"),
        S_INIT("999 path=x\n"),
        S_INIT("9 path=x\n9 path"),
        S_INIT("path=x\n"),
        S_INIT("-9 path=x\n"),
        S_INIT("10 path=xy"),
        S_INIT("8 path=x\n"),
        S_INIT("18446744073709551625 path=x\n"),
        S_INIT("99999999999999999999999999999999999999999 path=x\n"),
        S_INIT("12 comment\n\n"),
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        tar_builder_pax(b, 'x', bad[i]);
        tar_builder_file(b, "f", "1");
    }
    tar_builder_end(b);
}

static void pax_unwanted(struct tar_builder *b)
{
    uint8_t *record = calloc(1, 300000), *value = calloc(1, 200000);

    if (record == NULL || value == NULL)
        abort();
    memset(value, 'v', 200000);
    struct slice long_record =
        tar_builder_record(record, "SCHILY.xattr.user.a-key-that-is-longer-than-any-we-know", slice_of(value, 200000));
    memcpy(record + long_record.len, "17 path=from-pax\n", 17);
    tar_builder_pax(b, 'x', slice_of(record, long_record.len + 17));
    tar_builder_file(b, "f", "1");
    tar_builder_end(b);
    free(record);
    free(value);
}

static void too_long(struct tar_builder *b)
{
    static char name[5000];

    memset(name, 'n', sizeof(name));
    pax(b, "path", slice_of(name, 5000));
    tar_builder_file(b, "f", "1");
    pax(b, "linkpath", slice_of(name, 4097));
    tar_builder_entry(b, (struct tar_built){.name = "s", .type = '2'}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "././@LongLink", .type = 'L', .magic = "ustar  "},
                      slice_of(name, 4097));
    tar_builder_file(b, "f", "1");
    tar_builder_file(b, "after", "1");
    tar_builder_end(b);
}

static void numbers(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "base256", .size = "\x80\0\0\0\0\0\0\0\0\0\0\x02"});
    tar_builder_bytes(b, S("ab"));
    tar_builder_pad(b);
    tar_builder_header(b, (struct tar_built){.name = "blanks", .size = "          2 "});
    tar_builder_bytes(b, S("ab"));
    tar_builder_pad(b);
    tar_builder_header(b, (struct tar_built){.name = "nothing", .size = "\0\0\0\0\0\0\0\0\0\0\0\0"});
    tar_builder_entry(b, (struct tar_built){.name = "mode", .mode = "rw-r--r"}, S("1"));
    tar_builder_entry(b, (struct tar_built){.name = "signed-\xc3\xa9", .signed_sum = true}, S("2"));
    tar_builder_end(b);
}

static void types(struct tar_builder *b)
{
    tar_builder_entry(b, (struct tar_built){.name = "old", .type = TAR_TYPE_OLD}, S("1"));
    tar_builder_header(b, (struct tar_built){.name = "old-folder/", .type = TAR_TYPE_OLD, .mode = "0000755"});
    tar_builder_entry(b, (struct tar_built){.name = "contiguous", .type = '7'}, S("2"));
    tar_builder_entry(b, (struct tar_built){.name = "unknown", .type = 'Z'}, S("3"));
    tar_builder_entry(b, (struct tar_built){.name = "label", .type = 'V'}, S(""));
    tar_builder_entry(b, (struct tar_built){.name = "dump/", .type = 'D', .mode = "0000755"}, S("Nfile\0"));
    tar_builder_header(b, (struct tar_built){.name = "l", .link = "t", .type = '2', .stored = 7000, .mode = "0000777"});
    tar_builder_header(b, (struct tar_built){.name = "h", .link = "t", .type = '1', .stored = 7000});
    tar_builder_header(b, (struct tar_built){.name = "d", .type = '5', .stored = 7000, .mode = "0000755"});
    tar_builder_entry(b, (struct tar_built){.name = "fifo", .type = '6'}, S(""));
    tar_builder_end(b);
}

static void no_end(struct tar_builder *b)
{
    tar_builder_file(b, "f", "1");
}

static void lone_zero_block(struct tar_builder *b)
{
    tar_builder_file(b, "f", "1");
    tar_builder_zeros(b, 512);
}

static void lone_zero_block_and_more(struct tar_builder *b)
{
    tar_builder_file(b, "f", "1");
    tar_builder_zeros(b, 512);
    tar_builder_file(b, "not-seen", "1");
    tar_builder_end(b);
}

static void after_the_end(struct tar_builder *b)
{
    tar_builder_file(b, "f", "1");
    tar_builder_end(b);
    tar_builder_bytes(b, S("anything"));
}

static void nothing(struct tar_builder *b)
{
    tar_builder_bytes(b, S(""));
}

static void zeros(struct tar_builder *b)
{
    tar_builder_end(b);
}

static void bad_checksum(struct tar_builder *b)
{
    tar_builder_file(b, "f", "1");
    tar_builder_entry(b, (struct tar_built){.name = "g", .bad_checksum = true}, S("1"));
    tar_builder_end(b);
}

static void no_archive(struct tar_builder *b)
{
    for (int i = 0; i < 100; i++)
        tar_builder_bytes(b, S("this is no tar archive\n"));
}

static void size_negative(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "f", .size = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"});
    tar_builder_end(b);
}

static void size_over_64_bits(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "f", .size = "\x80\0\0\x01\0\0\0\0\0\0\0\0"});
    tar_builder_end(b);
}

static void size_huge(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "f", .size = "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff"});
    tar_builder_end(b);
}

static void size_lies(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "f", .stored = 3000});
    tar_builder_bytes(b, S("only this"));
}

static void size_no_number(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "f", .size = "12345678901x"});
}

static void pax_for_no_entry(struct tar_builder *b)
{
    pax(b, "path", S("x"));
    tar_builder_end(b);
}

static void pax_and_then_nothing(struct tar_builder *b)
{
    pax(b, "path", S("x"));
}

static void pax_of_a_gigabyte(struct tar_builder *b)
{
    tar_builder_header(b, (struct tar_built){.name = "pax", .type = 'x', .stored = 1 << 30});
    tar_builder_bytes(b, S("1073741824 path="));
    tar_builder_zeros(b, 10000);
}

static const struct {
    const char *name;
    void (*build)(struct tar_builder *b);
    const char *expected;
} cases[] = {
    {"kinds, modes and names as written by tar", plain,
     "folder  755\nfolder etc 755\nfile etc/motd 644 5 'hello'\nfile empty 644 0 ''\nlink lib 777 -> usr/../x\n"
     "hard hard 644 -> etc/motd\nother dev/null 600\nfile su 4755 1 'x'\n= ok\n"},
    {"names never leave the root", names_out_of_bounds,
     "file etc/x 644 1 '1'\nfile abs 644 1 '2'\nfile a/b/c 644 1 '3'\nhard h 644 -> etc/passwd\n= ok\n"},
    {"prefix of ustar; of GNU only where old Go wrote it", prefix,
     "file some/where/name 644 1 '1'\nfile v7 644 1 '2'\nfile gnu 644 1 '3'\nfile pre/fix/old-go 644 1 '4'\n"
     "file old-go-not-ascii 644 1 '5'\n= ok\n"},
    {"GNU long name and link hold for one entry", gnu_long,
     "file " D60 "/" D60 "/f 644 1 '1'\nlink s 777 -> to/the/end\nfile after 644 1 '2'\n= ok\n"},
    {"pax names", pax_names,
     "file " D60 "/" D60 "/p 644 1 '1'\nlink s 777 -> x/y\nfile empty-takes-back 644 1 '2'\n"
     "file last-header-counts 644 1 '3'\nfile from-gnu 644 1 '4'\n! malformed cut: a pax name with a NUL is cut there\n"
     "file cut 644 1 '5'\n= ok\n"},
    {"pax size overrides, but gives no folder content", pax_size,
     "file f 644 5 '12345'\nfolder d 755\n! malformed negative: a pax record 'size' that is no number\n"
     "file negative 644 1 '1'\n! malformed huge: a pax record 'size' that is no number\nfile huge 644 1 '2'\n= ok\n"},
    {"a global header hides nothing", pax_global,
     "! malformed : a global pax header names a path or size for all entries: ignored, as container engines do\n"
     "file shown 644 1 '1'\nfile shown-too 644 1 '2'\n= ok\n"},
    {"bad pax records are told and their entries stay", pax_bad,
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "! malformed f: a pax record that does not end where its length says\nfile f 644 1 '1'\n"
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "! malformed x: a pax record with a bad length\nfile x 644 1 '1'\n"
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "! malformed x: a pax record that does not end where its length says\nfile x 644 1 '1'\n"
     "! malformed f: a pax record that does not end where its length says\nfile f 644 1 '1'\n"
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "! malformed f: a pax record with a bad length\nfile f 644 1 '1'\n"
     "file f 644 1 '1'\n= ok\n"},
    {"records that nobody wants are passed over", pax_unwanted, "file from-pax 644 1 '1'\n= ok\n"},
    {"too long a path is a limit, and the next entry counts", too_long, NULL},
    {"numbers in octal, base 256, with blanks, and none", numbers,
     "file base256 644 2 'ab'\nfile blanks 644 2 'ab'\nfile nothing 644 0 ''\n"
     "! malformed mode: a mode that is no number\nfile mode 0 1 '1'\nfile signed-\xc3\xa9 644 1 '2'\n= ok\n"},
    {"types: unknown ones are files, links and folders have no content", types,
     "file old 644 1 '1'\nfolder old-folder 755\nfile contiguous 644 1 '2'\nfile unknown 644 1 '3'\nfolder dump 755\n"
     "link l 777 -> t\nhard h 644 -> t\nfolder d 755\nother fifo 644\n= ok\n"},
    {"without an end marker", no_end, "file f 644 1 '1'\n= ok\n"},
    {"a lone zero block at the end", lone_zero_block, "file f 644 1 '1'\n= ok\n"},
    {"a lone zero block before the end is told", lone_zero_block_and_more,
     "file f 644 1 '1'\n! malformed : a lone zero block ends the archive, and more follows it\n= ok\n"},
    {"what follows the end marker is not read", after_the_end, "file f 644 1 '1'\n= ok\n"},
    {"nothing", nothing, "= ok\n"},
    {"only zeros", zeros, "= ok\n"},
    {"a header whose checksum does not hold ends the archive", bad_checksum,
     "file f 644 1 '1'\n= layer_unreadable: byte 1024 of the archive: not a tar header: the checksum does not hold\n"},
    {"no archive", no_archive,
     "= layer_unreadable: byte 0 of the archive: not a tar header: the checksum does not hold\n"},
    {"a negative size", size_negative,
     "= layer_unreadable: byte 0 of the archive: a tar header with a size that is no number, or negative, or too "
     "large\n"},
    {"a size of more than 64 bits", size_over_64_bits,
     "= layer_unreadable: byte 0 of the archive: a tar header with a size that is no number, or negative, or too "
     "large\n"},
    {"a size that is no number", size_no_number,
     "= layer_unreadable: byte 0 of the archive: a tar header with a size that is no number, or negative, or too "
     "large\n"},
    {"a size that is larger than any archive", size_huge, NULL},
    {"a size that lies", size_lies, NULL},
    {"an extended header for no entry", pax_for_no_entry,
     "! malformed : the archive ends with an extended header for no entry\n= ok\n"},
    {"an extended header and then nothing", pax_and_then_nothing, NULL},
    {"a pax record of a gigabyte in a short archive", pax_of_a_gigabyte, NULL},
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

static struct slice listed(struct arena *arena, struct slice bytes, size_t piece, bool seek,
                           enum listing_content content)
{
    struct test_source test = test_source(bytes, piece);
    if (seek)
        test.source.skip = test_source_skip;
    struct slice text = listing_of(arena, &test.source, content);
    free(test.chunk);
    return text;
}

static void gives_its_entries(void **state)
{
    (void)state;
    static const size_t pieces[] = {SIZE_MAX, 1, 7, 511, 512, 1000};

    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        for (size_t j = 0; cases[i].expected && j < 2 * sizeof(pieces) / sizeof(*pieces); j++) {
            struct arena *arena = arena_create_simple();
            struct slice text = listed(arena, bytes, pieces[j / 2], j & 1, LISTING_ALL);
            if (!slice_equal(text, slice_text(cases[i].expected)))
                fail_msg("%s, pieces of %zu:\n%.*sis not\n%s", cases[i].name, pieces[j / 2], SLICE_ARG(text),
                         cases[i].expected);
            arena_destroy(arena);
        }
        test_exact_free(bytes);
    }
}

/* The last line, "= code: …", tells only the code. */
static struct slice outcome(struct slice text)
{
    size_t at = slice_find(text, S("\n="));
    struct slice line = at == SIZE_MAX ? text : slice_skip(text, at + 1);
    size_t end = 2;
    while (end < line.len && line.at[end] != ':' && line.at[end] != '\n')
        end++;
    return slice_skip(slice_head(line, end), 2);
}

static void cuts_are_truncated_wherever(void **state)
{
    (void)state;
    static const char *const names[] = {"a size that is larger than any archive", "a size that lies",
                                        "an extended header and then nothing",
                                        "a pax record of a gigabyte in a short archive"};

    for (size_t i = 0; i < CASES; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++)
            known = known || strcmp(names[k], cases[i].name) == 0;
        struct slice bytes = built(i);
        for (unsigned how = 0; known && how < 6; how++) {
            struct arena *arena = arena_create_simple();
            struct slice text =
                listed(arena, bytes, how & 1 ? 100 : SIZE_MAX, how & 1, (enum listing_content)(how / 2));
            assert_slice(outcome(text), S("truncated"));
            assert_true(arena_used(arena) < 256 * 1024);
            arena_destroy(arena);
        }
        test_exact_free(bytes);
    }
}

static void too_long_names_are_limits(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct tar_builder b = {0};

    too_long(&b);
    struct slice text = listed(arena, tar_builder_slice(&b), 512, false, LISTING_ALL), line;
    for (size_t i = 0; i < 3; i++) {
        assert_true(slice_next(&text, '\n', &line));
        assert_true(slice_starts(line, S("! limit ")));
    }
    assert_slice(text, S("file after 644 1 '1'\n= ok\n"));
    tar_builder_free(&b);
    arena_destroy(arena);
}

/* The lines of a cut archive are the first lines of the whole one, but for the entry that was cut and the end. */
static void check_cut(struct slice whole, struct slice cut, const char *name, size_t at)
{
    struct slice a, b, rest = cut;

    while (slice_next(&rest, '\n', &b) && rest.len) {
        struct slice following, next = rest;
        if (!slice_next(&next, '\n', &following))
            break;
        bool last = slice_starts(following, S("= "));
        assert_true(slice_next(&whole, '\n', &a));
        if (!last && !slice_equal(a, b) && !slice_starts(b, S("! ")))
            fail_msg("%s, cut at %zu: '%.*s' is not '%.*s'", name, at, SLICE_ARG(b), SLICE_ARG(a));
        if (last)
            break;
    }
    struct slice end = outcome(cut);
    if (!slice_equal(end, S("ok")) && !slice_equal(end, S("truncated")) && !slice_equal(end, S("layer_unreadable")))
        fail_msg("%s, cut at %zu ends as '%.*s'", name, at, SLICE_ARG(end));
    if (slice_equal(end, S("ok")) && at % 512 != 0)
        assert_true(slice_equal(outcome(cut), S("ok")));
}

static void survives_every_cut(void **state)
{
    (void)state;

    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        struct arena *whole_arena = arena_create_simple();
        struct slice whole = listed(whole_arena, bytes, SIZE_MAX, false, LISTING_ALL);
        struct arena *arena = arena_create_simple();
        struct arena_mark mark = arena_mark(arena);
        size_t step = bytes.len > 20000 ? 509 : 1;
        for (size_t at = 0; at < bytes.len; at += step) {
            struct slice part = test_exact(slice_head(bytes, at));
            check_cut(whole, listed(arena, part, SIZE_MAX, at & 1, LISTING_ALL), cases[i].name, at);
            listed(arena, part, SIZE_MAX, at & 1, at % 3 ? LISTING_NONE : LISTING_HALF);
            test_exact_free(part);
            arena_reset(arena, mark);
        }
        arena_destroy(arena);
        arena_destroy(whole_arena);
        test_exact_free(bytes);
    }
}

static void survives_every_flipped_bit_of_its_headers(void **state)
{
    (void)state;

    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        uint8_t *writable = (uint8_t *)(uintptr_t)bytes.at;
        struct arena *arena = arena_create_simple();
        struct arena_mark mark = arena_mark(arena);
        size_t step = bytes.len > 20000 ? 4099 : 13;
        for (size_t bit = 0; bit < 8 * bytes.len; bit += step) {
            writable[bit / 8] ^= (uint8_t)(1u << bit % 8);
            listed(arena, bytes, SIZE_MAX, bit & 1, LISTING_ALL);
            writable[bit / 8] ^= (uint8_t)(1u << bit % 8);
            arena_reset(arena, mark);
        }
        arena_destroy(arena);
        test_exact_free(bytes);
    }
}

/* The reader of an entry ends with it, also when its owner asks for more. */
static void content_ends_with_the_entry(void **state)
{
    (void)state;
    struct tar_builder b = {0};
    struct arena *arena = arena_create_simple();
    struct source_memory memory;
    struct entry entry;

    tar_builder_file(&b, "a", "aaaa");
    tar_builder_file(&b, "b", "bb");
    tar_builder_end(&b);
    struct tar *tar = tar_open(arena, source_memory(&memory, tar_builder_slice(&b), 0), NULL, NULL);
    assert_true(tar_next(tar, &entry));
    assert_int_equal(entry.offset, 512);
    assert_int_equal(reader_take(&entry.reader, 5).len, 0);
    assert_int_equal(entry.reader.error.code, ERROR_TRUNCATED);
    assert_true(tar_next(tar, &entry));
    assert_int_equal(entry.offset, 1536);
    reader_skip(&entry.reader, 3);
    assert_true(entry.reader.failed);
    assert_false(tar_next(tar, &entry));
    assert_true(tar_ok(tar, &entry.reader.error));
    assert_int_equal(tar_count(tar), 2);
    tar_builder_free(&b);
    arena_destroy(arena);
}

/* A source that can seek is asked to: what nobody wants is not read. */
static void passes_over_by_seeking(void **state)
{
    (void)state;
    struct tar_builder b = {0};
    struct arena *arena = arena_create_simple();
    struct entry entry;

    for (int i = 0; i < 10; i++) {
        tar_builder_header(&b, (struct tar_built){.name = "f", .stored = 100000});
        tar_builder_zeros(&b, 100000);
        tar_builder_pad(&b);
    }
    tar_builder_end(&b);
    struct test_source test = test_source(tar_builder_slice(&b), 512);
    test.source.skip = test_source_skip;
    struct tar *tar = tar_open(arena, &test.source, NULL, NULL);
    while (tar_next(tar, &entry))
        ;
    assert_true(tar_ok(tar, &entry.reader.error));
    assert_int_equal(tar_count(tar), 10);
    assert_int_equal(tar_position(tar), b.len);
    assert_int_equal(test.skips, 10);
    free(test.chunk);
    tar_builder_free(&b);
    arena_destroy(arena);
}

static void memory_does_not_grow_with_entries(void **state)
{
    (void)state;
    struct tar_builder b = {0};
    struct arena *arena = arena_create_simple();
    struct entry entry;
    size_t used = 0;

    for (int i = 0; i < 3000; i++) {
        pax(&b, "path", S("some/path/that/is/in/a/pax/header"));
        tar_builder_entry(&b, (struct tar_built){.name = "f"}, S("one line\nanother line\nlast"));
    }
    tar_builder_end(&b);
    struct test_source test = test_source(tar_builder_slice(&b), 13);
    struct tar *tar = tar_open(arena, &test.source, NULL, NULL);
    while (tar_next(tar, &entry)) {
        struct slice line;
        while (reader_line(&entry.reader, 1000, &line) == LINE_OK)
            ;
        assert_true(reader_ok(&entry.reader, &entry.reader.error));
        if (tar_count(tar) == 10)
            used = arena_used(arena);
    }
    assert_int_equal(tar_count(tar), 3000);
    assert_int_equal(arena_used(arena), used);
    free(test.chunk);
    tar_builder_free(&b);
    arena_destroy(arena);
}

static void damage_below_is_told(void **state)
{
    (void)state;
    struct tar_builder b = {0};
    struct arena *arena = arena_create_simple();

    tar_builder_file(&b, "f", "content");
    for (size_t len = 0; len < b.len; len += 64) {
        struct test_source test = test_source(slice_head(tar_builder_slice(&b), len), 64);
        test.damaged = true;
        struct slice text = listing_of(arena, &test.source, len & 64 ? LISTING_ALL : LISTING_NONE);
        assert_slice(outcome(text), S("layer_unreadable"));
        assert_true(slice_find(text, S("damaged on purpose")) != SIZE_MAX);
        free(test.chunk);
    }
    tar_builder_free(&b);
    arena_destroy(arena);
}

static void recognises_archives(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        struct slice bytes = built(i);
        bool tar = strcmp(cases[i].name, "no archive") != 0 && strcmp(cases[i].name, "nothing") != 0;
        assert_int_equal(tar_recognise(slice_head(bytes, 512)), tar);
        assert_false(tar_recognise(slice_head(bytes, 511)));
        test_exact_free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_its_entries),
        cmocka_unit_test(cuts_are_truncated_wherever),
        cmocka_unit_test(too_long_names_are_limits),
        cmocka_unit_test(survives_every_cut),
        cmocka_unit_test(survives_every_flipped_bit_of_its_headers),
        cmocka_unit_test(content_ends_with_the_entry),
        cmocka_unit_test(passes_over_by_seeking),
        cmocka_unit_test(memory_does_not_grow_with_entries),
        cmocka_unit_test(damage_below_is_told),
        cmocka_unit_test(recognises_archives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
