/* A zlib stream (RFC 1950) in memory, unpacked as a whole. */
#ifndef SEAWORTHY_ANALYZER_FORMAT_ZLIB_H
#define SEAWORTHY_ANALYZER_FORMAT_ZLIB_H

#include "base/arena.h"
#include "base/error.h"

/*
 * content  on the arena
 * fails    ERROR_MALFORMED for what is no such stream or does not agree with its checksum, ERROR_LIMIT when there are
 *          more than `max` bytes
 */
bool zlib_content(struct slice packed, struct arena *arena, size_t max, struct slice *content, struct error *error);

/* Adler-32 (RFC 1950, 8.2) of what `sum` is of with `bytes` behind it; of nothing it is 1. */
uint32_t zlib_adler32(uint32_t sum, struct slice bytes);

#endif
