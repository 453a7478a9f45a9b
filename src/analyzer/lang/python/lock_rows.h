/* What the lock files that are TOML have in common: a list of package tables. */
#ifndef SEAWORTHY_ANALYZER_LANG_LOCK_GRAPH_ROWS_H
#define SEAWORTHY_ANALYZER_LANG_LOCK_GRAPH_ROWS_H

#include "analyzer/format/tree.h"
#include "analyzer/lang/lock_graph.h"
#include "analyzer/lang/python/pypi.h"

/*
 * One package table. needs  normal names of what it needs
 * returns  false when the table is none to be listed: the project itself
 */
typedef bool (*lock_table_read)(struct lock_graph *lock, struct facts *facts, const struct tree *table,
                                struct package *package, struct lock_names *needs);
struct lock_format {
    const char *key; /* of the list of tables */
    lock_table_read read;
    bool by_project; /* what is asked for directly stands in pyproject.toml beside it alone */
};
/* Files the tables. A table without a name is a problem. */
bool lock_rows_read(const struct spool *spool, const struct spooled *file, const struct lock_format *format,
                    struct facts *facts, struct error *error);

/* Names of a list of requirements (texts), or of tables with a 'name', or of a table's keys. */
void lock_rows_needs(struct arena *arena, const struct tree *list, struct lock_names *needs);
/* Asks for each of them. */
void lock_rows_ask(struct lock_graph *lock, struct arena *arena, const struct tree *list, struct slice group);
/* Asks for those of each list of a table. group  of all of them; empty: each list's own name */
void lock_rows_ask_lists(struct lock_graph *lock, struct arena *arena, const struct tree *lists, struct slice group);
/* The texts of a list. */
struct slices lock_rows_texts(struct arena *arena, const struct tree *list);
bool lock_rows_has(struct slices texts, struct slice text);

#endif
