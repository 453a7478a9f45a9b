#include "policy/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct finding finding(enum severity severity, bool gated, bool kev, double epss)
{
    return (struct finding){.severity = severity, .gated = gated, .kev = kev, .epss = epss};
}

static void verdict_follows_the_rules(void **state)
{
    struct finding list[] = {finding(SEVERITY_CRITICAL, false, true, 0.9), finding(SEVERITY_MEDIUM, true, false, 0.5),
                             finding(SEVERITY_UNKNOWN, true, false, -1)};
    struct slice malicious = S("malicious");
    struct problem blocking = {.code = ERROR_INTEGRITY, .layer = 0}, mild = {.code = ERROR_MALFORMED, .layer = 0};
    static const struct {
        const char *name, *rules;
        bool integrity, malformed;
        enum verdict verdict;
        uint64_t count;
    } cases[] = {
        {"no rule, nothing fails", "", false, false, VERDICT_PASS, 0},
        {"a finding that is not gated does not fail", "critical", false, false, VERDICT_PASS, 0},
        {"medium means medium and above", "medium", false, false, VERDICT_FAIL, 1},
        {"any takes the unknown too", "any", false, false, VERDICT_FAIL, 2},
        {"kev of what is not gated does not fail", "kev", false, false, VERDICT_PASS, 0},
        {"epss is above, not equal", "epss>0.5", false, false, VERDICT_PASS, 0},
        {"epss above", "epss>0.49", false, false, VERDICT_FAIL, 1},
        {"a blocking problem makes it incomplete", "critical", true, false, VERDICT_INCOMPLETE, 1},
        {"fail wins over incomplete", "low", true, false, VERDICT_FAIL, 1},
        {"malware is what is marked so", "malware", false, false, VERDICT_FAIL, 1},
        {"what upstream says of the distribution's files is counted apart", "upstream-of-owned", false, false,
         VERDICT_FAIL, 7},
        {"a malformed record alone passes", "critical", false, true, VERDICT_PASS, 0},
    };

    (void)state;
    list[2].marks = (struct slices){&malicious, 1};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct findings findings = {.at = list, .count = 3, .upstream_of_owned = 7};
        struct problem problems[2];
        size_t count = 0;
        struct policy policy;
        struct judgement judgement;
        struct error error;
        if (cases[i].integrity)
            problems[count++] = blocking;
        if (cases[i].malformed)
            problems[count++] = mild;
        print_message("# %s\n", cases[i].name);
        assert_true(policy_parse(arena, slice_text(cases[i].rules), &policy, &error));
        policy_judge(arena, &policy, &findings, problems, count, &judgement);
        assert_int_equal(judgement.verdict, cases[i].verdict);
        assert_int_equal(judgement.reason_count ? judgement.reasons[0].count : 0, cases[i].count);
        arena_destroy(arena);
    }
}

static void a_wrong_rule_is_named(void **state)
{
    static const char *const wrong[] = {"hihg",    "epss>",  "epss>2", "epss>1.5", "epss>0.1234567890",
                                        "epss>-1", "epss>.5"};

    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct policy policy;
        struct error error = {0};
        assert_false(policy_parse(arena, slice_text(wrong[i]), &policy, &error));
        assert_int_equal(error.code, ERROR_USAGE);
        assert_non_null(strstr(error.text, wrong[i]));
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdict_follows_the_rules),
        cmocka_unit_test(a_wrong_rule_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
