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

#endif
