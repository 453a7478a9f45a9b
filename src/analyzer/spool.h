/*
 * The scratch file as rows see it (spool_read, spool_find in analyzer.h): the worker fills one over its descriptor,
 * tests and fuzzers one over memory.
 */
#ifndef SEAWORTHY_ANALYZER_SPOOL_H
#define SEAWORTHY_ANALYZER_SPOOL_H

#include "analyzer/analyzer.h"

struct spool {
    const struct spooled *files; /* in the order of the archive: of two with one path the later counts */
    size_t count;
    int descriptor;      /* read with pread(2); -1: `memory` instead */
    struct slice memory; /* the content of the scratch file */
};

/*
 * All of a file, on the arena.
 * fails  ERROR_LIMIT when it is larger than `max`, ERROR_TRUNCATED when the scratch file has less
 */
bool spool_content(const struct spool *spool, const struct spooled *file, struct arena *arena, size_t max,
                   struct slice *content, struct error *error);

#endif
