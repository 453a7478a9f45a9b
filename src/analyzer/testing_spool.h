/* For tests and fuzzers only: a scratch file in memory that rows can put bytes into. */
#ifndef SEAWORTHY_ANALYZER_TESTING_SPOOL_H
#define SEAWORTHY_ANALYZER_TESTING_SPOOL_H

#include <stdlib.h>

#include "analyzer/spool.h"

struct test_spool {
    struct spool_room room; /* first: a room is its test_spool */
    struct spool *spool;
    uint8_t *at;
    uint64_t most;
};

static inline bool test_spool_put(struct spool_room *room, struct slice bytes, struct error *error)
{
    struct test_spool *test = (struct test_spool *)room;

    if (bytes.len > test->most - room->used)
        return fail(error, ERROR_LIMIT, "the scratch file is full");
    uint8_t *at = realloc(test->at, room->used + bytes.len + 1);
    if (at == NULL)
        abort();
    memcpy(at + room->used, bytes.at, bytes.len);
    room->used += bytes.len;
    test->at = at;
    test->spool->memory = slice_of(at, room->used);
    return true;
}

/* A copy of the spool's memory takes its place. most: bytes in all */
static inline void test_spool_begin(struct test_spool *test, struct spool *spool, uint64_t most)
{
    size_t len = spool->memory.len;

    *test =
        (struct test_spool){.room = {.put = test_spool_put, .used = len, .spool = spool}, .spool = spool, .most = most};
    test->at = malloc(len + 1);
    if (test->at == NULL)
        abort();
    if (len)
        memcpy(test->at, spool->memory.at, len);
    spool->memory = slice_of(test->at, len);
    spool->room = &test->room;
}

static inline void test_spool_end(struct test_spool *test)
{
    free(test->at);
}

#endif
