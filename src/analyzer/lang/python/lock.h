/*
 * A lock file's packages, which need each other by name: who is asked for directly and for what (group) is handed on
 * along the needs, so that it is known of each package.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_PYTHON_LOCK_H
#define SEAWORTHY_ANALYZER_LANG_PYTHON_LOCK_H

#include "analyzer/analyzer.h"

struct python_lock;

/* Groups that are told apart; what stands in others is in the group "other". */
enum { PYTHON_LOCK_GROUPS = 32 };

struct python_lock *python_lock_create(struct arena *arena);
/* names  of what it needs, in normal form; several packages may have one name */
void python_lock_add(struct python_lock *lock, const struct package *package, struct slices needs);
/* That name is asked for directly. group  "prod" counts before all others */
void python_lock_ask(struct python_lock *lock, struct slice name, struct slice group);
/*
 * Files the packages. Those that were asked for are direct, those that they need transitive, with the groups of what
 * needs them; where nothing was asked for, neither is told. Groups that a package has already stay.
 */
void python_lock_file(struct python_lock *lock, struct facts *facts);

/* A list of names that grows. */
struct python_names {
    struct slice *at;
    size_t count, room;
};

#endif
