/*
 * What of a layer is still to be seen in the final tree. A path of layer L is hidden by the lowest layer above L that
 * removed it or a folder above it, made such a folder opaque, or has an entry of its own at the path or a non-folder at
 * a folder above it. (OCI image-spec layer.md, "Whiteouts"; entries of one layer never hide each other.)
 */
#ifndef SEAWORTHY_INVENTORY_OVERLAY_H
#define SEAWORTHY_INVENTORY_OVERLAY_H

#include "inventory/inventory.h"

/* returns  index of the lowest layer above `layer` that hides `path`, or -1 */
int64_t overlay_hidden_by(const struct inventory_input *input, int64_t layer, struct slice path);
/* returns  the topmost layer where `path` is an entry that is no folder and still to be seen, or -1 */
int64_t overlay_find(const struct inventory_input *input, struct slice path);
/* The symbolic or hard link that stands at `path` in the final tree, or NULL; `layer` is set when found. */
const struct fact_link *overlay_link(const struct inventory_input *input, struct slice path, int64_t *layer);
/*
 * Follows links on the way to `path` in the final tree.
 * returns  false for a loop or a path that is too long; *resolved is `path` itself when no link stands in its way
 */
bool overlay_resolve(struct arena *arena, const struct inventory_input *input, struct slice path,
                     struct slice *resolved);
/* The source of `analyzer` at `path` in one layer's facts, or NULL; an empty analyzer means any. */
const struct fact_source *overlay_source(const struct facts *facts, struct slice path, struct slice analyzer);

#endif
