/* Sorting without libc's qsort, which asks the system for its memory size and so is killed behind the wall. */
#ifndef SEAWORTHY_BASE_SORT_H
#define SEAWORTHY_BASE_SORT_H

#include <stddef.h>

/*
 * Stable merge sort; what is sorted already costs one pass. Its scratch memory (half of the items) comes from malloc
 * and is freed; where there is none it sorts in place, slower. compare: < 0, 0, > 0.
 */
void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b, void *context),
                void *context);
/* The same without scratch memory. */
void sort_items_in_place(void *items, size_t count, size_t size,
                         int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
