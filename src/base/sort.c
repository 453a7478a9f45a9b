#include "base/sort.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct sorting {
    size_t size;
    int (*compare)(const void *a, const void *b, void *context);
    void *context;
    uint8_t *scratch; /* for half of the items, or NULL */
};

static void swap_items(uint8_t *a, uint8_t *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint8_t byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

/* Merges through the scratch memory, which takes the left run. */
static void merge(const struct sorting *s, uint8_t *items, size_t left, size_t count)
{
    size_t size = s->size;
    const uint8_t *a = s->scratch, *a_end = a + left * size;
    const uint8_t *b = items + left * size, *b_end = items + count * size;
    uint8_t *out = items;

    memcpy(s->scratch, items, left * size);
    while (a < a_end && b < b_end) {
        const uint8_t **next = s->compare(b, a, s->context) < 0 ? &b : &a;
        memcpy(out, *next, size);
        *next += size;
        out += size;
    }
    memcpy(out, a, (size_t)(a_end - a));
}

static void reverse(const struct sorting *s, uint8_t *items, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--)
        swap_items(items + from * s->size, items + (to - 1) * s->size, s->size);
}

/* The first (last) place in the sorted items from..to where `item` could stand. */
static size_t place_of(const struct sorting *s, const uint8_t *items, size_t from, size_t to, const uint8_t *item,
                       bool last)
{
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = s->compare(items + middle * s->size, item, s->context);
        if (order < 0 || (order == 0 && last))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/*
 * Merges in place, where there is no scratch memory: cuts the longer run in half, finds the place of the cut in the
 * other, swaps what lies between the two and does the same on both sides (as libstdc++'s __merge_without_buffer). The
 * depth is the logarithm of the count.
 */
static void merge_in_place(const struct sorting *s, uint8_t *items, size_t left, size_t count)
{
    while (left > 0 && left < count) {
        if (count == 2) {
            if (s->compare(items + s->size, items, s->context) < 0)
                swap_items(items, items + s->size, s->size);
            return;
        }
        size_t a, b;
        if (left > count - left) {
            a = left / 2;
            b = place_of(s, items, left, count, items + a * s->size, false);
        } else {
            b = left + (count - left) / 2;
            a = place_of(s, items, 0, left, items + b * s->size, true);
        }
        reverse(s, items, a, left);
        reverse(s, items, left, b);
        reverse(s, items, a, b);
        size_t middle = a + (b - left);
        merge_in_place(s, items, a, middle);
        items += middle * s->size;
        left -= a;
        count -= middle;
    }
}

static void sort_run(const struct sorting *s, uint8_t *items, size_t count)
{
    if (count < 2)
        return;
    size_t left = count / 2;
    sort_run(s, items, left);
    sort_run(s, items + left * s->size, count - left);
    if (s->compare(items + left * s->size, items + (left - 1) * s->size, s->context) >= 0)
        return;
    if (s->scratch)
        merge(s, items, left, count);
    else
        merge_in_place(s, items, left, count);
}

void sort_items(void *items, size_t count, size_t size, int (*compare)(const void *a, const void *b, void *context),
                void *context)
{
    if (count < 2 || size == 0)
        return;
    struct sorting sorting = {size, compare, context, malloc(count / 2 * size)};
    sort_run(&sorting, items, count);
    free(sorting.scratch);
}

void sort_items_in_place(void *items, size_t count, size_t size,
                         int (*compare)(const void *a, const void *b, void *context), void *context)
{
    struct sorting sorting = {size, compare, context, NULL};
    if (size)
        sort_run(&sorting, items, count);
}
