/* Which files dpkg put there: row dpkg_files, and the same format beside the records of status.d. */
#ifndef SEAWORTHY_ANALYZER_OS_DPKG_FILES_H
#define SEAWORTHY_ANALYZER_OS_DPKG_FILES_H

#include "analyzer/analyzer.h"

/* Reads 'MD5  path' lines: the current source owns these files, and its value "package" names the package. */
bool dpkg_files_read(struct entry *entry, struct facts *facts, struct error *error);

#endif
