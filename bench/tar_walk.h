/* Walks the headers of a trusted tar archive that comes in pieces: what both yardsticks share. */
#ifndef SEAWORTHY_BENCH_TAR_WALK_H
#define SEAWORTHY_BENCH_TAR_WALK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAR_WALK_BLOCK = 512 };

struct tar_walk {
    uint64_t left, entries; /* bytes to pass over; entries seen */
    size_t have;            /* of the header */
    uint8_t header[TAR_WALK_BLOCK];
};

static inline void tar_walk_die(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static inline uint64_t tar_walk_number(const uint8_t *at, size_t len)
{
    uint64_t value = 0;

    if (at[0] & 0x80) {
        for (size_t i = 1; i < len; i++)
            value = value << 8 | at[i];
        return value;
    }
    for (size_t i = 0; i < len && at[i]; i++)
        if (at[i] >= '0' && at[i] <= '7')
            value = value << 3 | (at[i] & 7u);
    return value;
}

/* Bytes of content that follow a header. */
static inline uint64_t tar_walk_size(const uint8_t *header)
{
    uint8_t type = header[156];
    return type >= '1' && type <= '6' ? 0 : tar_walk_number(header + 124, 12);
}

static inline void tar_walk_header(struct tar_walk *walk, const uint8_t *header)
{
    unsigned sum = 0;

    if (header[0] == 0)
        return;
    for (size_t i = 0; i < TAR_WALK_BLOCK; i++)
        sum += header[i];
    for (size_t i = 148; i < 156; i++)
        sum = sum - header[i] + ' ';
    if (sum != tar_walk_number(header + 148, 8))
        tar_walk_die("a tar header whose checksum does not hold");
    uint64_t size = tar_walk_size(header);
    walk->left = (size + TAR_WALK_BLOCK - 1) & ~(uint64_t)(TAR_WALK_BLOCK - 1);
    walk->entries += strchr("xgLK", header[156]) == NULL || header[156] == 0;
}

static inline void tar_walk_feed(struct tar_walk *walk, const uint8_t *at, size_t len)
{
    while (len) {
        size_t n = walk->left < len ? (size_t)walk->left : len;
        walk->left -= n;
        at += n;
        len -= n;
        if (len == 0)
            break;
        if (walk->have == 0 && len >= TAR_WALK_BLOCK) {
            tar_walk_header(walk, at);
            at += TAR_WALK_BLOCK;
            len -= TAR_WALK_BLOCK;
            continue;
        }
        n = TAR_WALK_BLOCK - walk->have < len ? TAR_WALK_BLOCK - walk->have : len;
        memcpy(walk->header + walk->have, at, n);
        walk->have += n;
        at += n;
        len -= n;
        if (walk->have == TAR_WALK_BLOCK) {
            walk->have = 0;
            tar_walk_header(walk, walk->header);
        }
    }
}

#endif
