#include "analyzer/binary/executable.h"

enum {
    PT_LOAD = 1,
    PT_NOTE = 4,
    PF_X = 1,
    PF_W = 2,
    ET_REL = 1,
    PN_XNUM = 0xffff,
    SHN_XINDEX = 0xffff,
    HEADERS_AT_ONCE = 64,
    SECTIONS_MAX = 256 * 1024,   /* objects with a section for each function have tens of thousands */
    NAMES_MAX = 4 * 1024 * 1024, /* of these sections */
    PROGRAM_HEADER = 56,
    SECTION_HEADER = 64,
};

struct elf {
    struct executable *executable;
    uint64_t program_headers, section_headers;
    uint64_t program_count, section_count;
    uint32_t names;
    uint16_t program_size, section_size;
};

struct elf_section {
    uint32_t name, link, info;
    uint64_t address, offset, size;
};

static bool elf_recognise(struct slice head)
{
    return slice_starts(head, S("\177ELF"));
}

static struct elf_section section_of(const struct executable *e, struct slice b)
{
    bool wide = e->wide;

    return (struct elf_section){
        .name = executable_u32(e, b, 0),
        .address = executable_word(e, b, wide ? 16 : 12),
        .offset = executable_word(e, b, wide ? 24 : 16),
        .size = executable_word(e, b, wide ? 32 : 20),
        .link = executable_u32(e, b, wide ? 40 : 24),
        .info = executable_u32(e, b, wide ? 44 : 28),
    };
}

static void take_segment(struct executable *e, struct slice b)
{
    uint32_t type = executable_u32(e, b, 0), flags = executable_u32(e, b, e->wide ? 4 : 24);
    struct segment segment = {
        .offset = executable_word(e, b, e->wide ? 8 : 4),
        .address = executable_word(e, b, e->wide ? 16 : 8),
        .size = executable_word(e, b, e->wide ? 32 : 16),
        .writable = flags & PF_W,
        .code = flags & PF_X,
        .note = type == PT_NOTE,
    };

    if ((type == PT_LOAD || type == PT_NOTE) && segment.size > 0)
        executable_segment(e, &segment);
}

/* Calls `take` with each header of a table. returns  false when the file ends within it */
static bool each_header(struct elf *elf, uint64_t offset, uint64_t count, uint16_t size,
                        void (*take)(void *context, struct slice header), void *context)
{
    uint8_t bytes[HEADERS_AT_ONCE * SECTION_HEADER];
    size_t at_once = size ? sizeof bytes / size : 0;

    if (count > 0 && (size == 0 || at_once == 0))
        return false;
    for (uint64_t done = 0; done < count;) {
        uint64_t some = count - done < at_once ? count - done : at_once;
        size_t len = executable_read(elf->executable, offset, bytes, (size_t)some * size);
        if (len < some * size)
            return false;
        for (size_t i = 0; i < some; i++)
            take(context, slice_of(bytes + i * size, size));
        done += some;
        offset += len;
    }
    return true;
}

static void take_program_header(void *context, struct slice header)
{
    take_segment(context, header);
}

struct named {
    struct executable *executable;
    struct extent place; /* of the names */
    struct slice names;
};

static void take_section_header(void *context, struct slice header)
{
    struct named *named = context;
    struct elf_section section = section_of(named->executable, header);
    struct slice name = slice_skip(named->names, section.name);

    name = slice_head(name, slice_find_byte(name, 0));
    executable_section(named->executable, name, section.offset, section.size, section.address);
}

static void first_section(void *context, struct slice header)
{
    struct elf *elf = context;
    struct elf_section section = section_of(elf->executable, header);

    /* gabi: numbers that do not fit into the header stand in the first section. */
    if (elf->section_count == 0)
        elf->section_count = section.size;
    if (elf->names == SHN_XINDEX)
        elf->names = section.link;
    if (elf->program_count == PN_XNUM)
        elf->program_count = section.info;
}

static void place_of_names(void *context, struct slice header)
{
    struct named *named = context;
    struct elf_section section = section_of(named->executable, header);

    named->place = (struct extent){.offset = section.offset, .size = section.size};
}

static bool read_sections(struct elf *elf, struct arena *arena, struct error *error)
{
    struct executable *e = elf->executable;
    struct named named = {.executable = e};
    uint64_t at;

    if (elf->section_count > SECTIONS_MAX) {
        elf->section_count = SECTIONS_MAX;
        e->partial = true;
    }
    if (elf->names >= elf->section_count ||
        __builtin_add_overflow(elf->section_headers, (uint64_t)elf->names * elf->section_size, &at) ||
        !each_header(elf, at, 1, elf->section_size, place_of_names, &named))
        return fail(error, ERROR_MALFORMED, "the names of the ELF sections are not in the file");
    if (named.place.size > NAMES_MAX) {
        named.place.size = NAMES_MAX;
        e->partial = true;
    }
    struct arena_mark mark = arena_mark(arena);
    bool good =
        executable_content(e, &named.place, NAMES_MAX, arena, &named.names, error) &&
        (each_header(elf, elf->section_headers, elf->section_count, elf->section_size, take_section_header, &named) ||
         fail(error, ERROR_MALFORMED, "the ELF section headers are not in the file"));
    arena_reset(arena, mark);
    return good;
}

static bool elf_open(struct executable *e, struct arena *arena, struct error *error)
{
    uint8_t bytes[EXECUTABLE_HEAD];
    struct slice head = slice_of(bytes, executable_read(e, 0, bytes, sizeof bytes));

    if (head.len < 52 || head.at[4] < 1 || head.at[4] > 2 || head.at[5] < 1 || head.at[5] > 2)
        return fail(error, ERROR_MALFORMED, "not a whole ELF header");
    e->kind = EXECUTABLE_ELF;
    e->wide = head.at[4] == 2;
    e->big = head.at[5] == 2;
    e->relocatable = executable_u16(e, head, 16) == ET_REL;
    size_t sizes = e->wide ? 54 : 42;
    struct elf elf = {.executable = e,
                      .program_headers = executable_word(e, head, e->wide ? 32 : 28),
                      .section_headers = executable_word(e, head, e->wide ? 40 : 32),
                      .program_size = executable_u16(e, head, sizes),
                      .program_count = executable_u16(e, head, sizes + 2),
                      .section_size = executable_u16(e, head, sizes + 4),
                      .section_count = executable_u16(e, head, sizes + 6),
                      .names = executable_u16(e, head, sizes + 8)};

    e->bare = elf.section_headers == 0;
    if (!e->bare && !each_header(&elf, elf.section_headers, 1, elf.section_size, first_section, &elf))
        return fail(error, ERROR_MALFORMED, "the ELF section headers are not in the file");
    if (elf.program_headers > 0 &&
        !each_header(&elf, elf.program_headers, elf.program_count, elf.program_size, take_program_header, e))
        return fail(error, ERROR_MALFORMED, "the ELF program headers are not in the file");
    return e->bare || elf.section_count == 0 || read_sections(&elf, arena, error);
}

const struct executable_format executable_elf = {.recognise = elf_recognise, .open = elf_open};
