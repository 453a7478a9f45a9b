#include "layer/zip_directory.h"

#include "base/testing.h"
#include "layer/testing/zip_builder.h"

struct memory {
    struct zip_bytes bytes;
    struct slice content;
};

static size_t memory_read(const struct zip_bytes *bytes, uint64_t at, void *buffer, size_t len)
{
    const struct memory *memory = (const struct memory *)bytes;
    struct slice found = slice_head(slice_skip(memory->content, at > SIZE_MAX ? SIZE_MAX : (size_t)at), len);

    if (found.len)
        memcpy(buffer, found.at, found.len);
    return found.len;
}

/* Name, length and first bytes of each member, or why it could not be read; then the oddities, or the error. */
static struct slice list(struct arena *arena, struct slice archive)
{
    struct memory memory = {{memory_read, archive.len}, archive};
    struct zip_unpacker unpacker;
    struct zip_directory directory;
    struct zip_member member;
    struct error error;
    struct slice text = S("");

    assert_true(zip_unpacker_init(&unpacker, arena, &error));
    if (!zip_directory_open(&directory, &memory.bytes, arena, &error))
        return arena_format(arena, "error %s", error.text);
    while (zip_directory_next(&directory, &member)) {
        struct source *source;
        struct slice chunk, first = S("");
        size_t len = 0;
        text = arena_format(arena, "%.*s%.*s ", SLICE_ARG(text), SLICE_ARG(member.name));
        bool good = zip_member_open(&unpacker, &memory.bytes, &member, &source, &error);
        while (good && (good = source->next(source, &chunk, &error)) && chunk.len) {
            if (len == 0)
                first = arena_copy(arena, slice_head(chunk, 4));
            len += chunk.len;
        }
        text = good ? arena_format(arena, "%.*s%zu %.*s%s\n", SLICE_ARG(text), len, SLICE_ARG(first),
                                   unpacker.lied ? " lied" : "")
                    : arena_format(arena, "%.*s%s\n", SLICE_ARG(text), error.text);
    }
    if (!zip_directory_ok(&directory, &error))
        text = arena_format(arena, "%.*serror %s", SLICE_ARG(text), error.text);
    const struct zip_oddities *odd = &directory.oddities;
    if (odd->hidden || odd->overlap || odd->outside)
        text = arena_format(arena, "%.*shidden %zu overlap %zu outside %zu", SLICE_ARG(text), odd->hidden, odd->overlap,
                            odd->outside);
    zip_directory_close(&directory);
    return text;
}

static const struct {
    const char *name;
    struct zip_built members[3];
    bool wide;
    const char *comment, *expected;
} cases[] = {
    {"stored and deflated", {{.name = "a"}, {.name = "b", .method = 8}}, false, "", "a 6 cont\nb 6 cont\n"},
    {"none", {{0}}, false, "", ""},
    {"a comment", {{.name = "a"}}, false, "PK\5\6 is no end", "a 6 cont\n"},
    {"zip64", {{.name = "a", .wide = true}, {.name = "b"}}, true, "", "a 6 cont\nb 6 cont\n"},
    {"zip64 of the end alone", {{.name = "a"}}, true, "", "a 6 cont\n"},
    {"encrypted, unknown method",
     {{.name = "a", .flags = 1}, {.name = "b", .method = 14}},
     false,
     "",
     "a an encrypted member\nb a member compressed by method 14\n"},
    {"a checksum that does not hold", {{.name = "a", .method = 8, .crc_off = 1}}, false, "", "a 6 cont lied\n"},
    {"a size that does not hold", {{.name = "a", .size_off = 100}}, false, "", "a 6 cont lied\n"},
    {"another name in front",
     {{.name = "a", .local_name = "b"}, {.name = "a", .local_name = "aa"}},
     false,
     "",
     "a another name in front of the content than in the directory\n"
     "a another name in front of the content than in the directory\n"},
    {"only in front",
     {{.name = "a"}, {.name = "h", .local_only = true}, {.name = "b"}},
     false,
     "",
     "a 6 cont\nb 6 cont\nhidden 1 overlap 0 outside 0"},
    {"only in front, last",
     {{.name = "a"}, {.name = "h", .local_only = true}},
     false,
     "",
     "a 6 cont\nhidden 1 overlap 0 outside 0"},
    {"only in front, first",
     {{.name = "h", .local_only = true}, {.name = "a"}},
     false,
     "",
     "a 6 cont\nhidden 1 overlap 0 outside 0"},
    {"only in the directory",
     {{.name = "d", .directory_only = true}, {.name = "b"}},
     false,
     "",
     "d no member where the directory says\nb 6 cont\nhidden 0 overlap 1 outside 0"},
    {"beyond the end",
     {{.name = "a", .packed_off = 1000}},
     false,
     "",
     "a a member that ends behind the archive\nhidden 0 overlap 0 outside 1"},
    {"an offset beyond the end",
     {{.name = "a", .offset_off = 0xfffffff0}},
     false,
     "",
     "a no member where the directory says\nhidden 1 overlap 0 outside 1"},
    {"overlap",
     {{.name = "a", .packed_off = 20}, {.name = "b"}},
     false,
     "",
     "a 26 cont lied\nb 6 cont\nhidden 0 overlap 1 outside 0"},
};

static void members_of(struct zip_builder *zip, size_t i)
{
    for (size_t m = 0; m < 3 && cases[i].members[m].name; m++)
        zip_builder_add(zip, cases[i].members[m], S("conten"));
}

static void test_members(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct zip_builder *zip = calloc(1, sizeof *zip);
        members_of(zip, i);
        struct slice archive = test_exact(zip_builder_end(zip, cases[i].wide, cases[i].comment));
        struct slice text = list(arena, archive);
        if (!slice_equal(text, slice_text(cases[i].expected)))
            fail_msg("%s:\n%.*s", cases[i].name, SLICE_ARG(text));
        test_exact_free(archive);
        zip_builder_free(zip);
        free(zip);
        arena_destroy(arena);
    }
}

static void test_bytes_before_the_archive(void **state)
{
    struct arena *arena = arena_create_simple();
    struct zip_builder *zip = calloc(1, sizeof *zip);

    (void)state;
    zip_builder_file(zip, "a", "conten");
    struct slice archive = zip_builder_end(zip, false, "");
    struct slice shell = arena_join(arena, (struct slice[]){S("#!/bin/sh\nexec java -jar $0\n"), archive}, 2);
    assert_slice(list(arena, shell), S("a 6 cont\n"));
    zip_builder_free(zip);
    free(zip);
    arena_destroy(arena);
}

/* Every byte of each case cut off and flipped: nothing is read beyond the end. */
static void test_damage(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct zip_builder *zip = calloc(1, sizeof *zip);
        members_of(zip, i);
        struct slice archive = zip_builder_end(zip, cases[i].wide, cases[i].comment);
        for (size_t at = 0; at < archive.len * 2; at++) {
            struct arena *arena = arena_create_simple();
            struct slice exact = test_exact(at < archive.len ? slice_head(archive, at) : archive);
            if (at >= archive.len)
                ((uint8_t *)(uintptr_t)exact.at)[at - archive.len] ^= (uint8_t)(1u << at % 8);
            list(arena, exact);
            test_exact_free(exact);
            arena_destroy(arena);
        }
        zip_builder_free(zip);
        free(zip);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_bytes_before_the_archive),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests_name("layer/zip_directory", tests, NULL, NULL);
}
