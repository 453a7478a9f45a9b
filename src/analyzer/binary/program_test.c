#include "analyzer/binary/program_testing.h"
#include "analyzer/testing.h"

extern const struct analyzer analyzer_program;

#define GO(name, ver)   "package golang|" name "||" ver "|||||||\n"
#define ROOT(name, ver) "package golang|" name "||" ver "||||||| [root main]\n"
#define MARK_START      "\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6"
#define MARK_END        "\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2"

enum { EXEC = 2, RELOCATABLE = 1 };

static void expect_at(const char *name, const char *path, const struct made *made, const char *expected)
{
    struct arena *arena = arena_create_simple();
    struct facts facts;

    test_row_read(&analyzer_program, slice_text(path), slice_of(made->bytes, made->len), 0, arena, &facts);
    struct slice text = test_facts_text(&facts);
    if (!slice_equal(text, slice_text(expected)))
        fail_msg("%s:\n%.*sinstead of\n%s", name, SLICE_ARG(text), expected);
    arena_destroy(arena);
}

static void expect(const char *name, const struct made *made, const char *expected)
{
    expect_at(name, "usr/bin/app", made, expected);
}

static void damage(const struct made *made)
{
    test_row_damage(&analyzer_program, "usr/bin/app", slice_of(made->bytes, made->len));
}

/* The information as Go 1.18 and later write it: lengths of one or two bytes before the texts. */
static struct slice inline_info(uint8_t *out, const char *version, struct slice modules)
{
    size_t len = 32, version_len = strlen(version), marked = modules.len ? modules.len + 32 : 0;

    memset(out, 0, 32);
    memcpy(out, "\xff Go buildinf:\x08\x02", 16);
    out[len++] = (uint8_t)version_len;
    memcpy(out + len, version, version_len);
    len += version_len;
    out[len++] = (uint8_t)(marked & 0x7f) | 0x80;
    out[len++] = (uint8_t)(marked >> 7);
    if (marked) {
        memcpy(out + len, MARK_START, 16);
        memcpy(out + len + 16, modules.at, modules.len);
        memcpy(out + len + 16 + modules.len, MARK_END, 16);
    }
    return slice_of(out, len + marked);
}

static const struct {
    const char *name, *version;
    struct slice modules;
    const char *expected;
} infos[] = {
    {"modules, replaced ones and a folder", "go1.22.4 X:rangefunc",
     S_INIT("path\ta/cmd\nmod\ta\tv1.2.0\th1:x=\ndep\tb\tv1.0.0\th1:x=\ndep\tc\tv1.0.0\n=>\td\tv1.1.0\th1:x=\n"
            "dep\te\tv1.0.0\n=>\t../e\t(devel)\t\n"),
     GO("stdlib", "1.22.4") GO("b", "v1.0.0") GO("d", "v1.1.0") GO("e", "") ROOT("a", "v1.2.0")},
    {"no version at all", "go1.22.4", S_INIT("mod\ta\t(devel)\t\n"),
     GO("stdlib", "1.22.4") "problem version_unknown the main module 'a' was built without a version\n"},
    {"a revision", "go1.22.4",
     S_INIT("mod\ta\t(devel)\t\nbuild\tvcs.revision=abcdef0123456789\nbuild\tvcs.time=2024-05-07T01:02:03Z\n"),
     GO("stdlib", "1.22.4") ROOT("a", "v0.0.0-20240507010203-abcdef012345")},
    {"what the linker was told", "go1.22.4",
     S_INIT("mod\ta\t(devel)\t\nbuild\t-ldflags=\"-s -w -X main.goVersion=1.22.4 -X 'a/internal.version=1.4.0' -X "
            "main.Version=v1.5.0\"\n"),
     GO("stdlib", "1.22.4") ROOT("a", "v1.5.0")},
    {"versions of others say nothing", "go1.22.4",
     S_INIT("mod\ta\tv0.0.0\t\nbuild\t-ldflags=-X=k8s.io/base.gitVersion=v1.27.0\n"),
     GO("stdlib", "1.22.4") "problem version_unknown the main module 'a' was built without a version\n"},
    {"its own release weighs most", "go1.22.4",
     S_INIT("mod\ta\tv1.0.0+dirty\t\nbuild\t-ldflags=\"-X main.version=2.0.0\"\n"),
     GO("stdlib", "1.22.4") ROOT("a", "v1.0.0+dirty")},
    {"a toolchain that is no release", "devel go1.23-abc", S_INIT("mod\ta\tv1.0.0\t\n"),
     ROOT("a", "v1.0.0") "problem version_unknown built by a Go that is no release: 'devel go1.23-abc'\n"},
    {"no modules", "go1.21.5", S_INIT(""), GO("stdlib", "1.21.5")},
};

static void go_information(void **state)
{
    uint8_t bytes[1024];

    (void)state;
    for (size_t i = 0; i < sizeof infos / sizeof *infos; i++) {
        struct made_section section = {".go.buildinfo", inline_info(bytes, infos[i].version, infos[i].modules)};
        struct made made = made_elf(true, false, EXEC, &section, 1);
        expect(infos[i].name, &made, infos[i].expected);
    }
}

