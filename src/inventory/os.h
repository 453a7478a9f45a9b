/* Which operating system the final tree is: os-release(5), its fallbacks, the document's word, or --distro. */
#ifndef SEAWORTHY_INVENTORY_OS_H
#define SEAWORTHY_INVENTORY_OS_H

#include "inventory/inventory.h"

/* fails  ERROR_USAGE for a --distro that is not ID-VERSION of a known distribution */
bool os_detect(struct arena *arena, const struct inventory_input *input, struct os *os, struct error *error);

#endif
