/*
 * MD5 of two messages side by side. Each of its steps waits for the one before, so that with one message the processor
 * is idle half of the time: two take little longer. For digest.c. Source: RFC 1321.
 */
#ifndef SEAWORTHY_BASE_MD5_H
#define SEAWORTHY_BASE_MD5_H

#include "base/slice.h"

enum { MD5_BLOCK = 64 };

struct md5_message {
    uint32_t state[4]; /* A, B, C, D */
    const uint8_t *at; /* the next of its blocks */
};

/* Takes as many whole blocks from both. */
void md5_two(struct md5_message *first, struct md5_message *second, size_t blocks);

#endif
