#include "analyzer/binary/executable.h"

static uint64_t number(const struct executable *executable, struct slice bytes, size_t at, size_t len)
{
    uint64_t value = 0;

    if (at > bytes.len || len > bytes.len - at)
        return 0;
    for (size_t i = 0; i < len; i++)
        value |= (uint64_t)bytes.at[at + i] << 8 * (executable->big ? len - 1 - i : i);
    return value;
}

uint16_t executable_u16(const struct executable *executable, struct slice bytes, size_t at)
{
    return (uint16_t)number(executable, bytes, at, 2);
}

uint32_t executable_u32(const struct executable *executable, struct slice bytes, size_t at)
{
    return (uint32_t)number(executable, bytes, at, 4);
}

uint64_t executable_u64(const struct executable *executable, struct slice bytes, size_t at)
{
    return number(executable, bytes, at, 8);
}

uint64_t executable_word(const struct executable *executable, struct slice bytes, size_t at)
{
    return number(executable, bytes, at, executable->wide ? 8 : 4);
}

size_t executable_read(const struct executable *executable, uint64_t offset, void *buffer, size_t len)
{
    if (offset >= executable->size)
        return 0;
    if (len > executable->size - offset)
        len = (size_t)(executable->size - offset);
    return spool_read(executable->spool, executable->file, executable->base + offset, buffer, len);
}

bool executable_content(const struct executable *executable, const struct extent *extent, size_t max,
                        struct arena *arena, struct slice *content, struct error *error)
{
    if (extent->size > max)
        return fail(error, ERROR_LIMIT, "a section of %llu bytes, where %zu are read at most",
                    (unsigned long long)extent->size, max);
    if (extent->offset > executable->size || extent->size > executable->size - extent->offset)
        return fail(error, ERROR_TRUNCATED, "the file ends within a section");
    uint8_t *bytes = arena_array(arena, uint8_t, (size_t)extent->size + 1);
    size_t len = executable_read(executable, extent->offset, bytes, (size_t)extent->size);
    if (len < extent->size)
        return fail(error, ERROR_TRUNCATED, "the file ends within a section");
    *content = slice_of(bytes, len);
    return true;
}

bool executable_find(const struct executable *executable, uint64_t address, uint64_t *offset, uint64_t *left)
{
    for (size_t i = 0; i < executable->segment_count; i++) {
        const struct segment *segment = &executable->segments[i];
        if (segment->note || address < segment->address || address - segment->address >= segment->size)
            continue;
        uint64_t within = address - segment->address;
        if (__builtin_add_overflow(segment->offset, within, offset))
            continue;
        *left = segment->size - within;
        return true;
    }
    return false;
}

static const struct {
    struct slice name;
    enum section section;
} names[] = {
    {S_INIT(".go.buildinfo"), SECTION_GO_BUILDINFO},
    {S_INIT("__go_buildinfo"), SECTION_GO_BUILDINFO},
    {S_INIT(".gopclntab"), SECTION_GO_MARK},
    {S_INIT("__gopclntab"), SECTION_GO_MARK},
    {S_INIT(".note.go.buildid"), SECTION_GO_MARK},
    {S_INIT(".dep-v0"), SECTION_RUST_DEPS},
    {S_INIT(".note.package"), SECTION_NOTE_PACKAGE},
    {S_INIT(".modinfo"), SECTION_MODINFO},
    {S_INIT(".symtab"), SECTION_SYMBOLS},
    {S_INIT(".strtab"), SECTION_STRINGS},
    {S_INIT(".dynsym"), SECTION_DYNAMIC_SYMBOLS},
    {S_INIT(".dynstr"), SECTION_DYNAMIC_STRINGS},
    {S_INIT("UPX0"), SECTION_UPX},
    {S_INIT(".svm_heap"), SECTION_SVM_HEAP},
};

void executable_section(struct executable *executable, struct slice name, uint64_t offset, uint64_t size,
                        uint64_t address)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct extent *extent = &executable->sections[names[i].section];
        if (!slice_equal(name, names[i].name))
            continue;
        if (!extent->there)
            *extent = (struct extent){.offset = offset, .size = size, .address = address, .there = true};
        return;
    }
}

void executable_segment(struct executable *executable, const struct segment *segment)
{
    if (executable->segment_count == EXECUTABLE_SEGMENTS_MAX)
        executable->partial = true;
    else
        executable->segments[executable->segment_count++] = *segment;
}

static const struct executable_format *const formats[] = {&executable_elf, &executable_pe, &executable_macho};

bool executable_open(struct executable *executable, const struct spool *spool, const struct spooled *file, size_t index,
                     struct arena *arena, struct error *error)
{
    uint8_t bytes[EXECUTABLE_HEAD];

    error->code = ERROR_NONE;
    *executable = (struct executable){.spool = spool, .file = file, .size = file->size};
    struct slice head = slice_of(bytes, executable_read(executable, 0, bytes, sizeof bytes));
    if (executable_fat(executable, head, index)) {
        head.len = executable_read(executable, 0, bytes, sizeof bytes);
    } else if (index > 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i]->recognise(head))
            return formats[i]->open(executable, arena, error);
    return false;
}

enum { SYMBOL_NAMES_MAX = 16 * 1024 * 1024, SYMBOLS_AT_ONCE = 1024, SYMBOL_MAX = 24 };

/* gabi, "Symbol Table": 24 bytes where wide (name 4, info, other, index, value 8, size 8), else 16 (name, value …). */
static bool find_symbol(const struct executable *executable, const struct extent *table, struct slice strings,
                        struct slice name, uint64_t *value)
{
    size_t size = executable->wide ? SYMBOL_MAX : 16;
    uint8_t bytes[SYMBOLS_AT_ONCE * SYMBOL_MAX];

    for (uint64_t done = 0; done < table->size;) {
        uint64_t left = table->size - done;
        size_t len = executable_read(executable, table->offset + done, bytes,
                                     left < size * SYMBOLS_AT_ONCE ? (size_t)left : size * SYMBOLS_AT_ONCE);
        len -= len % size;
        if (len == 0)
            return false;
        for (size_t at = 0; at < len; at += size) {
            struct slice symbol = slice_of(bytes + at, size);
            struct slice text = slice_skip(strings, executable_u32(executable, symbol, 0));
            if (text.len > name.len && text.at[name.len] == 0 && slice_starts(text, name)) {
                *value = executable_word(executable, symbol, executable->wide ? 8 : 4);
                return true;
            }
        }
        done += len;
    }
    return false;
}

bool executable_symbol(const struct executable *executable, const char *name, struct arena *arena, uint64_t *value)
{
    static const enum section tables[][2] = {{SECTION_SYMBOLS, SECTION_STRINGS},
                                             {SECTION_DYNAMIC_SYMBOLS, SECTION_DYNAMIC_STRINGS}};

    for (size_t i = 0; i < 2 && executable->kind == EXECUTABLE_ELF; i++) {
        const struct extent *table = &executable->sections[tables[i][0]];
        const struct extent *text = &executable->sections[tables[i][1]];
        struct slice strings;
        struct error error;
        if (table->there && text->there &&
            executable_content(executable, text, SYMBOL_NAMES_MAX, arena, &strings, &error) &&
            find_symbol(executable, table, strings, slice_text(name), value))
            return true;
    }
    return false;
}
