/* What the build asked the worker about its analyzers: the parent knows their gates and the table's digest, not their
 * code. */
#ifndef SEAWORTHY_SCAN_GATES_H
#define SEAWORTHY_SCAN_GATES_H

#include "base/slice.h"

/* As analyzer/analyzer.h. */
enum analyzer_gate_kind {
    ANALYZER_GATE_path,     /* the whole path */
    ANALYZER_GATE_folder,   /* any file directly in it */
    ANALYZER_GATE_basename, /* anywhere */
    ANALYZER_GATE_suffix,   /* anywhere */
    ANALYZER_GATE_glob,     /* a path with one star, which stands for any bytes */
    ANALYZER_GATE_name,     /* a base name with one star, anywhere */
};

struct analyzer_gate {
    const char *analyzer;
    enum analyzer_gate_kind kind;
    bool database; /* of a package database */
    bool sidecar;  /* wanted only beside another file */
    const char *text;
};

/* returns  gate number `index`, or NULL behind the last */
const struct analyzer_gate *gates_at(size_t index);
/* Digest of the table: part of the cache key, and in the head of all facts that this table made. */
struct slice gates_table_digest(void);

#endif
