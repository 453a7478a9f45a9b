/* Every decided score of the CVSS corpus, and what all references refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "match/cvss.h"
#include "version/testing/corpus.h"

struct tally {
    size_t lines, scores, undecided, wrong;
};

static void check_field(struct tally *tally, const struct corpus *corpus, size_t field, const char *said)
{
    if (slice_equal(corpus->field[field], S("undecided"))) {
        tally->undecided++;
        return;
    }
    tally->scores++;
    if (!slice_equal_nocase(corpus->field[field], slice_text(said))) {
        tally->wrong++;
        printf("# wrong: %.*s: column %zu said %s\n", SLICE_ARG(corpus->line), field, said);
    }
}

static void check_line(struct tally *tally, const struct corpus *corpus)
{
    struct cvss cvss;
    char score[16];

    tally->lines++;
    if (!cvss_parse(corpus->field[0], &cvss)) {
        tally->wrong++;
        printf("# refused: %.*s\n", SLICE_ARG(corpus->line));
        return;
    }
    const double scores[] = {cvss.base, cvss.temporal, cvss.environmental};
    check_field(tally, corpus, 1, cvss_version_name(cvss.version));
    for (size_t i = 0; i < 3; i++) {
        snprintf(score, sizeof(score), "%.1f", scores[i]);
        check_field(tally, corpus, 2 + i, score);
    }
    check_field(tally, corpus, 5, cvss_severity_name(cvss.severity));
}

static void test_every_decided_score_holds(void **state)
{
    static const char *const files[] = {"2.0", "3.0", "3.1", "4.0"};

    (void)state;
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        struct corpus corpus;
        struct tally tally = {0};
        char path[64];
        snprintf(path, sizeof(path), "cvss/cvss-v%s.tsv", files[i]);
        corpus_open(&corpus, path);
        while (corpus_next(&corpus))
            if (!slice_equal(corpus.field[0], S("vector")))
                check_line(&tally, &corpus);
        corpus_close(&corpus);
        printf("# corpus: cvss %s %zu vectors, %zu decided fields, %zu undecided\n", files[i], tally.lines,
               tally.scores, tally.undecided);
        assert_int_equal(tally.wrong, 0);
    }
}

/* Parentheses are the one thing that both libraries refuse and we read. */
static bool is_refused_by_all(const struct corpus *corpus)
{
    struct slice who = corpus->field[1];
    bool all = slice_starts(who, S("rejected by cvss 3.6 and go-cvss")) || slice_ends(who, S("cvss 3.6 rejects"));
    return all && !slice_starts(corpus->field[0], S("("));
}

static void test_what_all_refuse_is_refused_and_the_rest_read(void **state)
{
    struct corpus corpus;
    size_t lines = 0, wrong = 0;

    (void)state;
    corpus_open(&corpus, "cvss/invalid.tsv");
    while (corpus_next(&corpus)) {
        struct cvss cvss;
        if (slice_equal(corpus.field[0], S("vector")))
            continue;
        lines++;
        if (cvss_parse(corpus.field[0], &cvss) == is_refused_by_all(&corpus)) {
            wrong++;
            printf("# wrong: %.*s\n", SLICE_ARG(corpus.line));
        }
    }
    corpus_close(&corpus);
    printf("# corpus: cvss %zu vectors that one or all refuse\n", lines);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_decided_score_holds),
        cmocka_unit_test(test_what_all_refuse_is_refused_and_the_rest_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