static void go_in_every_format(void **state)
{
    uint8_t bytes[1024];
    const char *expected = GO("stdlib", "1.22.4") ROOT("a", "v1.2.0");
    struct slice info = inline_info(bytes, "go1.22.4", S("mod\ta\tv1.2.0\t\n"));
    struct made_section section = {".go.buildinfo", info};
    struct made made;

    (void)state;
    for (int form = 0; form < 4; form++) {
        made = made_elf(form & 1, form & 2, EXEC, &section, 1);
        expect("ELF", &made, expected);
        if (form == 0 || form == 3)
            damage(&made);
    }
    made = made_elf(true, false, EXEC, NULL, 0);
    made_bytes(&made, 0x200, info);
    made_number(&made, 64 + 32, made.len, 8);
    expect("ELF without sections", &made, expected);
    made = made_elf(true, false, RELOCATABLE, &section, 1);
    expect("an object file is no program", &made, "");
    made = made_pe(".text", info);
    expect("PE", &made, expected);
    damage(&made);
    made = made_macho(0, "__go_buildinfo", info);
    expect("Mach-O", &made, expected);
    damage(&made);
    made = made_macho(0x100, "__go_buildinfo", info);
    made_bytes(&made, 0, S("\xca\xfe\xba\xbe\0\0\0\x01"));
    made.big = true;
    made_number(&made, 16, 0x100, 4);
    made_number(&made, 20, made.len - 0x100, 4);
    expect("fat Mach-O", &made, expected);
    made_number(&made, 4, 52, 4);
    expect("a class of Java", &made, "");
}

/* Before Go 1.18: pointers to strings, in the byte order of the program. */
static void go_by_pointers(void **state)
{
    static const struct slice version = S_INIT("go1.15.2"), modules = S_INIT(MARK_START "mod\ta\tv1.2.0\t\n" MARK_END);

    (void)state;
    for (int form = 0; form < 4; form++) {
        bool wide = form & 1, big = form & 2;
        size_t word = wide ? 8 : 4;
        uint8_t header[32] = "\xff Go buildinf:";
        struct made_section section = {".go.buildinfo", slice_of(header, sizeof header)};
        header[14] = (uint8_t)word;
        header[15] = big;
        struct made made = made_elf(wide, big, EXEC, &section, 1);
        for (size_t i = 0; i < 2; i++) {
            size_t text = MADE_FIRST + 0x40 + 0x20 * i, string = MADE_FIRST + 0xc0 + 0x20 * i;
            made_number(&made, MADE_FIRST + 16 + i * word, MADE_ADDRESS + string, word);
            made_number(&made, string, MADE_ADDRESS + text, word);
            made_number(&made, string + word, (i ? modules : version).len, word);
            made_bytes(&made, text, i ? modules : version);
            if (i) /* the first was long: written again behind the second's place */
                made_bytes(&made, MADE_FIRST + 0x40, version);
        }
        expect("pointers", &made, GO("stdlib", "1.15.2") ROOT("a", "v1.2.0"));
        if (form == 1)
            damage(&made);
        made_number(&made, MADE_FIRST + 16, 7, word);
        expect("a pointer to nowhere", &made, "problem malformed the build information of Go is damaged\n");
    }
}

static void go_before_build_information(void **state)
{
    struct made_section sections[] = {
        {".note.go.buildid", S("x")}, {".symtab", S("")}, {".strtab", S("\0runtime.buildVersion\0")}};
    struct made made = {.wide = true};
    uint8_t symbols[48] = {0};

    (void)state;
    sections[1].bytes = slice_of(symbols, sizeof symbols);
    symbols[24] = 1;
    symbols[24 + 8] = 0x90; /* 0x400090, behind the note */
    symbols[24 + 8 + 2] = 0x40;
    made = made_elf(true, false, EXEC, sections, 3);
    made_number(&made, 0x90, MADE_ADDRESS + 0xa0, 8);
    made_number(&made, 0x98, 7, 8);
    made_bytes(&made, 0xa0, S("go1.8.3"));
    expect("the variable has a symbol", &made, GO("stdlib", "1.8.3"));
    made = made_elf(true, false, EXEC, sections, 1);
    expect("stripped", &made, "problem version_unknown a Go program without build information\n");
}

