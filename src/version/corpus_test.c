/*
 * Every line of the version corpus, and that each scheme is an order over all valid values of its files: they are
 * sorted, get ranks, and each compared pair must agree with the ranks.
 */
#include "version/testing/corpus.h"
#include "version/testing/order.h"

struct values {
    struct slice *at;
    size_t count, room;
    size_t *rank;
};

static void values_add(struct values *values, struct slice version)
{
    if (values->count == values->room) {
        values->room = values->room ? values->room * 2 : 1024;
        values->at = realloc(values->at, values->room * sizeof(*values->at));
    }
    values->at[values->count++] = order_exact(version);
}

static int values_order(const void *a, const void *b, void *scheme)
{
    const struct slice *left = a, *right = b;
    return ((const struct version_scheme *)scheme)->compare(*left, *right);
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void check_pair(const struct version_scheme *scheme, const struct values *values, size_t i, size_t j)
{
    struct slice a = values->at[i], b = values->at[j];
    int want = (values->rank[i] > values->rank[j]) - (values->rank[i] < values->rank[j]);

    if (sign(scheme->compare(a, b)) != want || sign(scheme->compare(b, a)) != -want)
        fail_msg("%s is no order: %.*s and %.*s", scheme->name, SLICE_ARG(a), SLICE_ARG(b));
}

/* The neighbours of each, and pairs from all over the list. */
static void check_order(const struct version_scheme *scheme, struct values *values)
{
    enum { NEIGHBOURS = 12, FAR = 24 };
    uint64_t random = 7;

    values->rank = calloc(values->count + 1, sizeof(*values->rank));
    if (values->count)
        qsort_r(values->at, values->count, sizeof(*values->at), values_order, (void *)(uintptr_t)scheme);
    for (size_t i = 1; i < values->count; i++)
        values->rank[i] = values->rank[i - 1] + (scheme->compare(values->at[i - 1], values->at[i]) != 0);
    for (size_t i = 0; i < values->count; i++) {
        for (size_t j = i; j < values->count && j < i + NEIGHBOURS; j++)
            check_pair(scheme, values, i, j);
        for (size_t n = 0; n < FAR; n++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            check_pair(scheme, values, i, (size_t)(random >> 33) % values->count);
        }
    }
    printf("# corpus: %s %zu values in order\n", scheme->name, values->count);
    for (size_t i = 0; i < values->count; i++)
        order_free(values->at[i]);
    free(values->at);
    free(values->rank);
}

static size_t check_pairs(const struct version_scheme *scheme, struct values *values)
{
    struct corpus corpus;
    char path[256];
    size_t lines = 0, wrong = 0;

    snprintf(path, sizeof(path), "versions/%s.tsv", scheme->name);
    corpus_open(&corpus, path);
    while (corpus_next(&corpus)) {
        struct slice a = corpus.field[0], op = corpus.field[1], b = corpus.field[2];
        bool invalid = !scheme->valid(a) || !scheme->valid(b);
        lines++;
        /* The two malformed apk versions compared with themselves: '!', which is how one asks for validity. */
        char want = invalid && slice_equal(a, b) ? '!' : (char)op.at[0];
        if (version_compare(scheme, a, b) != want) {
            wrong++;
            printf("# wrong: %.*s said %c\n", SLICE_ARG(corpus.line), version_compare(scheme, a, b));
        }
        for (size_t i = 0; i < 3; i += 2)
            if (scheme->valid(corpus.field[i]) && (!scheme->ordered || scheme->ordered(corpus.field[i])))
                values_add(values, corpus.field[i]);
    }
    corpus_close(&corpus);
    assert_int_equal(wrong, 0);
    return lines;
}

static size_t check_invalid(const struct version_scheme *scheme)
{
    struct corpus corpus;
    char path[256];
    size_t lines = 0, wrong = 0;

    snprintf(path, sizeof(path), "versions/%s.invalid.tsv", scheme->name);
    corpus_open(&corpus, path);
    while (corpus_next(&corpus)) {
        lines++;
        if (version_compare(scheme, corpus.field[0], corpus.field[0]) != '!') {
            wrong++;
            printf("# accepted: %.*s\n", SLICE_ARG(corpus.line));
        }
    }
    corpus_close(&corpus);
    assert_int_equal(wrong, 0);
    return lines;
}

static void test_every_line_of_the_corpus_holds(void **state)
{
    (void)state;
    for (size_t i = 0; version_scheme_at(i); i++) {
        const struct version_scheme *scheme = version_scheme_at(i);
        struct values values = {0};
        size_t pairs = check_pairs(scheme, &values);
        printf("# corpus: %s %zu pairs, %zu invalid strings\n", scheme->name, pairs, check_invalid(scheme));
        check_order(scheme, &values);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_line_of_the_corpus_holds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
