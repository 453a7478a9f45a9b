/*
 * For tests only: cmocka with what it wants before it, inputs in allocations of exact size, and a source whose chunks
 * die as soon as they may.
 */
#ifndef SEAWORTHY_BASE_TESTING_H
#define SEAWORTHY_BASE_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
/* cmocka takes the name `fail` from us. */
#undef fail
#undef fail_msg
#define fail_msg(...)                                                                                                  \
    do {                                                                                                               \
        print_error(__VA_ARGS__);                                                                                      \
        print_error("\n");                                                                                             \
        _fail(__FILE__, __LINE__);                                                                                     \
    } while (0)

#include "base/arena.h"
#include "base/source.h"

/* A copy in an allocation of its own, so that the sanitizer sees a read one byte behind it. */
static inline struct slice test_exact(struct slice s)
{
    uint8_t *copy = malloc(s.len ? s.len : 1);
    if (copy == NULL)
        abort();
    if (s.len)
        memcpy(copy, s.at, s.len);
    return slice_of(copy, s.len);
}

static inline void test_exact_free(struct slice s)
{
    free((void *)(uintptr_t)s.at);
}

#define assert_slice(actual, expected)                                                                                 \
    do {                                                                                                               \
        struct slice actual_ = (actual), expected_ = (expected);                                                       \
        if (!slice_equal(actual_, expected_))                                                                          \
            fail_msg("'%.*s' is not '%.*s'", SLICE_ARG(actual_), SLICE_ARG(expected_));                                \
    } while (0)

/* Gives `piece` bytes a chunk, each in its own allocation that is freed with the next call. */
struct test_source {
    struct source source;
    struct slice left;
    size_t piece;
    bool damaged; /* fails where the bytes end, instead of ending */
    size_t skips; /* calls of `skip` */
    void *chunk;
};

static inline bool test_source_next(struct source *source, struct slice *chunk, struct error *error)
{
    struct test_source *test = (struct test_source *)source;

    free(test->chunk);
    test->chunk = NULL;
    if (test->left.len == 0 && test->damaged)
        return fail(error, ERROR_LAYER_UNREADABLE, "damaged on purpose");
    *chunk = slice_head(test->left, test->piece);
    test->left = slice_skip(test->left, test->piece);
    if (chunk->len) {
        *chunk = test_exact(*chunk);
        test->chunk = (void *)(uintptr_t)chunk->at;
    }
    return true;
}

static inline bool test_source_skip(struct source *source, uint64_t n, struct error *error)
{
    struct test_source *test = (struct test_source *)source;

    (void)error;
    test->skips++;
    test->left = slice_skip(test->left, n > SIZE_MAX ? SIZE_MAX : (size_t)n);
    return true;
}

/* Free `chunk` at the end. Set source.skip to test_source_skip for one that can seek. */
static inline struct test_source test_source(struct slice bytes, size_t piece)
{
    return (struct test_source){.source = {.next = test_source_next}, .left = bytes, .piece = piece};
}

#endif
