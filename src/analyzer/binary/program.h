/*
 * What is looked for inside every executable file: one row of the analyzer table opens it (executable.c), these read
 * what its sections say. Each files its packages and problems itself.
 */
#ifndef SEAWORTHY_ANALYZER_BINARY_PROGRAM_H
#define SEAWORTHY_ANALYZER_BINARY_PROGRAM_H

#include "analyzer/binary/executable.h"

typedef void program_part(const struct executable *executable, struct facts *facts);

program_part program_go;           /* lang/go/build_info.c */
program_part program_rust;         /* lang/rust/audit.c */
program_part program_native_image; /* lang/java/native_image.c */
program_part program_note;         /* elf_note.c */
program_part program_modinfo;      /* modinfo.c */
program_part program_packed;       /* packed.c */

#endif
