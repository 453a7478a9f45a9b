#include "facts/order.h"

enum { FEW = 32, BYTES = 256 };

static void insertion(uint8_t *at, size_t count, size_t size)
{
    uint8_t held[ORDER_SIZE_MAX];

    for (size_t i = 1; i < count; i++) {
        size_t to = i;
        while (to > 0 && memcmp(at + (to - 1) * size, at + i * size, size) > 0)
            to--;
        if (to == i)
            continue;
        memcpy(held, at + i * size, size);
        memmove(at + (to + 1) * size, at + to * size, (i - to) * size);
        memcpy(at + to * size, held, size);
    }
}

static inline void swap(uint8_t *a, uint8_t *b, size_t size)
{
    uint8_t held[ORDER_SIZE_MAX];
    memcpy(held, a, size);
    memcpy(a, b, size);
    memcpy(b, held, size);
}

/*
 * American flag sort (McIlroy, Bostic, McIlroy: "Engineering Radix Sort", 1993): each record is swapped into the run of
 * its byte number `depth`, then each run is sorted by the next byte. Recursion is at most `size` deep. Comparing is
 * left to runs of a few, so that hashes chosen to collide in their first bytes cost more passes and not a square.
 */
static inline void by_byte(uint8_t *at, size_t count, size_t size, size_t depth,
                           void (*deeper)(uint8_t *, size_t, size_t, size_t))
{
    size_t next[BYTES], end[BYTES];
    size_t sum = 0;

    memset(end, 0, sizeof(end));
    for (size_t i = 0; i < count; i++)
        end[at[i * size + depth]]++;
    for (size_t b = 0; b < BYTES; b++) {
        next[b] = sum;
        sum += end[b];
        end[b] = sum;
    }
    for (size_t b = 0; b < BYTES; b++) {
        while (next[b] < end[b]) {
            size_t home = at[next[b] * size + depth];
            if (home == b)
                next[b]++;
            else
                swap(at + next[b] * size, at + next[home]++ * size, size);
        }
    }
    for (size_t b = 0, start = 0; b < BYTES; start = end[b++])
        if (end[b] - start > 1)
            deeper(at + start * size, end[b] - start, size, depth + 1);
}

static void sort_from(uint8_t *at, size_t count, size_t size, size_t depth)
{
    if (depth == size)
        return;
    if (count <= FEW)
        insertion(at, count, size);
    else if (size == 16)
        by_byte(at, count, 16, depth, sort_from); /* a constant size makes swaps two moves: twice as fast */
    else
        by_byte(at, count, size, depth, sort_from);
}

void order_records(void *records, size_t count, size_t size)
{
    sort_from(records, count, size, 0);
}

size_t order_unique(void *records, size_t count, size_t size)
{
    uint8_t *at = records;
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && memcmp(at + (kept - 1) * size, at + i * size, size) == 0)
            continue;
        if (kept != i)
            memcpy(at + kept * size, at + i * size, size);
        kept++;
    }
    return kept;
}
