/*
 * Programs packed with UPX: what they were built from is not to be seen, which must not pass for nothing found. Its
 * header ("UPX!") stands behind the program headers of an ELF file, which has no sections then; in PE the sections have
 * its name. Source: upx, src/packhead.cpp, src/p_unix.cpp, src/p_w32pe.cpp.
 */
#include "analyzer/binary/program.h"

enum { HEAD = 1024, TAIL = 64 };

static bool has_mark(const struct executable *e, uint64_t offset, size_t len)
{
    uint8_t bytes[HEAD];
    struct slice s = slice_of(bytes, executable_read(e, offset, bytes, len));

    return slice_find(s, S("UPX!")) != SIZE_MAX;
}

void program_packed(const struct executable *executable, struct facts *facts)
{
    bool elf = executable->kind == EXECUTABLE_ELF && executable->bare;
    bool named = executable->sections[SECTION_UPX].there || executable->kind == EXECUTABLE_MACHO;

    if ((elf || named) && (has_mark(executable, 0, HEAD) ||
                           (executable->size > TAIL && has_mark(executable, executable->size - TAIL, TAIL))))
        facts_problem(facts, ERROR_UNSUPPORTED, "packed with UPX: what the program was built from is not to be seen");
}
