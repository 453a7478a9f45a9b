/*
 * Files of pacman's local database: '%NAME%' lines, each followed by its values and an empty line (libalpm's
 * be_local.c, local_db_read()).
 */
#ifndef SEAWORTHY_ANALYZER_OS_ALPM_SECTIONS_H
#define SEAWORTHY_ANALYZER_OS_ALPM_SECTIONS_H

#include "analyzer/analyzer.h"

enum { ALPM_LINE_MAX = 16 * 1024 };

struct alpm_sections {
    struct reader *reader;
    uint8_t section[32]; /* name of the section at hand, without '%' */
    size_t section_len;
};

/*
 * The next line of a section.
 *
 * section, value  borrowed until the next call; *cut: the line was longer than ALPM_LINE_MAX
 * returns         false at the end of the file, or of what could be read
 */
bool alpm_sections_next(struct alpm_sections *file, struct slice *section, struct slice *value, bool *cut);

#endif
