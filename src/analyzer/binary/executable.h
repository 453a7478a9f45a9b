/*
 * Executable files: ELF (32 and 64 bit, both byte orders), PE and Mach-O, read at random and within bounds. What the
 * rows ask for is picked out in one pass over the headers; nothing else is kept, however many sections there are.
 * Sources: System V ABI (gabi), "Object Files"; Microsoft, "PE Format"; Apple, mach-o/loader.h, mach-o/fat.h.
 */
#ifndef SEAWORTHY_ANALYZER_BINARY_EXECUTABLE_H
#define SEAWORTHY_ANALYZER_BINARY_EXECUTABLE_H

#include "analyzer/spool.h"

enum executable_kind { EXECUTABLE_ELF, EXECUTABLE_PE, EXECUTABLE_MACHO };

/* A run of bytes of the file, and where it lies in memory. */
struct extent {
    uint64_t offset, size, address;
    bool there;
};

struct segment {
    uint64_t offset, size, address; /* size: in the file */
    bool writable, code, note;
};

/* Sections that somebody asks for, under the names that the formats give them. */
enum section {
    SECTION_GO_BUILDINFO, /* .go.buildinfo */
    SECTION_GO_MARK,      /* others that only Go makes: .gopclntab, .note.go.buildid */
    SECTION_RUST_DEPS,    /* .dep-v0 */
    SECTION_NOTE_PACKAGE, /* .note.package */
    SECTION_MODINFO,      /* .modinfo */
    SECTION_SYMBOLS,      /* .symtab, LC_SYMTAB */
    SECTION_STRINGS,      /* .strtab */
    SECTION_DYNAMIC_SYMBOLS,
    SECTION_DYNAMIC_STRINGS,
    SECTION_RESOURCES, /* .rsrc; by PE's own directory */
    SECTION_CLR,       /* the header of .NET; by PE's own directory */
    SECTION_UPX,       /* UPX0 of PE */
    SECTION_SVM_HEAP,  /* .svm_heap: GraalVM's native-image */
    SECTION_COUNT
};

enum { EXECUTABLE_SEGMENTS_MAX = 128 /* real ones have a dozen */ };

struct executable {
    const struct spool *spool;
    const struct spooled *file;
    uint64_t base, size; /* within the file: Mach-O files may hold several */
    enum executable_kind kind;
    bool wide, big; /* 64 bit; big endian */
    uint64_t image; /* PE: the address that others are counted from */
    bool relocatable;
    bool bare;    /* ELF without section headers */
    bool partial; /* names or headers over a limit were not looked at */
    struct extent sections[SECTION_COUNT];
    struct segment segments[EXECUTABLE_SEGMENTS_MAX];
    size_t segment_count;
};

/*
 * The program number `index` of a file: only fat Mach-O files have more than one.
 * arena    for the names of sections
 * returns  false behind the last; with `error` set (else its code is ERROR_NONE) when the headers are damaged. A file
 *          that is none of these formats has no program
 */
bool executable_open(struct executable *executable, const struct spool *spool, const struct spooled *file, size_t index,
                     struct arena *arena, struct error *error);

/* returns  how many bytes there are at `offset`, at most `len` */
size_t executable_read(const struct executable *executable, uint64_t offset, void *buffer, size_t len);
/*
 * All bytes of an extent, on the arena.
 * fails   ERROR_LIMIT when it is larger than `max`, ERROR_TRUNCATED when the file ends within it
 */
bool executable_content(const struct executable *executable, const struct extent *extent, size_t max,
                        struct arena *arena, struct slice *content, struct error *error);
/* Where an address of memory lies in the file. returns  false when nowhere; `left` counts bytes of its segment */
bool executable_find(const struct executable *executable, uint64_t address, uint64_t *offset, uint64_t *left);

/* Numbers in the byte order of the program; 0 behind the end of the bytes. */
uint16_t executable_u16(const struct executable *executable, struct slice bytes, size_t at);
uint32_t executable_u32(const struct executable *executable, struct slice bytes, size_t at);
uint64_t executable_u64(const struct executable *executable, struct slice bytes, size_t at);
/* 8 bytes where the program is wide, else 4. */
uint64_t executable_word(const struct executable *executable, struct slice bytes, size_t at);

/* A symbol's value (an address) by its name. ELF only. */
bool executable_symbol(const struct executable *executable, const char *name, struct arena *arena, uint64_t *value);

/* ---- for the formats, one file each ---- */

/* A format that a file may have; `open` fills what is not about bytes. */
struct executable_format {
    bool (*recognise)(struct slice head);
    bool (*open)(struct executable *executable, struct arena *arena, struct error *error);
};
extern const struct executable_format executable_elf, executable_pe, executable_macho;

enum { EXECUTABLE_HEAD = 64 };

/* Files a section under its name, the first of two. */
void executable_section(struct executable *executable, struct slice name, uint64_t offset, uint64_t size,
                        uint64_t address);
void executable_segment(struct executable *executable, const struct segment *segment);
/* Within a fat Mach-O file. returns  false behind the last */
bool executable_fat(struct executable *executable, struct slice head, size_t index);

#endif
