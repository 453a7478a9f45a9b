/* Sorting of records that are plain bytes, in place: hundreds of thousands of hashes, whatever an enemy made of them.
 */
#ifndef SEAWORTHY_FACTS_ORDER_H
#define SEAWORTHY_FACTS_ORDER_H

#include "base/slice.h"

enum { ORDER_SIZE_MAX = 64 };

/* Sorts `count` records of `size` bytes (at most ORDER_SIZE_MAX) by their bytes. */
void order_records(void *records, size_t count, size_t size);
/* Drops repeated records of a sorted list. returns  how many are left */
size_t order_unique(void *records, size_t count, size_t size);

#endif
