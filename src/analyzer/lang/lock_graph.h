/*
 * A lock file's packages, which need each other by name: who is asked for directly and for what (group) is handed on
 * along the needs, so that it is known of each package.
 */
#ifndef SEAWORTHY_ANALYZER_LANG_LOCK_GRAPH_H
#define SEAWORTHY_ANALYZER_LANG_LOCK_GRAPH_H

#include "analyzer/analyzer.h"

struct lock_graph;

/* Groups that are told apart; what stands in others is in the group "other". */
enum { LOCK_GRAPH_GROUPS = 32 };

struct lock_graph *lock_graph_create(struct arena *arena);
/*
 * Of the package its name, version and groups are kept; all else is the same for all, as the first one has it.
 * needs  names of packages; several packages may have one name
 */
void lock_graph_add(struct lock_graph *lock, const struct package *package, struct slices needs);
/* That name is asked for directly. group  empty where the file tells none; "prod" counts before all others */
void lock_graph_ask(struct lock_graph *lock, struct slice name, struct slice group);
/*
 * Files the packages. Those that were asked for are direct, those that they need transitive, with the groups of what
 * needs them; where nothing was asked for, neither is told. Groups that a package has already stay.
 */
void lock_graph_file(struct lock_graph *lock, struct facts *facts);

/* A list of names that grows. */
struct lock_names {
    struct slice *at;
    size_t count, room;
};

#endif
