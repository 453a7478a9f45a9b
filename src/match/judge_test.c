#include "base/testing.h"

#include "match/judge.h"

static void build_minors_are_read(void **state)
{
    static const struct {
        const char *version;
        int minor;
    } cases[] = {{"32:9.11.36-3.el8_6.1", 6},
                 {"5.14.0-100.el9_10", 10},
                 {"1-1.el9", -1},
                 {"1-1", -1},
                 {"1-1.el8_", -1},
                 {"1-1.fc35", -1},
                 {"", -1}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(judge_build_minor(slice_text(cases[i].version)), cases[i].minor);
}

/* Version 1.5 of an npm package against what a record says of versions. */
static void versions_are_judged(void **state)
{
    static const struct {
        const char *name, *version;
        struct slice range, not_affected, enumerated, fixed; /* empty: none */
        bool no_ranges;                                      /* a list of ranges that is empty */
        enum judge_answer answer;
    } cases[] = {
        {.name = "a record without any bound", .version = "1.5", .answer = JUDGE_AFFECTED},
        {.name = "below the fix", .version = "1.5", .fixed = S_INIT("1.5.1"), .answer = JUDGE_AFFECTED},
        {.name = "the fix itself", .version = "1.5.1", .fixed = S_INIT("1.5.1"), .answer = JUDGE_CLEAN},
        {.name = "in the range", .version = "1.5", .range = S_INIT(">=1.0,<2.0"), .answer = JUDGE_AFFECTED},
        {.name = "at its end", .version = "2.0", .range = S_INIT(">=1.0,<2.0"), .answer = JUDGE_CLEAN},
        {.name = "an empty clause holds always", .version = "9", .range = S_INIT(" "), .answer = JUDGE_AFFECTED},
        {.name = "ranges with none hit nothing", .version = "1.5", .no_ranges = true, .answer = JUDGE_CLEAN},
        {.name = "ranges go before the fix",
         .version = "1.5",
         .range = S_INIT(">=3.0"),
         .fixed = S_INIT("4.0"),
         .answer = JUDGE_CLEAN},
        {.name = "enumerated, outside of the range",
         .version = "1.5",
         .range = S_INIT(">=3.0"),
         .enumerated = S_INIT("1.5"),
         .answer = JUDGE_AFFECTED},
        {.name = "not enumerated", .version = "1.5", .enumerated = S_INIT("1.6"), .answer = JUDGE_CLEAN},
        {.name = "not affected goes before all",
         .version = "1.5",
         .range = S_INIT(">=1.0"),
         .not_affected = S_INIT(">=1.5"),
         .enumerated = S_INIT("1.5"),
         .answer = JUDGE_CLEAN},
        {.name = "only what is not affected is said",
         .version = "1.4",
         .not_affected = S_INIT(">=1.5"),
         .answer = JUDGE_AFFECTED},
        {.name = "no version", .version = "", .fixed = S_INIT("2.0"), .answer = JUDGE_INVALID},
        {.name = "a fix that is none", .version = "1.5", .fixed = S_INIT("?"), .answer = JUDGE_INVALID},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice range = slice_trim(cases[i].range), not_affected = cases[i].not_affected,
                     enumerated = cases[i].enumerated;
        struct inventory_package entry = {.package = {.type = S("npm"), .name = S("a")}};
        struct subject subject = {.entry = &entry, .version = slice_text(cases[i].version)};
        struct advisory advisory = {.ecosystem = S("npm"),
                                    .package = S("a"),
                                    .scheme = S("npm"),
                                    .fixed_version = cases[i].fixed,
                                    .has_ranges = cases[i].range.len || cases[i].no_ranges,
                                    .ranges = {&range, cases[i].range.len > 0},
                                    .has_not_affected = not_affected.len > 0,
                                    .not_affected_ranges = {&not_affected, not_affected.len > 0},
                                    .versions = {&enumerated, enumerated.len > 0}};
        print_message("# %s\n", cases[i].name);
        assert_int_equal(judge_version(&subject, &advisory), cases[i].answer);
    }
}

/* apk orders whatever it is given; what its grammar does not know decides nothing (rule 9). */
static void typos_decide_nothing(void **state)
{
    static const struct {
        const char *version, *bound;
        enum judge_answer answer;
    } cases[] = {
        {"20.10.10-r0", "20.10.11-r0", JUDGE_AFFECTED}, {"20.10.10-r0", "20.10.11.r0", JUDGE_INVALID},
        {"6.6.2p1-r0", "6.6.2p2-r0", JUDGE_AFFECTED},   {"invalid", "2.6.3-r0", JUDGE_INVALID},
        {"2.6.2-r0", "invalid", JUDGE_INVALID},         {"invalid", "", JUDGE_AFFECTED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct inventory_package entry = {.package = {.type = S("apk"), .name = S("a")}};
        struct subject subject = {.entry = &entry, .version = slice_text(cases[i].version)};
        struct advisory advisory = {.package = S("a"), .scheme = S("apk"), .fixed_version = slice_text(cases[i].bound)};
        print_message("# %s < %s\n", cases[i].version, cases[i].bound);
        assert_int_equal(judge_version(&subject, &advisory), cases[i].answer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(build_minors_are_read), cmocka_unit_test(versions_are_judged),
                                       cmocka_unit_test(typos_decide_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
