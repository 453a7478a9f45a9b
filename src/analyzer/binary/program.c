/*
 * Executable files, whatever their name and place: by their first bytes. Each is opened once, and every part looks for
 * what its sections say.
 */
#include "analyzer/binary/program.h"

enum { PROGRAMS_MAX = 8 /* of one fat Mach-O file */ };

static program_part *const parts[] = {program_packed, program_note,         program_go,
                                      program_rust,   program_native_image, program_modinfo};

static bool program_read(const struct spool *spool, const struct spooled *file, struct facts *facts,
                         struct error *error)
{
    struct executable executable;
    size_t index = 0;

    for (; index < PROGRAMS_MAX && !facts_yielded(facts); index++) {
        if (!executable_open(&executable, spool, file, index, facts->arena, error))
            return error->code == ERROR_NONE;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            parts[i](&executable, facts);
        if (executable.partial)
            facts_problem(facts, ERROR_LIMIT, "an executable file with more headers than are read");
    }
    return true;
}

const struct analyzer analyzer_program = {
    .name = "program",
    .revision = 4,
    .gates = (const struct gate[]){{GATE_MAGIC, "\177ELF"},
                                   {GATE_MAGIC, "MZ"},
                                   {GATE_MAGIC, "\xfe\xed\xfa\xce"},
                                   {GATE_MAGIC, "\xfe\xed\xfa\xcf"},
                                   {GATE_MAGIC, "\xce\xfa\xed\xfe"},
                                   {GATE_MAGIC, "\xcf\xfa\xed\xfe"},
                                   {GATE_MAGIC, "\xca\xfe\xba\xbe"},
                                   {0}},
    .read_spooled = program_read,
    .ownable = true,
};
