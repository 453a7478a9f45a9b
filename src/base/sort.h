/* Sorting without libc's qsort, which asks the system for its memory size and so is killed behind the wall. */
#ifndef SEAWORTHY_BASE_SORT_H
#define SEAWORTHY_BASE_SORT_H

#include <stddef.h>

/* Stable merge sort; `scratch` comes from malloc and is freed. compare: < 0, 0, > 0. */
void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b, void *context),
                void *context);

#endif
