/*
 * Files of NAME=value lines in shell quoting: os-release(5), lsb-release, openwrt_release. Read as systemd's
 * parse_env_file() reads them (src/basic/env-file.c), which os-release(5) is written for: quotes may span lines,
 * a backslash in double quotes escapes only " \ ` $, unquoted values may hold blanks.
 */
#ifndef SEAWORTHY_ANALYZER_OS_ENV_FILE_H
#define SEAWORTHY_ANALYZER_OS_ENV_FILE_H

#include "analyzer/analyzer.h"

enum { ENV_NAME_MAX = 128, ENV_VALUE_MAX = 4096 };

/*
 * Reads all of the file and keeps the values of `names` (the last of several wins, as for a shell).
 * values  one for each name, on the facts' arena; empty where absent
 */
void env_file_read(struct reader *reader, struct facts *facts, const char *const *names, size_t count,
                   struct slice *values);

#endif
