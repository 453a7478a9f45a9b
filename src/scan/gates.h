/* What the build asked the worker about its analyzers: the parent knows their gates and the table's digest, not their
 * code. */
#ifndef SEAWORTHY_SCAN_GATES_H
#define SEAWORTHY_SCAN_GATES_H

#include "base/gate.h"

struct analyzer_gate {
    const char *analyzer;
    enum gate_kind kind;
    bool database; /* of a package database */
    bool program;  /* of a row that knows programs by their names */
    bool sidecar;  /* wanted only beside another file */
    const char *text;
};

/* returns  gate number `index`, or NULL behind the last */
const struct analyzer_gate *gates_at(size_t index);
/* Digest of the table: part of the cache key, and in the head of all facts that this table made. */
struct slice gates_table_digest(void);

#endif
