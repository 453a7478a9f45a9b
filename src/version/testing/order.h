/* What every scheme's hand-written test does: a list of strings, each in memory of its exact size. */
#ifndef SEAWORTHY_VERSION_TESTING_ORDER_H
#define SEAWORTHY_VERSION_TESTING_ORDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "version/version.h"

struct order_case {
    struct slice a;
    char order;
    struct slice b;
};

static inline struct slice order_exact(struct slice s)
{
    char *copy = malloc(s.len ? s.len : 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return slice_of(copy, s.len);
}

static inline void order_free(struct slice s)
{
    free((void *)(uintptr_t)s.at);
}

/* The pair in both directions. */
static inline void order_check(const struct version_scheme *scheme, const struct order_case *c)
{
    struct slice a = order_exact(c->a), b = order_exact(c->b);
    char back = c->order == '<' ? '>' : c->order == '>' ? '<' : c->order;

    if (version_compare(scheme, a, b) != c->order || version_compare(scheme, b, a) != back)
        fail_msg("%s: %.*s %c %.*s: said %c and %c", scheme->name, SLICE_ARG(a), c->order, SLICE_ARG(b),
                 version_compare(scheme, a, b), version_compare(scheme, b, a));
    order_free(a);
    order_free(b);
}

static inline void order_check_valid(const struct version_scheme *scheme, struct slice text, bool valid)
{
    struct slice version = order_exact(text);

    if (scheme->valid(version) != valid)
        fail_msg("%s: '%.*s' should be %s", scheme->name, SLICE_ARG(version), valid ? "valid" : "invalid");
    order_free(version);
}

/* A run of 100,000 digits is a number like any other: no overflow, no limit. */
static inline void order_check_long(const struct version_scheme *scheme)
{
    enum { LEN = 100000 };
    char *a = malloc(LEN), *b = malloc(LEN);

    memset(a, '9', LEN);
    memset(b, '9', LEN);
    b[LEN - 1] = '8';
    memcpy(a, "1.2.", 4); /* a version of three numbers in every scheme */
    memcpy(b, "1.2.", 4);
    assert_int_equal(version_compare(scheme, slice_of(a, LEN), slice_of(b, LEN)), '>');
    assert_int_equal(version_compare(scheme, slice_of(b, LEN - 1), slice_of(a, LEN)), '<');
    assert_int_equal(version_compare(scheme, slice_of(a, LEN - 1), slice_of(b, LEN)), '<');
    free(a);
    free(b);
}

/* Each string cut at every byte and with every bit flipped, against itself whole: no order may contradict its mirror.
 */
static inline void order_check_damaged(const struct version_scheme *scheme, struct slice text)
{
    for (size_t at = 0; at < text.len; at++) {
        for (int bit = -1; bit < 8; bit++) {
            struct slice version = bit < 0 ? order_exact(slice_head(text, at)) : order_exact(text);
            if (bit >= 0)
                ((uint8_t *)(uintptr_t)version.at)[at] ^= (uint8_t)(1u << bit);
            char order = version_compare(scheme, version, text), back = version_compare(scheme, text, version);
            if (order == '<' || order == '>')
                assert_int_equal(back, order == '<' ? '>' : '<');
            else
                assert_int_equal(back, order);
            order_free(version);
        }
    }
}

/* One scheme's hand-written truth. */
struct order_table {
    const struct version_scheme *scheme;
    const struct order_case *pairs;
    size_t pair_count;
    const struct slice *valid, *invalid;
    size_t valid_count, invalid_count;
    bool bounded_numbers; /* apk's numbers are 64 bits wide */
};

static inline void order_test_pairs(void **state)
{
    const struct order_table *table = *state;
    for (size_t i = 0; i < table->pair_count; i++)
        order_check(table->scheme, &table->pairs[i]);
}

static inline void order_test_validity(void **state)
{
    const struct order_table *table = *state;
    for (size_t i = 0; i < table->valid_count; i++)
        order_check_valid(table->scheme, table->valid[i], true);
    for (size_t i = 0; i < table->invalid_count; i++)
        order_check_valid(table->scheme, table->invalid[i], false);
}

static inline void order_test_numbers_have_no_limit(void **state)
{
    const struct order_table *table = *state;
    if (!table->bounded_numbers)
        order_check_long(table->scheme);
}

static inline void order_test_damaged_strings_keep_the_mirror(void **state)
{
    const struct order_table *table = *state;
    for (size_t i = 0; i < table->valid_count; i++)
        order_check_damaged(table->scheme, table->valid[i]);
}

/* The whole test program of one scheme. */
static inline int order_main(struct order_table table)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(order_test_pairs, &table),
        cmocka_unit_test_prestate(order_test_validity, &table),
        cmocka_unit_test_prestate(order_test_numbers_have_no_limit, &table),
        cmocka_unit_test_prestate(order_test_damaged_strings_keep_the_mirror, &table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