static void rust_audit_data(void **state)
{
    static const struct slice packed = S_INIT("\x78\xda\x75\x8c\x31\x0e\x83\x30\x0c\x45\xef\xe2\x19\x45\x94\x31\x57\x41"
                                              "\x1d\x5c\x63\x55\x11\x21\xae\x9c\x84\x05"
                                              "\xe5\xee\x35\x0b\x22\x03\xe3\x7f\x5f\xef\x1d\xf0\x43\x5a\xf1\xcb\x19\xfc"
                                              "\x7c\x40\xc2\x8d\xc1\x03\xc2\x00\x3b\x6b"
                                              "\x0e\x92\x6c\x8d\xee\xe5\x46\x23\x59\xaa\xd2\x79\x47\x21\x8c\x06\x54\xa4"
                                              "\x80\x2f\x5a\xb9\x0d\x97\xfb\xe9\x5c\x33"
                                              "\x7b\x97\x14\x0b\x67\x17\xc4\xe0\x1a\xd2\x72\x1a\x35\xc4\x05\x6e\x09\xea"
                                              "\x12\xd3\x73\xa2\xbd\xdb\x1f\xbd\x61\x3c"
                                              "\x0b");
    struct made_section section = {".dep-v0", packed};
    struct made made = made_elf(true, false, EXEC, &section, 1);

    (void)state;
    expect("what the build alone needed is not in it", &made,
           "package cargo|a||0.1.0||||||| [root main]\npackage cargo|c||2.0.0|||||||\n");
    damage(&made);
    section.bytes = slice_head(packed, 40);
    made = made_elf(true, false, EXEC, &section, 1);
    expect("cut", &made, "problem malformed the audit data of cargo: a damaged zlib stream\n");
    section.bytes = S("\x78\x9c\x03\0\0\0\0\x02");
    made = made_elf(true, false, EXEC, &section, 1);
    expect("another checksum", &made,
           "problem malformed the audit data of cargo: a zlib stream that does not agree with its checksum\n");
}

static struct made with_note(const char *json)
{
    uint8_t note[512] = "\x04\0\0\0    \x7e\x1a\xfe\xca"
                        "FDO";
    struct made_section section = {".note.package", slice_of(note, 16 + strlen(json))};

    note[4] = (uint8_t)strlen(json);
    note[5] = note[6] = note[7] = 0;
    memcpy(note + 16, json, strlen(json));
    return made_elf(true, false, EXEC, &section, 1);
}

static void package_notes(void **state)
{
    struct made made =
        with_note("{\"type\":\"rpm\",\"name\":\"hello\",\"version\":\"2.12-4.fc40\",\"architecture\":\"x86_64\"}");

    (void)state;
    expect("a distribution's", &made, "package rpm|hello||2.12-4.fc40|x86_64||||||\n");
    damage(&made);
    made = with_note("{\"type\":\"mine\",\"system\":\"s\",\"name\":\"lib\",\"version\":\"1\"}");
    expect("a builder's own", &made, "package generic|s/lib||1|||||||\n");
    made = with_note("{\"type\":\"rpm\",\"n");
    expect("cut", &made, "problem malformed the package note: byte 16: JSON ends within a value\n");
    made = with_note("{\"type\":\"rpm\"}");
    expect("nameless", &made, "problem malformed the package note names no package\n");
}

static void kernel_modules(void **state)
{
    struct made_section section = {".modinfo", S("license=GPL v2\0author=Me\0name=drbd\0version=9.1.2\0")};
    struct made made = made_elf(true, false, RELOCATABLE, &section, 1);

    (void)state;
    expect("a module", &made, "package generic|drbd||9.1.2||||GPL v2|Me||\n");
    section.bytes = S("vermagic=6.1\0");
    made = made_elf(true, false, RELOCATABLE, &section, 1);
    expect("without a name", &made, "");
    section.name = ".comment";
    made = made_elf(true, false, RELOCATABLE, &section, 1);
    expect_at("a module that says nothing", "lib/modules/6.1/a.ko", &made,
              "problem malformed a kernel module that says nothing of itself\n");
}

static void packed_programs_are_told(void **state)
{
    const char *told = "problem unsupported packed with UPX: what the program was built from is not to be seen\n";
    struct made made = made_elf(true, false, EXEC, NULL, 0);

    (void)state;
    made_bytes(&made, 0x7c, S("\0\0\0\0UPX!\x0d\x16"));
    expect("ELF", &made, told);
    made = made_pe("UPX0", S("UPX!"));
    expect("PE", &made, told);
}

static void headers_that_lead_nowhere(void **state)
{
    struct made_section section = {".go.buildinfo", S("x")};
    struct made made = made_elf(true, false, EXEC, &section, 1);

    (void)state;
    made_number(&made, 40, 1 << 30, 8);
    expect("sections", &made, "problem malformed the ELF section headers are not in the file\n");
    made = made_elf(true, false, EXEC, &section, 1);
    made_number(&made, 62, 9, 2);
    expect("names", &made, "problem malformed the names of the ELF sections are not in the file\n");
    made = made_elf(true, false, EXEC, &section, 1);
    made.len = 20;
    expect("a header", &made, "problem malformed not a whole ELF header\n");
    made = (struct made){0};
    made_bytes(&made, 0, S("MZ, a text that begins so"));
    expect("no program", &made, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(go_information),
        cmocka_unit_test(go_in_every_format),
        cmocka_unit_test(go_by_pointers),
        cmocka_unit_test(go_before_build_information),
        cmocka_unit_test(rust_audit_data),
        cmocka_unit_test(package_notes),
        cmocka_unit_test(kernel_modules),
        cmocka_unit_test(packed_programs_are_told),
        cmocka_unit_test(headers_that_lead_nowhere),
    };
    return cmocka_run_group_tests_name("analyzer/binary/program", tests, NULL, NULL);
}
