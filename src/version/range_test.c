#include "version/range.h"
#include "version/testing/corpus.h"
#include "version/testing/order.h"

/* Whether the corpus has a version that the range is asked about: then it is none that a tool refuses. */
static bool range_is_asked(const char *path, struct slice range)
{
    struct corpus corpus;
    bool found = false;

    corpus_open(&corpus, path);
    while (!found && corpus_next(&corpus))
        found = slice_equal(corpus.field[0], range);
    corpus_close(&corpus);
    return found;
}

/* tests/version_deviations.tsv */
static bool range_is_deviation(const char *language, struct slice range)
{
    FILE *file = fopen("tests/version_deviations.tsv", "re");
    char *line = NULL;
    size_t room = 0;
    bool found = false;

    while (file && !found && getline(&line, &room, file) > 0) {
        struct slice name, rest, text;
        slice_cut(slice_text(line), '\t', &name, &rest);
        slice_cut(rest, '\t', &text, &rest);
        found = slice_equal(name, slice_text(language)) && slice_equal(text, range);
    }
    free(line);
    if (file)
        fclose(file);
    return found;
}

static size_t check_answers(const struct version_language *language, const char *path)
{
    struct corpus corpus;
    size_t lines = 0, wrong = 0;

    corpus_open(&corpus, path);
    while (corpus_next(&corpus)) {
        enum version_answer answer = language->contains(corpus.field[0], corpus.field[1]);
        enum version_answer want = slice_equal(corpus.field[2], S("yes")) ? VERSION_YES : VERSION_NO;
        lines++;
        if (answer != want && !range_is_deviation(language->name, corpus.field[0])) {
            wrong++;
            printf("# wrong: %s %.*s: said %d\n", language->name, SLICE_ARG(corpus.line), answer);
        }
    }
    corpus_close(&corpus);
    assert_int_equal(wrong, 0);
    return lines;
}

static size_t check_refused(const struct version_language *language, const char *path, const char *answers)
{
    struct corpus corpus;
    size_t lines = 0, wrong = 0;

    corpus_open(&corpus, path);
    while (corpus_next(&corpus)) {
        lines++;
        if (language->contains(corpus.field[0], S("1.0.0")) != VERSION_INVALID &&
            !range_is_asked(answers, corpus.field[0]) && !range_is_deviation(language->name, corpus.field[0])) {
            wrong++;
            printf("# accepted: %s '%.*s'\n", language->name, SLICE_ARG(corpus.line));
        }
    }
    corpus_close(&corpus);
    assert_int_equal(wrong, 0);
    return lines;
}

static void test_every_line_of_the_corpus_holds(void **state)
{
    (void)state;
    for (size_t i = 0; version_language_at(i); i++) {
        const struct version_language *language = version_language_at(i);
        char path[256], refused[256];
        snprintf(path, sizeof(path), "versions/ranges/%s.tsv", language->name);
        snprintf(refused, sizeof(refused), "versions/ranges/%s.invalid.tsv", language->name);
        size_t answers = check_answers(language, path);
        printf("# corpus: ranges %s %zu answers, %zu invalid\n", language->name, answers,
               check_refused(language, refused, path));
    }
}

