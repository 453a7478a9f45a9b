#include "analyzer/binary/executable.h"

enum {
    LC_SEGMENT = 1,
    LC_SEGMENT_64 = 0x19,
    COMMANDS_MAX = 256 * 1024, /* bytes of all load commands; the kernel takes far fewer */
    FAT_PROGRAMS_MAX = 16,     /* a Java class has its version here, which begins at 45 */
    FAT_HEADER = 8,
    FAT_PROGRAM = 20,
    WRITABLE = 2,
    CODE = 4,
};

static bool macho_recognise(struct slice head)
{
    static const struct slice magics[] = {S_INIT("\xfe\xed\xfa\xce"), S_INIT("\xfe\xed\xfa\xcf"),
                                          S_INIT("\xce\xfa\xed\xfe"), S_INIT("\xcf\xfa\xed\xfe")};

    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (slice_starts(head, magics[i]))
            return true;
    return false;
}

bool executable_fat(struct executable *e, struct slice head, size_t index)
{
    uint8_t bytes[FAT_PROGRAM];
    struct executable big = *e;

    if (!slice_starts(head, S("\xca\xfe\xba\xbe")))
        return false;
    big.big = true;
    uint32_t count = executable_u32(&big, head, 4);
    if (index >= count || count > FAT_PROGRAMS_MAX)
        return false;
    struct slice program = slice_of(bytes, executable_read(e, FAT_HEADER + index * FAT_PROGRAM, bytes, sizeof bytes));
    uint64_t offset = executable_u32(&big, program, 8), size = executable_u32(&big, program, 12);
    if (offset > e->size)
        return false;
    e->base = offset;
    e->size = size < e->size - offset ? size : e->size - offset;
    return true;
}

static void take_sections(struct executable *e, struct slice command, bool wide)
{
    size_t head = wide ? 72 : 56, each = wide ? 80 : 68;
    uint32_t count = executable_u32(e, command, wide ? 64 : 48);

    for (uint32_t i = 0; i < count; i++) {
        struct slice section = slice_head(slice_skip(command, head + (uint64_t)i * each), each);
        if (section.len < each)
            return;
        struct slice name = slice_head(section, 16);
        name = slice_head(name, slice_find_byte(name, 0));
        executable_section(e, name, executable_u32(e, section, wide ? 48 : 40),
                           wide ? executable_u64(e, section, 40) : executable_u32(e, section, 36),
                           wide ? executable_u64(e, section, 32) : executable_u32(e, section, 32));
    }
}

static void take_command(struct executable *e, uint32_t kind, struct slice command)
{
    if (kind != LC_SEGMENT && kind != LC_SEGMENT_64)
        return;
    bool wide = kind == LC_SEGMENT_64;
    uint32_t protection = executable_u32(e, command, wide ? 60 : 44);
    struct segment segment = {
        .address = wide ? executable_u64(e, command, 24) : executable_u32(e, command, 24),
        .offset = wide ? executable_u64(e, command, 40) : executable_u32(e, command, 32),
        .size = wide ? executable_u64(e, command, 48) : executable_u32(e, command, 36),
        .writable = protection & WRITABLE,
        .code = protection & CODE,
    };
    if (segment.size > 0)
        executable_segment(e, &segment);
    take_sections(e, command, wide);
}

static bool macho_open(struct executable *e, struct arena *arena, struct error *error)
{
    uint8_t bytes[EXECUTABLE_HEAD];
    struct slice head = slice_of(bytes, executable_read(e, 0, bytes, sizeof bytes)), commands;

    e->kind = EXECUTABLE_MACHO;
    e->big = head.at[0] == 0xfe;
    e->wide = (e->big ? head.at[3] : head.at[0]) == 0xcf;
    struct extent extent = {.offset = e->wide ? 32 : 28, .size = executable_u32(e, head, 20)};
    struct arena_mark mark = arena_mark(arena);
    if (!executable_content(e, &extent, COMMANDS_MAX, arena, &commands, error))
        return fail_within(error, "the load commands of Mach-O");
    for (uint32_t left = executable_u32(e, head, 16); left > 0 && commands.len > 0; left--) {
        uint32_t size = executable_u32(e, commands, 4);
        if (size < 8 || size > commands.len) {
            arena_reset(arena, mark);
            return fail(error, ERROR_MALFORMED, "a load command of Mach-O that has no end");
        }
        take_command(e, executable_u32(e, commands, 0), slice_head(commands, size));
        commands = slice_skip(commands, size);
    }
    arena_reset(arena, mark);
    return true;
}

const struct executable_format executable_macho = {.recognise = macho_recognise, .open = macho_open};
