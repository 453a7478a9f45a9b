/*
 * Sorting without libc's qsort, which asks the system for its memory size and so is killed behind the wall; and finding
 * in what is sorted.
 */
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

/*
 * The first i of 0..count - 1 for which `holds`, an expression of i, is true; count when there is none. It must be true
 * for all that follow such an i:
 *
 *     size_t first = SORTED_FIRST(list.count, i, slice_compare(list.at[i], wanted) >= 0);
 */
#define SORTED_FIRST(count, i, holds)                                                                                  \
    ({                                                                                                                 \
        size_t low_ = 0, high_ = (count);                                                                              \
        while (low_ < high_) {                                                                                         \
            size_t i = low_ + (high_ - low_) / 2;                                                                      \
            if (holds)                                                                                                 \
                high_ = i;                                                                                             \
            else                                                                                                       \
                low_ = i + 1;                                                                                          \
        }                                                                                                              \
        low_;                                                                                                          \
    })

#endif
