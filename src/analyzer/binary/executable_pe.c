#include "analyzer/binary/executable.h"

enum {
    COFF = 24, /* with the signature before it */
    SECTION_HEADER = 40,
    SECTIONS_MAX = 96, /* what Windows loads at most */
    OPTIONAL_MAX = 256,
    CODE = 0x20,
    INITIALISED = 0x40,
    WRITABLE = 0x80000000,
    RESOURCES = 2, /* numbers of data directories */
    CLR = 14,
};

static bool pe_recognise(struct slice head)
{
    return slice_starts(head, S("MZ"));
}

static void take_section(struct executable *e, struct slice header)
{
    struct slice name = slice_head(header, 8);
    uint32_t flags = executable_u32(e, header, 36), size = executable_u32(e, header, 16);
    uint32_t in_memory = executable_u32(e, header, 8);
    struct segment segment = {
        .address = e->image + executable_u32(e, header, 12),
        .size = in_memory > 0 && in_memory < size ? in_memory : size,
        .offset = executable_u32(e, header, 20),
        .writable = (flags & WRITABLE) && (flags & INITIALISED),
        .code = flags & CODE,
    };

    name = slice_head(name, slice_find_byte(name, 0));
    executable_section(e, name, segment.offset, segment.size, segment.address);
    if (segment.size > 0)
        executable_segment(e, &segment);
}

/* What a data directory names lies in whatever section holds its address. */
static void find_directory(struct executable *e, struct slice optional, uint32_t number, enum section section)
{
    size_t at = (e->wide ? 112 : 96) + (size_t)number * 8;
    uint64_t address = e->image + executable_u32(e, optional, at), size = executable_u32(e, optional, at + 4), offset,
             left;

    if (executable_u32(e, optional, e->wide ? 108 : 92) > number && size > 0 &&
        executable_find(e, address, &offset, &left))
        e->sections[section] =
            (struct extent){.offset = offset, .size = size < left ? size : left, .address = address, .there = true};
}

static bool pe_open(struct executable *e, struct arena *arena, struct error *error)
{
    uint8_t head_bytes[EXECUTABLE_HEAD], coff_bytes[COFF], optional_bytes[OPTIONAL_MAX], section_bytes[SECTION_HEADER];
    struct slice head = slice_of(head_bytes, executable_read(e, 0, head_bytes, sizeof head_bytes));

    (void)arena;
    e->kind = EXECUTABLE_PE;
    uint64_t at = executable_u32(e, head, 0x3c);
    struct slice coff = slice_of(coff_bytes, executable_read(e, at, coff_bytes, sizeof coff_bytes));
    if (!slice_starts(coff, S("PE\0\0")) || coff.len < COFF)
        return false; /* a program of DOS, or no program at all */
    uint16_t sections = executable_u16(e, coff, 6), optional_size = executable_u16(e, coff, 20);
    struct slice optional = slice_of(
        optional_bytes, executable_read(e, at + COFF, optional_bytes,
                                        optional_size < sizeof optional_bytes ? optional_size : sizeof optional_bytes));
    e->wide = executable_u16(e, optional, 0) == 0x20b;
    e->image = e->wide ? executable_u64(e, optional, 24) : executable_u32(e, optional, 28);
    if (sections > SECTIONS_MAX) {
        sections = SECTIONS_MAX;
        e->partial = true;
    }
    at += COFF + (uint64_t)optional_size;
    for (uint16_t i = 0; i < sections; i++) {
        if (executable_read(e, at + (uint64_t)i * SECTION_HEADER, section_bytes, SECTION_HEADER) < SECTION_HEADER)
            return fail(error, ERROR_MALFORMED, "the PE section headers are not in the file");
        take_section(e, slice_of(section_bytes, SECTION_HEADER));
    }
    find_directory(e, optional, RESOURCES, SECTION_RESOURCES);
    find_directory(e, optional, CLR, SECTION_CLR);
    return true;
}

const struct executable_format executable_pe = {.recognise = pe_recognise, .open = pe_open};
