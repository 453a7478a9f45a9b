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
/* Files the tables of the list `key`. A table without a name is a problem. */
bool lock_rows_read(struct entry *entry, struct facts *facts, const char *key, lock_table_read read,
                    struct error *error);

/* Names of a list of requirements (texts), or of tables with a 'name', or of a table's keys. */
void lock_rows_needs(struct arena *arena, const struct tree *list, struct lock_names *needs);
/* The texts of a list. */
struct slices lock_rows_texts(struct arena *arena, const struct tree *list);
bool lock_rows_has(struct slices texts, struct slice text);

#endif
