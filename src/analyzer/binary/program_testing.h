/* For tests only: small executable files, put together here, with the sections that a test names. */
#ifndef SEAWORTHY_ANALYZER_BINARY_PROGRAM_TESTING_H
#define SEAWORTHY_ANALYZER_BINARY_PROGRAM_TESTING_H

#include "base/testing.h"

struct made {
    uint8_t bytes[4096];
    size_t len;
    bool wide, big;
};

static inline void made_number(struct made *made, size_t at, uint64_t value, size_t len)
{
    for (size_t i = 0; i < len; i++)
        made->bytes[at + (made->big ? len - 1 - i : i)] = (uint8_t)(value >> 8 * i);
    if (made->len < at + len)
        made->len = at + len;
}

static inline void made_bytes(struct made *made, size_t at, struct slice bytes)
{
    memcpy(made->bytes + at, bytes.at, bytes.len);
    if (made->len < at + bytes.len)
        made->len = at + bytes.len;
}

struct made_section {
    const char *name;
    struct slice bytes;
};

enum {
    MADE_ADDRESS = 0x400000,
    MADE_FIRST = 0x80,
    MADE_NEXT = 0x180 /* where the first section lies, and how far behind it the next */
};

/* gabi: all of the file is one writable segment at MADE_ADDRESS. */
static inline struct made made_elf(bool wide, bool big, unsigned type, const struct made_section *sections,
                                   size_t count)
{
    struct made made = {.wide = wide, .big = big};
    size_t word = wide ? 8 : 4, names = MADE_FIRST + MADE_NEXT * count, headers = names + 0x40, size = wide ? 64 : 40;
    size_t name = 1;

    made_bytes(&made, 0, S("\177ELF"));
    made.bytes[4] = wide ? 2 : 1;
    made.bytes[5] = big ? 2 : 1;
    made_number(&made, 16, type, 2);
    made_number(&made, wide ? 32 : 28, wide ? 64 : 52, word);
    made_number(&made, wide ? 40 : 32, count ? headers : 0, word);
    size_t at = wide ? 54 : 42;
    made_number(&made, at, wide ? 56 : 32, 2);
    made_number(&made, at + 2, 1, 2);
    made_number(&made, at + 4, size, 2);
    made_number(&made, at + 6, count ? count + 2 : 0, 2);
    made_number(&made, at + 8, count ? count + 1 : 0, 2);
    size_t segment = wide ? 64 : 52;
    made_number(&made, segment, 1, 4);
    made_number(&made, segment + (wide ? 4 : 24), 6, 4);
    made_number(&made, segment + (wide ? 16 : 8), MADE_ADDRESS, word);
    for (size_t i = 0; i <= count && count > 0; i++) {
        size_t header = headers + (i + 1) * size, offset = i < count ? MADE_FIRST + MADE_NEXT * i : names;
        struct slice text = i < count ? slice_text(sections[i].name) : S(".shstrtab");
        struct slice bytes = i < count ? sections[i].bytes : slice_of(NULL, 0x40);
        if (i < count)
            made_bytes(&made, offset, bytes);
        made_bytes(&made, names + name, text);
        made_number(&made, header, name, 4);
        name += text.len + 1;
        made_number(&made, header + (wide ? 16 : 12), MADE_ADDRESS + offset, word);
        made_number(&made, header + (wide ? 24 : 16), offset, word);
        made_number(&made, header + (wide ? 32 : 20), bytes.len, word);
        made_number(&made, header + size - word, 0, word);
    }
    made_number(&made, segment + (wide ? 32 : 16), made.len, word);
    return made;
}

/* Two sections as the loader sees them: code, then data that is written to. */
static inline struct made made_pe(const char *first, struct slice data)
{
    struct made made = {.wide = true};

    made_bytes(&made, 0, S("MZ"));
    made_number(&made, 0x3c, 0x40, 4);
    made_bytes(&made, 0x40, S("PE\0\0"));
    made_number(&made, 0x46, 2, 2);
    made_number(&made, 0x54, 112, 2);
    made_number(&made, 0x58, 0x20b, 2);
    made_number(&made, 0x58 + 24, 0x140000000, 8);
    for (size_t i = 0; i < 2; i++) {
        size_t at = 0x58 + 112 + 40 * i;
        made_bytes(&made, at, slice_text(i ? ".data" : first));
        made_number(&made, at + 12, 0x1000 * (i + 1), 4);
        made_number(&made, at + 16, i ? data.len : 16, 4);
        made_number(&made, at + 20, i ? 0x300 : 0x200, 4);
        made_number(&made, at + 36, i ? 0xc0000040 : 0x60000020, 4);
    }
    made_bytes(&made, 0x300, data);
    return made;
}

/* Mach-O of 64 bits with one segment of one section. */
static inline struct made made_macho(size_t at, const char *section, struct slice data)
{
    struct made made = {.wide = true};

    made_bytes(&made, at, S("\xcf\xfa\xed\xfe"));
    made_number(&made, at + 16, 1, 4);
    made_number(&made, at + 20, 72 + 80, 4);
    made_number(&made, at + 32, 0x19, 4);
    made_number(&made, at + 36, 72 + 80, 4);
    made_bytes(&made, at + 40, S("__DATA"));
    made_number(&made, at + 32 + 24, 0x100000000, 8);
    made_number(&made, at + 32 + 40, 0x200, 8);
    made_number(&made, at + 32 + 48, data.len, 8);
    made_number(&made, at + 32 + 60, 3, 4);
    made_number(&made, at + 32 + 64, 1, 4);
    made_bytes(&made, at + 104, slice_text(section));
    made_number(&made, at + 104 + 32, 0x100000000, 8);
    made_number(&made, at + 104 + 40, data.len, 8);
    made_number(&made, at + 104 + 48, 0x200, 4);
    made_bytes(&made, at + 0x200, data);
    return made;
}

#endif
