#include "analyzer/binary/program_testing.h"
#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_assembly;

enum { RESOURCES_AT = 0x400, RESOURCES_ADDRESS = 0x2000, CLR_ADDRESS = 0x1000 };

static size_t put_utf16(uint8_t *out, const char *text)
{
    size_t len = strlen(text) + 1;

    for (size_t i = 0; i < len; i++) {
        out[2 * i] = (uint8_t)text[i];
        out[2 * i + 1] = 0;
    }
    return 2 * len;
}

/* A block of VS_VERSIONINFO with a text, or around `inner`. returns  its length, to the next multiple of four */
static size_t put_block(uint8_t *out, const char *key, const char *text, struct slice inner)
{
    size_t at = 6 + put_utf16(out + 6, key), value = 0;

    at = (at + 3) & ~(size_t)3;
    if (text) {
        value = strlen(text) + 1;
        at += put_utf16(out + at, text);
    }
    memcpy(out + at, inner.at, inner.len);
    at += inner.len;
    out[0] = (uint8_t)at;
    out[1] = (uint8_t)(at >> 8);
    out[2] = (uint8_t)value;
    out[4] = 1;
    return (at + 3) & ~(size_t)3;
}

static size_t version_info(uint8_t *out, const char *const pairs[][2], size_t count)
{
    uint8_t strings[1024] = {0}, table[1200] = {0}, part[1300] = {0};
    size_t len = 0;

    for (size_t i = 0; i < count; i++)
        len += put_block(strings + len, pairs[i][0], pairs[i][1], S(""));
    len = put_block(table, "000004b0", NULL, slice_of(strings, len));
    len = put_block(part, "StringFileInfo", NULL, slice_of(table, len));
    return put_block(out, "VS_VERSION_INFO", NULL, slice_of(part, len));
}

/* PE of 64 bits: two sections, the directories of resources and, for an assembly, of the runtime's header. */
static struct made assembly(bool managed, const char *const pairs[][2], size_t count)
{
    struct made made = {.wide = true};
    uint8_t info[1400] = {0};
    size_t len = version_info(info, pairs, count), optional = 0x58, sections = optional + 240;

    made_bytes(&made, 0, S("MZ"));
    made_number(&made, 0x3c, 0x40, 4);
    made_bytes(&made, 0x40, S("PE\0\0"));
    made_number(&made, 0x46, 2, 2);
    made_number(&made, 0x54, 240, 2);
    made_number(&made, optional, 0x20b, 2);
    made_number(&made, optional + 24, 0x140000000, 8);
    made_number(&made, optional + 108, 16, 4);
    made_number(&made, optional + 112 + 2 * 8, RESOURCES_ADDRESS, 4);
    made_number(&made, optional + 112 + 2 * 8 + 4, 0x800, 4);
    made_number(&made, optional + 112 + 14 * 8, CLR_ADDRESS, 4);
    made_number(&made, optional + 112 + 14 * 8 + 4, managed ? 72 : 0, 4);
    for (size_t i = 0; i < 2; i++) {
        made_bytes(&made, sections + 40 * i, slice_text(i ? ".rsrc" : ".text"));
        made_number(&made, sections + 40 * i + 12, i ? RESOURCES_ADDRESS : CLR_ADDRESS, 4);
        made_number(&made, sections + 40 * i + 16, i ? 0x800 : 0x80, 4);
        made_number(&made, sections + 40 * i + 20, i ? RESOURCES_AT : 0x300, 4);
    }
    /* Type 16, name 1, language 0, each a directory of one entry; then where the bytes lie. */
    static const uint32_t ids[] = {16, 1, 0};
    for (size_t i = 0; i < 3; i++) {
        made_number(&made, RESOURCES_AT + 24 * i + 14, 1, 2);
        made_number(&made, RESOURCES_AT + 24 * i + 16, ids[i], 4);
        made_number(&made, RESOURCES_AT + 24 * i + 20, 24 * (i + 1) | (i < 2 ? 0x80000000 : 0), 4);
    }
    made_number(&made, RESOURCES_AT + 72, RESOURCES_ADDRESS + 96, 4);
    made_number(&made, RESOURCES_AT + 76, len, 4);
    made_bytes(&made, RESOURCES_AT + 96, slice_of(info, len));
    made.len = RESOURCES_AT + 0x800;
    return made;
}

static const char *const usual[][2] = {{"CompanyName", "Newtonsoft"},
                                       {"ProductName", "Json.NET"},
                                       {"FileVersion", "13.0.3.27908"},
                                       {"OriginalFilename", "Newtonsoft.Json.dll"},
                                       {"ProductVersion", "13.0.3+0a2e291c"}};

static void expect(const char *name, const struct made *made, const char *lists, const char *expected)
{
    struct test_files files;

    test_files_begin(&files);
    test_files_add(&files, S("app/bin/Other.dll"), slice_of(made->bytes, made->len), 0644);
    test_files_add(&files, S("app/bin/app.deps.json"), slice_text(lists), 0644);
    test_files_end(&files);
    struct slice text = test_facts_text(&files.facts);
    if (!slice_equal(text, slice_text(expected)))
        fail_msg("%s:\n%.*sinstead of\n%s", name, SLICE_ARG(text), expected);
    test_files_free(&files);
}

static void assemblies(void **state)
{
    static const char *const nameless[][2] = {{"FileVersion", "1.2.3.4"}, {"ProductVersion", "@VERSION@"}};
    static const char *const versionless[][2] = {{"InternalName", "a.dll"}};
    struct made made = assembly(true, usual, 5);
    const char *none = "{\"libraries\":{}}";

    (void)state;
    expect("the assembly's name, not the product's", &made, none, "package nuget|Newtonsoft.Json||13.0.3|||||||\n");
    expect("listed beside it", &made, "{\"libraries\":{}, \"x\": \"lib/net6.0/Other.dll\"}", "");
    made = assembly(false, usual, 5);
    expect("a program without the runtime's header", &made, none, "");
    made = assembly(true, nameless, 2);
    expect("the file's own name", &made, none, "package nuget|Other||1.2.3.4|||||||\n");
    made = assembly(true, versionless, 1);
    expect("no version", &made, none, "");
}

static void damage(void **state)
{
    struct made made = assembly(true, usual, 5);

    (void)state;
    test_row_damage(&analyzer_assembly, "app/a.dll", slice_of(made.bytes, made.len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(assemblies), cmocka_unit_test(damage)};
    return cmocka_run_group_tests_name("analyzer/binary/assembly", tests, NULL, NULL);
}
