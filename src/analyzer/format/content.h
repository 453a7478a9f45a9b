/* All bytes of a file at once, for the formats that cannot be read as a stream. */
#ifndef SEAWORTHY_ANALYZER_FORMAT_CONTENT_H
#define SEAWORTHY_ANALYZER_FORMAT_CONTENT_H

#include "base/reader.h"

/*
 * Reads to the end; the bytes are on the arena.
 * fails  ERROR_LIMIT when there are more than `max`, or what the reader says
 */
bool content_read(struct reader *reader, struct arena *arena, size_t max, struct slice *content, struct error *error);

#endif
