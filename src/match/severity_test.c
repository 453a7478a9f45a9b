#include "base/testing.h"

#include "match/severity.h"

#define HIGH_VECTOR "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"
#define NONE_VECTOR "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"

static void whose_word_counts(void **state)
{
    static const struct {
        const char *name, *distro, *own, *own_vector;
        struct cve_word words[3];
        enum severity want;
        const char *source;
    } cases[] = {
        {"the matched record's word",
         "debian",
         "low",
         "",
         {{S_INIT("nvd"), S_INIT(HIGH_VECTOR), 0}},
         SEVERITY_LOW,
         "feed"},
        {"a word that says nothing does not count",
         "debian",
         "not yet assigned",
         "",
         {{S_INIT("nvd"), S_INIT(HIGH_VECTOR), 0}},
         SEVERITY_HIGH,
         "nvd"},
        {"a vector without a word is computed",
         "debian",
         "",
         HIGH_VECTOR,
         {{S_INIT(""), S_INIT(""), 0}},
         SEVERITY_HIGH,
         "feed"},
        {"the distribution's word on the CVE comes before NVD's",
         "rhel",
         "",
         "",
         {{S_INIT("nvd"), S_INIT(HIGH_VECTOR), 0},
          {S_INIT("redhat"), S_INIT(NONE_VECTOR), 0},
          {S_INIT("redhat"), S_INIT(""), SEVERITY_MEDIUM}},
         SEVERITY_MEDIUM,
         "redhat"},
        {"another distribution's word comes last",
         "alpine",
         "",
         "",
         {{S_INIT("redhat"), S_INIT(""), SEVERITY_LOW}, {S_INIT("nvd"), S_INIT(HIGH_VECTOR), 0}},
         SEVERITY_HIGH,
         "nvd"},
        {"GHSA before CNA before NVD",
         "alpine",
         "",
         "",
         {{S_INIT("nvd"), S_INIT(""), SEVERITY_LOW},
          {S_INIT("cna"), S_INIT(""), SEVERITY_MEDIUM},
          {S_INIT("ghsa"), S_INIT(""), SEVERITY_CRITICAL}},
         SEVERITY_CRITICAL,
         "ghsa"},
        {"no impact is a word",
         "alpine",
         "",
         "",
         {{S_INIT("nvd"), S_INIT(NONE_VECTOR), 0}},
         SEVERITY_NEGLIGIBLE,
         "nvd"},
        {"a vector that is none says nothing",
         "alpine",
         "",
         "",
         {{S_INIT("nvd"), S_INIT("CVSS:3.1/AV:N"), 0}},
         SEVERITY_UNKNOWN,
         ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct advisory advisory = {.source = S("feed"),
                                    .distro_id = slice_text(cases[i].distro),
                                    .severity = slice_text(cases[i].own),
                                    .cvss = slice_text(cases[i].own_vector)};
        const struct advisory *matched[] = {&advisory};
        struct cve_word words[3];
        memcpy(words, cases[i].words, sizeof(words));
        struct cve_signals signals = {.words = words, .word_count = 3};
        struct finding finding = {0};
        print_message("# %s\n", cases[i].name);
        severity_choose(arena, matched, 1, &signals, &finding);
        assert_int_equal(finding.severity, cases[i].want);
        assert_true(slice_equal(finding.severity_source, slice_text(cases[i].source)));
        arena_destroy(arena);
    }
}

static void a_distribution_has_one_name(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();
    struct advisory advisory = {.source = S("redhat-cve"), .distro_id = S("rhel"), .severity = S("Moderate")};
    const struct advisory *matched[] = {&advisory};
    struct cve_word words[] = {{S_INIT("redhat"), S_INIT(""), SEVERITY_MEDIUM}};
    struct cve_signals signals = {.words = words, .word_count = 1};
    struct finding finding = {0};

    severity_choose(arena, matched, 1, &signals, &finding);
    assert_int_equal(finding.severity_count, 1);
    assert_true(slice_equal(finding.severities[0].source, S("redhat")));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whose_word_counts),
                                       cmocka_unit_test(a_distribution_has_one_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
