/*
 * Property lists of Apple's systems, XML or binary: the strings of the outermost dictionary that are asked for. Source:
 * plist(5); CoreFoundation, CFBinaryPList.c.
 */
#ifndef SEAWORTHY_ANALYZER_SYSTEMS_PLIST_H
#define SEAWORTHY_ANALYZER_SYSTEMS_PLIST_H

#include "base/arena.h"
#include "base/error.h"

/*
 * values  of the keys, in their order; empty where there is none or it is no string. Borrowed from the content, or on
 *         the arena
 * fails   ERROR_MALFORMED
 */
bool plist_strings(struct arena *arena, struct slice content, const char *const *keys, size_t count,
                   struct slice *values, struct error *error);

#endif
