/* Which files dpkg put there: row dpkg_files, and the same format beside the records of status.d. */
#ifndef SEAWORTHY_ANALYZER_OS_DPKG_FILES_H
#define SEAWORTHY_ANALYZER_OS_DPKG_FILES_H

#include "analyzer/analyzer.h"

/* Reads 'MD5  path' lines: the current source owns these files, and its value "package" names the package. */
bool dpkg_files_read(struct entry *entry, struct facts *facts, struct error *error);

/* The value "package" from a file's name: "info/libc6:amd64.md5sums" is "libc6:amd64". */
void owner_value(struct facts *facts, struct slice path, struct slice suffix);
/* Adds a path as a list wrote it ("usr/bin/x", "/usr/bin/x", "./usr/bin/x"). returns  false when it is no path */
bool owner_path(struct facts *facts, uint32_t package, struct slice path, enum digest_kind kind, const uint8_t *digest);

#endif
