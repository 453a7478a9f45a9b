/* What the rows of languages have in common. */
#ifndef SEAWORTHY_ANALYZER_LANG_LANG_H
#define SEAWORTHY_ANALYZER_LANG_LANG_H

#include "analyzer/analyzer.h"
#include "analyzer/format/tree.h"

/* type  a purl type. The strings are not copied: facts_package does that */
struct package lang_package(const char *type, struct slice name, struct slice version, enum package_scope scope);
/* Adds to its groups, which lie on the arena. The text lives as long as the package is used. */
void lang_group(struct arena *arena, struct package *package, const char *group);

/*
 * The whole file as a tree whose root is a map.
 * fails  also ERROR_MALFORMED for any other root, and for a file without a document
 */
bool lang_map(struct entry *entry, enum tree_format format, const struct tree **root, struct error *error);

/* Whether a file of one of the names, which end with NULL, lies beside this one: a lock file beside its manifest. */
bool lang_beside(const struct spool *spool, const struct spooled *file, struct arena *arena, const char *const *names);
/* tree_read of a file in the scratch file. */
bool lang_spooled_tree(const struct spool *spool, const struct spooled *file, struct arena *arena,
                       enum tree_format format, const struct tree **root, struct error *error);

#endif
