/*
 * Files of NAME=value lines in shell quoting: os-release(5), lsb-release, openwrt_release. Read as systemd's
 * parse_env_file() reads them (src/basic/env-file.c), which os-release(5) is written for: quotes may span lines,
 * a backslash in double quotes escapes only " \ ` $, unquoted values may hold blanks.
 */
#ifndef SEAWORTHY_ANALYZER_OS_ENV_FILE_H
#define SEAWORTHY_ANALYZER_OS_ENV_FILE_H

#include "analyzer/analyzer.h"

enum { ENV_NAME_MAX = 128, ENV_VALUE_MAX = 4096 };

struct env_file {
    struct reader *reader;
    struct facts *facts; /* takes the problems */
    size_t line;         /* of the byte at hand, from 1 */
    size_t name_len, value_len;
    bool name_cut, value_cut;
    uint8_t name[ENV_NAME_MAX], value[ENV_VALUE_MAX];
};

void env_file_init(struct env_file *file, struct reader *reader, struct facts *facts);

/*
 * The next assignment. Lines that are none are `malformed` and passed over.
 * name, value  borrowed until the next call; *cut: the value was longer than ENV_VALUE_MAX
 * returns      false at the end of the file or of what could be read
 */
bool env_file_next(struct env_file *file, struct slice *name, struct slice *value, bool *cut);

/*
 * Reads all of the file and keeps the values of `names` (the last of several wins, as for a shell).
 * values  one for each name, on the facts' arena; empty where absent
 */
void env_file_read(struct reader *reader, struct facts *facts, const char *const *names, size_t count,
                   struct slice *values);

#endif
