/*
 * Other paths of files that lead to them through links of the final tree: a package manager writes "lib64/x" of what
 * lies, since /lib64 became a link, at "usr/lib64/x".
 */
#ifndef SEAWORTHY_INVENTORY_ALIAS_H
#define SEAWORTHY_INVENTORY_ALIAS_H

#include "inventory/inventory.h"

/*
 * Calls `each` with every other path of each of these, for links to folders that stand high in the tree.
 *
 * paths    sorted
 * returns  false when there were more than `most`: the rest was left out
 */
bool alias_each(struct arena *scratch, const struct inventory_input *input, const struct slice *paths, size_t count,
                size_t most, void (*each)(void *context, size_t index, struct slice alias), void *context);

#endif