static const struct {
    struct slice language, range, version;
    enum version_answer answer;
} cases[] = {
    {S_INIT("bitnami"), S_INIT("=4.1"), S_INIT("4.1.0-1"), VERSION_YES},
    {S_INIT("bitnami"), S_INIT(">1.2.3"), S_INIT("1.2.3-1"), VERSION_YES},
    {S_INIT("bitnami"), S_INIT("^0.2.3"), S_INIT("0.3.0"), VERSION_NO},
    {S_INIT("bitnami"), S_INIT("~1.x || 3"), S_INIT("3.9.9"), VERSION_YES},
    {S_INIT("bitnami"), S_INIT(""), S_INIT("1.0.0"), VERSION_YES},
    {S_INIT("bitnami"), S_INIT(">=1.0, <2"), S_INIT("1.9.0"), VERSION_YES},
    {S_INIT("bitnami"), S_INIT("1.2.3.4"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("bitnami"), S_INIT(">="), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("cargo"), S_INIT("1.2"), S_INIT("1.9.0"), VERSION_YES},
    {S_INIT("cargo"), S_INIT("0.0.3"), S_INIT("0.0.4"), VERSION_NO},
    {S_INIT("cargo"), S_INIT("~1.2.3"), S_INIT("1.3.0"), VERSION_NO},
    {S_INIT("cargo"), S_INIT(">=1.0.0-a"), S_INIT("1.0.0-b"), VERSION_YES},
    {S_INIT("cargo"), S_INIT(">=1.0.0-a"), S_INIT("1.0.1-b"), VERSION_NO},
    {S_INIT("cargo"), S_INIT("1.*.*"), S_INIT("1.2.3"), VERSION_YES},
    {S_INIT("cargo"), S_INIT("*"), S_INIT("1.0.0-a"), VERSION_NO},
    {S_INIT("cargo"), S_INIT("*, 1"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("cargo"), S_INIT("1.*.3"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("cargo"), S_INIT(""), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("composer"), S_INIT("^1.2"), S_INIT("1.9"), VERSION_YES},
    {S_INIT("composer"), S_INIT("~1.2"), S_INIT("2.0"), VERSION_NO},
    {S_INIT("composer"), S_INIT("~1.2.3"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("composer"), S_INIT(">=1.0"), S_INIT("1.0-dev"), VERSION_YES},
    {S_INIT("composer"), S_INIT(">1.0"), S_INIT("1.0-dev"), VERSION_NO},
    {S_INIT("composer"), S_INIT("1.0 - 2.0"), S_INIT("2.0.5"), VERSION_YES},
    {S_INIT("composer"), S_INIT("1.0 - 2.0.0"), S_INIT("2.0.5"), VERSION_NO},
    {S_INIT("composer"), S_INIT("1.*"), S_INIT("2.0-dev"), VERSION_NO},
    {S_INIT("composer"), S_INIT(">=1.0@beta"), S_INIT("1.0-alpha"), VERSION_NO},
    {S_INIT("composer"), S_INIT(">= 1.0, <2 || 3.*"), S_INIT("3.1"), VERSION_YES},
    {S_INIT("composer"), S_INIT("dev-main"), S_INIT("dev-main"), VERSION_YES},
    {S_INIT("composer"), S_INIT(">=1.0"), S_INIT("dev-main"), VERSION_NO},
    {S_INIT("composer"), S_INIT("<1.*"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("composer"), S_INIT("~>1.0"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("composer"), S_INIT(""), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("conan"), S_INIT(">=1 <2"), S_INIT("1.5"), VERSION_YES},
    {S_INIT("conan"), S_INIT(">=1"), S_INIT("1.0-pre"), VERSION_NO},
    {S_INIT("conan"), S_INIT(">=1, include_prerelease"), S_INIT("1.0-pre"), VERSION_YES},
    {S_INIT("conan"), S_INIT("~1.2"), S_INIT("1.2.9"), VERSION_YES},
    {S_INIT("conan"), S_INIT("~1.2"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("conan"), S_INIT("^0.1.2"), S_INIT("0.2"), VERSION_NO},
    {S_INIT("conan"), S_INIT("^0.0"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("conan"), S_INIT("1.2.*"), S_INIT("1.2.3"), VERSION_YES},
    {S_INIT("conan"), S_INIT("1.2, 3"), S_INIT("1.2"), VERSION_INVALID},
    {S_INIT("conan"), S_INIT("1"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("conan"), S_INIT("~=1.2"), S_INIT("1.2"), VERSION_INVALID},
    {S_INIT("conda"), S_INIT("1.2.*"), S_INIT("1.2.9"), VERSION_YES},
    {S_INIT("conda"), S_INIT("=1.2"), S_INIT("1.20"), VERSION_NO},
    {S_INIT("conda"), S_INIT("~=1.2.3"), S_INIT("1.2.9"), VERSION_YES},
    {S_INIT("conda"), S_INIT("~=1.2.3"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("conda"), S_INIT("(>=1,<2)|>3"), S_INIT("3.1"), VERSION_YES},
    {S_INIT("conda"), S_INIT(">=1,(<2|>3)"), S_INIT("2.5"), VERSION_NO},
    {S_INIT("conda"), S_INIT("!=1.2.*"), S_INIT("1.2.1"), VERSION_NO},
    {S_INIT("conda"), S_INIT(">=1,"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("conda"), S_INIT("(>=1"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("conda"), S_INIT(">= 1"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("gem"), S_INIT("~> 1.2"), S_INIT("1.9"), VERSION_YES},
    {S_INIT("gem"), S_INIT("~> 1.2"), S_INIT("2.0.a"), VERSION_NO},
    {S_INIT("gem"), S_INIT("~> 1.2.3"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("gem"), S_INIT("~> 1"), S_INIT("2"), VERSION_NO},
    {S_INIT("gem"), S_INIT(">= 1.0, != 1.5"), S_INIT("1.5.0"), VERSION_NO},
    {S_INIT("gem"), S_INIT(""), S_INIT("1.a"), VERSION_YES},
    {S_INIT("gem"), S_INIT("1.0"), S_INIT("1"), VERSION_YES},
    {S_INIT("gem"), S_INIT(">="), S_INIT("1"), VERSION_INVALID},
    {S_INIT("gem"), S_INIT("~> 1.a"), S_INIT("1.0"), VERSION_YES},
    {S_INIT("hackage"), S_INIT("^>=1.2"), S_INIT("1.2.9"), VERSION_YES},
    {S_INIT("hackage"), S_INIT("^>=1.2"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("hackage"), S_INIT("==1.*"), S_INIT("1.9"), VERSION_YES},
    {S_INIT("hackage"), S_INIT("== { 1.0, 1.2 }"), S_INIT("1.2"), VERSION_YES},
    {S_INIT("hackage"), S_INIT(">=1 && <2 || ==3"), S_INIT("3"), VERSION_YES},
    {S_INIT("hackage"), S_INIT(">=1 && (<2 || ==3)"), S_INIT("3"), VERSION_YES},
    {S_INIT("hackage"), S_INIT(">1.*"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("hackage"), S_INIT("{1}"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("hex"), S_INIT("~> 1.2"), S_INIT("1.9.0"), VERSION_YES},
    {S_INIT("hex"), S_INIT("~> 1.2.3"), S_INIT("1.3.0"), VERSION_NO},
    {S_INIT("hex"), S_INIT("~> 1.2"), S_INIT("2.0.0-rc"), VERSION_NO},
    {S_INIT("hex"), S_INIT("1.0.0 or > 2.0.0 and < 1.0.0"), S_INIT("1.0.0"), VERSION_NO},
    {S_INIT("hex"), S_INIT(">1.0.0"), S_INIT("1.1.0-rc"), VERSION_YES},
    {S_INIT("hex"), S_INIT(">= 1.0"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("hex"), S_INIT("1.0.0 and"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("hex-nopre"), S_INIT(">1.0.0"), S_INIT("1.1.0-rc"), VERSION_NO},
    {S_INIT("hex-nopre"), S_INIT(">1.0.0-a"), S_INIT("1.1.0-rc"), VERSION_YES},
    {S_INIT("hex-nopre"), S_INIT("<2.0.0"), S_INIT("1.1.0-rc"), VERSION_YES},
    {S_INIT("maven"), S_INIT("[1.0,2.0)"), S_INIT("2.0"), VERSION_NO},
    {S_INIT("maven"), S_INIT("(,1.0],[2.0,)"), S_INIT("3"), VERSION_YES},
    {S_INIT("maven"), S_INIT("1.0"), S_INIT("9"), VERSION_YES},
    {S_INIT("maven"), S_INIT("[1.0]"), S_INIT("1"), VERSION_YES},
    {S_INIT("maven"), S_INIT("[2,1]"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("maven"), S_INIT("[1,3],[2,4]"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("maven"), S_INIT("(1)"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("maven"), S_INIT("[1,2"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("maven"), S_INIT("[1,2]x"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("npm"), S_INIT("^1.2.3"), S_INIT("1.9.0"), VERSION_YES},
    {S_INIT("npm"), S_INIT("^0.2.3"), S_INIT("0.3.0"), VERSION_NO},
    {S_INIT("npm"), S_INIT("^0.0"), S_INIT("0.0.9"), VERSION_YES},
    {S_INIT("npm"), S_INIT("~1"), S_INIT("1.9.0"), VERSION_YES},
    {S_INIT("npm"), S_INIT("~> 1.2"), S_INIT("1.3.0"), VERSION_NO},
    {S_INIT("npm"), S_INIT("1.2 - 2"), S_INIT("2.9.9"), VERSION_YES},
    {S_INIT("npm"), S_INIT(">1"), S_INIT("1.9.0"), VERSION_NO},
    {S_INIT("npm"), S_INIT("<=1.2"), S_INIT("1.2.9"), VERSION_YES},
    {S_INIT("npm"), S_INIT(">=1.2.3-a <2"), S_INIT("1.2.3-b"), VERSION_YES},
    {S_INIT("npm"), S_INIT(">=1.2.3-a <2"), S_INIT("1.2.4-b"), VERSION_NO},
    {S_INIT("npm"), S_INIT("1.2.3-b || *"), S_INIT("1.2.3-b"), VERSION_NO},
    {S_INIT("npm"), S_INIT(">*"), S_INIT("1.0.0"), VERSION_NO},
    {S_INIT("npm"), S_INIT("> =1.2.3"), S_INIT("1.2.3"), VERSION_YES},
    {S_INIT("npm"), S_INIT("x || ~2"), S_INIT("1.0.0"), VERSION_YES},
    {S_INIT("npm"), S_INIT(""), S_INIT("1.0.0"), VERSION_YES},
    {S_INIT("npm"), S_INIT("^9007199254740991"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("npm"), S_INIT("1.x.3"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("npm"), S_INIT("==1.2.3"), S_INIT("1.2.3"), VERSION_INVALID},
    {S_INIT("npm"), S_INIT("latest"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("npm-includeprerelease"), S_INIT("^1.2"), S_INIT("1.2.0-a"), VERSION_YES},
    {S_INIT("npm-includeprerelease"), S_INIT("^1.2"), S_INIT("2.0.0-a"), VERSION_NO},
    {S_INIT("npm-includeprerelease"), S_INIT("1.2.3-b || *"), S_INIT("1.2.4-b"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("1.0.0"), S_INIT("2.0"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("[1.0,2.0)"), S_INIT("2.0-a"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("[1.0.0]"), S_INIT("1"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("1.*"), S_INIT("1.0-a"), VERSION_NO},
    {S_INIT("nuget"), S_INIT("1.0.*-*"), S_INIT("1.0-a"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("[1.*,2.0]"), S_INIT("1.5"), VERSION_YES},
    {S_INIT("nuget"), S_INIT("[2.0,1.0]"), S_INIT("1.5"), VERSION_NO},
    {S_INIT("nuget"), S_INIT("1.*.0"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("nuget"), S_INIT("(1.0)"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("nuget"), S_INIT("[,]"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("nuget"), S_INIT("[1,2,3]"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("nuget"), S_INIT("[1.0"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("osv"), S_INIT("npm|introduced=0,fixed=1.2.0"), S_INIT("1.1.0"), VERSION_YES},
    {S_INIT("osv"), S_INIT("npm|fixed=1.2.0,introduced=1.0.0"), S_INIT("0.9.0"), VERSION_NO},
    {S_INIT("osv"), S_INIT("PyPI|introduced=1.0,last_affected=1.2"), S_INIT("1.2"), VERSION_YES},
    {S_INIT("osv"), S_INIT("PyPI|introduced=1.0,last_affected=1.2"), S_INIT("1.2.post1"), VERSION_NO},
    {S_INIT("osv"), S_INIT("Go|introduced=0,fixed=1.2.0;introduced=2.0.0"), S_INIT("2.1.0"), VERSION_YES},
    {S_INIT("osv"), S_INIT("Alpine:v3.18|introduced=0,fixed=1.2-r1"), S_INIT("1.2-r0"), VERSION_YES},
    {S_INIT("osv"), S_INIT("Nowhere|introduced=0"), S_INIT("1"), VERSION_INVALID},
    {S_INIT("osv"), S_INIT("npm|since=0"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("osv"), S_INIT("npm|introduced=x"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("pep440"), S_INIT("~=1.4.2"), S_INIT("1.4.9"), VERSION_YES},
    {S_INIT("pep440"), S_INIT("~=1.4.2"), S_INIT("1.5"), VERSION_NO},
    {S_INIT("pep440"), S_INIT("==1.4.*"), S_INIT("1.4.0a1"), VERSION_YES},
    {S_INIT("pep440"), S_INIT("!=1.4.*"), S_INIT("1.4"), VERSION_NO},
    {S_INIT("pep440"), S_INIT("<1.0"), S_INIT("1.0rc1"), VERSION_NO},
    {S_INIT("pep440"), S_INIT(">1.0"), S_INIT("1.0.post1"), VERSION_NO},
    {S_INIT("pep440"), S_INIT(">1.0"), S_INIT("1.0+l"), VERSION_NO},
    {S_INIT("pep440"), S_INIT("==1.0"), S_INIT("1.0+l"), VERSION_YES},
    {S_INIT("pep440"), S_INIT("===1.0.0"), S_INIT("1.0"), VERSION_NO},
    {S_INIT("pep440"), S_INIT("===1.0RC1"), S_INIT("1.0c1"), VERSION_YES},
    {S_INIT("pep440"), S_INIT(""), S_INIT("1.0"), VERSION_YES},
    {S_INIT("pep440"), S_INIT("~=1"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("pep440"), S_INIT(">=1.0+l"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("pep440"), S_INIT("==1.0a1.*"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("pep440"), S_INIT("1.0"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("pep440-default"), S_INIT(">=1.0"), S_INIT("2.0a1"), VERSION_NO},
    {S_INIT("pep440-default"), S_INIT(">=1.0a1"), S_INIT("2.0a1"), VERSION_YES},
    {S_INIT("pep440-default"), S_INIT(""), S_INIT("2.0a1"), VERSION_NO},
};

static void test_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice range = order_exact(cases[i].range), version = order_exact(cases[i].version);
        enum version_answer answer = version_language(cases[i].language)->contains(range, version);
        if (answer != cases[i].answer)
            fail_msg("%.*s '%.*s' %.*s: said %d", SLICE_ARG(cases[i].language), SLICE_ARG(range), SLICE_ARG(version),
                     answer);
        order_free(range);
        order_free(version);
    }
}

/* Cut at every byte, and each bit flipped: any answer will do. */
static void test_damaged_ranges_are_read_within_their_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct version_language *language = version_language(cases[i].language);
        for (size_t at = 0; at < cases[i].range.len; at++) {
            for (int bit = -1; bit < 8; bit++) {
                struct slice range = order_exact(bit < 0 ? slice_head(cases[i].range, at) : cases[i].range);
                if (bit >= 0)
                    ((uint8_t *)(uintptr_t)range.at)[at] ^= (uint8_t)(1u << bit);
                assert_in_range(language->contains(range, cases[i].version), VERSION_NO, VERSION_INVALID);
                order_free(range);
            }
        }
    }
}

static void test_parentheses_have_a_limit(void **state)
{
    enum { DEEP = 100000 };
    char *text = malloc(DEEP);

    (void)state;
    memset(text, '(', DEEP);
    assert_int_equal(version_language(S("hackage"))->contains(slice_of(text, DEEP), S("1")), VERSION_INVALID);
    assert_int_equal(version_language(S("conda"))->contains(slice_of(text, DEEP), S("1")), VERSION_INVALID);
    free(text);
}

static void test_languages_are_found_by_their_names(void **state)
{
    size_t rows = 0;

    (void)state;
    for (; version_language_at(rows); rows++)
        assert_ptr_equal(version_language(slice_text(version_language_at(rows)->name)), version_language_at(rows));
    assert_int_equal(rows, 16);
    assert_null(version_language(S("deb")));
    assert_null(version_language(S("")));
}

static void test_numbers_are_counted_up(void **state)
{
    uint8_t buffer[4];

    (void)state;
    assert_true(slice_equal(range_next_number(S("0"), buffer, 4), S("1")));
    assert_true(slice_equal(range_next_number(S("129"), buffer, 4), S("130")));
    assert_true(slice_equal(range_next_number(S("0999"), buffer, 4), S("1000")));
    assert_true(slice_equal(range_next_number(S("9998"), buffer, 4), S("9999")));
    assert_int_equal(range_next_number(S("9999"), buffer, 4).len, 0);
    assert_int_equal(range_next_number(S("12345"), buffer, 4).len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_damaged_ranges_are_read_within_their_bytes),
        cmocka_unit_test(test_parentheses_have_a_limit),
        cmocka_unit_test(test_languages_are_found_by_their_names),
        cmocka_unit_test(test_numbers_are_counted_up),
        cmocka_unit_test(test_every_line_of_the_corpus_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
