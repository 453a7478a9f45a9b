#include "analyzer/spool.h"
#include "analyzer/testing.h"
#include "layer/testing/zip_builder.h"

extern const struct analyzer analyzer_vsix;

static struct slice read_vsix(struct arena *arena, struct slice archive)
{
    struct slice exact = test_exact(archive);
    struct spooled file = {S("a.vsix"), 0, exact.len, 0644};
    struct spool spool = {.files = &file, .count = 1, .descriptor = -1, .memory = exact};
    struct facts facts;
    struct error error;

    facts_init(&facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(&facts, file.path, "vsix", exact.len, 0644);
    if (!analyzer_vsix.read_spooled(&spool, &file, &facts, &error))
        facts_problem(&facts, error.code, "%s", error.text);
    test_exact_free(exact);
    return test_facts_text(&facts);
}

#define MS "extension/node_modules/ms/package.json"

static const struct {
    const char *name;
    struct {
        struct zip_built built;
        const char *content;
    } members[3];
    const char *expected;
} cases[] = {
    {"nothing", {{{0}, NULL}}, ""},
    {"the extension and its packages",
     {{{.name = "extension/package.json", .method = 8},
       "{\"name\":\"Tool\",\"publisher\":\"Some\",\"version\":\"1.0.0\",\"engines\":{\"vscode\":\"*\"}}"},
      {{.name = MS, .method = 8}, "{\"name\":\"ms\",\"version\":\"2.1.3\"}"},
      {{.name = "extension/node_modules/@s/a/package.json"}, "{\"name\":\"@s/a\",\"version\":\"1.0.0\"}"}},
     "package vscode-extension|some/tool||1.0.0||||||| [in=extension/package.json]\n"
     "package npm|ms||2.1.3||||||| [in=" MS "]\n"
     "package npm|@s/a||1.0.0||||||| [in=extension/node_modules/@s/a/package.json]\n"},
    {"what is elsewhere, and what names no version",
     {{{.name = "extension/not_node_modules/a/package.json"}, "{\"name\":\"a\",\"version\":\"1\"}"},
      {{.name = "extension/inner.vsix"}, "PK"},
      {{.name = MS}, "{\"name\":\"ms\",\"version\":\" \"}"}},
     ""},
    {"one damaged manifest",
     {{{.name = MS}, "{"}, {{.name = "extension/node_modules/a/package.json"}, "{\"name\":\"a\",\"version\":\"1\"}"}},
     "package npm|a||1||||||| [in=extension/node_modules/a/package.json]\n"
     "problem truncated " MS ": byte 1: JSON ends within a value\n"},
    {"another method",
     {{{.name = MS, .method = 99}, "{}"}},
     "problem unsupported " MS ": a member compressed by method 99\n"},
};

static struct slice build(struct zip_builder *zip, size_t index)
{
    for (size_t m = 0; m < 3 && cases[index].members[m].content; m++)
        zip_builder_add(zip, cases[index].members[m].built, slice_text(cases[index].members[m].content));
    return zip_builder_end(zip, false, "");
}

static void archives(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct zip_builder *zip = calloc(1, sizeof *zip);
        struct slice text = read_vsix(arena, build(zip, i));
        if (!slice_equal(text, slice_text(cases[i].expected)))
            fail_msg("%s:\n%.*sinstead of\n%s", cases[i].name, SLICE_ARG(text), cases[i].expected);
        zip_builder_free(zip);
        free(zip);
        arena_destroy(arena);
    }
}

/* Cut at each byte, and each byte with three of its bits flipped: nothing is read beyond it. */
static void damage(void **state)
{
    static const uint8_t flips[] = {0x01, 0x20, 0x80};
    struct zip_builder *zip = calloc(1, sizeof *zip);
    struct slice archive = build(zip, 1);

    (void)state;
    for (size_t i = 0; i < archive.len * 4; i++) {
        struct arena *arena = arena_create_simple();
        struct slice copy = arena_copy(arena, archive);
        uint8_t *bytes = arena_array(arena, uint8_t, copy.len);
        memcpy(bytes, copy.at, copy.len);
        if (i % 4)
            bytes[i / 4] ^= flips[i % 4 - 1];
        read_vsix(arena, slice_of(bytes, i % 4 ? copy.len : i / 4));
        arena_destroy(arena);
    }
    zip_builder_free(zip);
    free(zip);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/javascript/vsix", tests, NULL, NULL);
}
