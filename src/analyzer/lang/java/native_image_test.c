#include "analyzer/testing.h"

#include "analyzer/binary/program.h"
#include "layer/inflate.h"

/* An ELF file of 64 bits: one segment over all of it, sections for the heap, the symbols and their names. */
struct elf {
    uint8_t at[4096];
    size_t len;
};

enum { ADDRESS = 0x400000, SECTIONS = 5 };

static void put(struct elf *elf, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        elf->at[elf->len++] = (uint8_t)(i < 8 ? value >> (8 * i) : 0);
}

static void put_text(struct elf *elf, struct slice text)
{
    memcpy(elf->at + elf->len, text.at, text.len);
    elf->len += text.len;
}

static void put_section(struct elf *elf, uint32_t name, uint64_t offset, uint64_t size)
{
    put(elf, name, 4);
    put(elf, 1, 4);
    put(elf, 0, 8);
    put(elf, ADDRESS + offset, 8);
    put(elf, offset, 8);
    put(elf, size, 8);
    put(elf, 0, 24);
}

static void put_symbol(struct elf *elf, uint32_t name, uint64_t value)
{
    put(elf, name, 4);
    put(elf, 0, 4);
    put(elf, value, 8);
    put(elf, 8, 8);
}

/* gzip of deflate's stored blocks. */
static void put_gzip(struct elf *elf, struct slice text)
{
    put_text(elf, S("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01"));
    put(elf, text.len, 2);
    put(elf, ~text.len, 2);
    put_text(elf, text);
    put(elf, inflate_engine_at(0)->crc(0, text), 4);
    put(elf, text.len, 4);
}

static void build(struct elf *elf, struct slice document, uint64_t length_off)
{
    static const struct slice section_names = S_INIT("\0.svm_heap\0.symtab\0.strtab\0.shstrtab");
    static const struct slice symbol_names = S_INIT("\0sbom\0sbom_length\0");

    *elf = (struct elf){.len = 64 + 56};
    size_t sbom = elf->len;
    put_gzip(elf, document);
    size_t length = elf->len;
    put(elf, length - sbom + length_off, 8);
    size_t symbols = elf->len;
    put_symbol(elf, 0, 0);
    put_symbol(elf, 1, ADDRESS + sbom);
    put_symbol(elf, 6, ADDRESS + length);
    size_t names = elf->len;
    put_text(elf, symbol_names);
    size_t section_text = elf->len;
    put_text(elf, section_names);
    size_t sections = elf->len, whole = sections + SECTIONS * 64;
    put_section(elf, 0, 0, 0);
    put_section(elf, 1, sbom, length - sbom);
    put_section(elf, 11, symbols, names - symbols);
    put_section(elf, 19, names, symbol_names.len);
    put_section(elf, 27, section_text, section_names.len);

    struct elf head = {.len = 0};
    put_text(&head, S("\177ELF\2\1\1\0\0\0\0\0\0\0\0\0"));
    put(&head, 2, 2);
    put(&head, 62, 2);
    put(&head, 1, 4);
    put(&head, 0, 8);
    put(&head, 64, 8);
    put(&head, sections, 8);
    put(&head, 0, 4);
    put(&head, 64, 2);
    put(&head, 56, 2);
    put(&head, 1, 2);
    put(&head, 64, 2);
    put(&head, SECTIONS, 2);
    put(&head, SECTIONS - 1, 2);
    put(&head, 1, 4);
    put(&head, 4, 4);
    put(&head, 0, 8);
    put(&head, ADDRESS, 8);
    put(&head, ADDRESS, 8);
    put(&head, whole, 8);
    put(&head, whole, 8);
    put(&head, 1, 8);
    memcpy(elf->at, head.at, head.len);
}

static struct slice read_elf(struct arena *arena, struct slice bytes)
{
    struct slice exact = test_exact(bytes);
    struct spooled file = {S("app"), 0, exact.len, 0755};
    struct spool spool = {.files = &file, .count = 1, .descriptor = -1, .memory = exact};
    struct executable executable;
    struct facts facts;
    struct error error;

    facts_init(&facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(&facts, file.path, "program", exact.len, 0755);
    if (executable_open(&executable, &spool, &file, 0, arena, &error))
        program_native_image(&executable, &facts);
    test_exact_free(exact);
    return test_facts_text(&facts);
}

static void test_documents(void **state)
{
    static const struct {
        struct slice document;
        uint64_t length_off;
        const char *expected;
    } cases[] = {
        {S_INIT(
             "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"type\":\"library\",\"group\":\"g\",\"name\":\"a\","
             "\"version\":\"1\",\"properties\":[{}]},{\"type\":\"application\",\"name\":\"x\"},{\"name\":\"b\"},7]}"),
         0, "package maven|g:a||1|||||||\npackage maven|b|||||||||\n"},
        {S_INIT("{}"), 0, ""},
        {S_INIT("{"), 0, "problem truncated the SBOM of a native image: "},
        {S_INIT("{}"), 1 << 20, "problem truncated the SBOM of a native image: "},
        {S_INIT("{}"), 1ull << 40, "problem limit the SBOM of a native image: "},
    };
    struct elf elf;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        build(&elf, cases[i].document, cases[i].length_off);
        struct slice text = read_elf(arena, slice_of(elf.at, elf.len)), expected = slice_text(cases[i].expected);
        if (!slice_starts(text, expected) || (expected.len == 0 && text.len > 0))
            fail_msg("%zu: %.*s", i, SLICE_ARG(text));
        arena_destroy(arena);
    }
}

static void test_damage(void **state)
{
    struct elf elf;

    (void)state;
    build(&elf, S("{\"components\":[{\"group\":\"g\",\"name\":\"a\"}]}"), 0);
    for (size_t at = 0; at < elf.len * 2; at++) {
        struct arena *arena = arena_create_simple();
        struct elf copy = elf;
        if (at >= elf.len)
            copy.at[at - elf.len] ^= 0x04;
        read_elf(arena, slice_of(copy.at, at < elf.len ? at : elf.len));
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_documents), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/native_image", tests, NULL, NULL);
}
