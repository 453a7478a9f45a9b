/*
 * Files that a package manager put there, as the rows that read its lists file them. Ownership is asked of two kinds:
 * what some row of the table reads, and programs, which are known by their content. The others, nine of ten, would only
 * fill the facts: a big system has a million files.
 */
#ifndef SEAWORTHY_ANALYZER_OS_OWNER_H
#define SEAWORTHY_ANALYZER_OS_OWNER_H

#include "analyzer/dispatch.h"

struct owner {
    struct facts *facts;
    const struct dispatch *dispatch;
};
void owner_begin(struct owner *owner, struct facts *facts);

/* Lists of dpkg and pacman do not tell the mode: then the path decides what may be a program. */
enum { OWNER_MODE_UNKNOWN = -1 };
/* The mode that octal digits say, or unknown. */
int64_t owner_mode(struct slice octal);
/* path  normalised */
bool owner_wants(const struct owner *owner, struct slice path, int64_t mode);
/*
 * Adds a file of the current source, when it is wanted.
 *
 * package   index of its package, or OWNED_NO_PACKAGE
 * path      as a list wrote it: "usr/bin/x", "/usr/bin/x", "./usr/bin/x"
 * returns   false when it is no path
 */
bool owner_add(const struct owner *owner, uint32_t package, struct slice path, int64_t mode, enum digest_kind kind,
               const uint8_t *digest);
/* The value "package" of the current source, from a file's name: "info/libc6:amd64.md5sums" is "libc6:amd64". */
void owner_value(struct facts *facts, struct slice path, struct slice suffix);

#endif
