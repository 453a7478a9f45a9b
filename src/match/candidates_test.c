#include "base/testing.h"

#include "match/match.h"

/* One flaw, one rpm package of RHEL, up to three records; which of them convict it. */
struct record {
    const char *fixed, *minor;
    enum advisory_status status;
};

static const struct {
    const char *name, *version, *release, *os_version, *channel;
    struct record records[3];
    unsigned affected; /* bit n: record n */
} cases[] = {
    {"below the only bound", "1", "1.el8", "8.6", "", {{"1-2.el8", "", STATUS_FIXED}}, 1},
    {"an open record gives way to a fix",
     "1",
     "1.el8",
     "8.6",
     "",
     {{"", "", STATUS_AFFECTED}, {"1-2.el8", "", STATUS_FIXED}},
     2},
    {"an open record stays where the fix is out of reach", "1", "1.el8", "8.6", "", {{"", "", STATUS_WILL_NOT_FIX}}, 1},
    {"the erratum of the system's minor release decides",
     "1",
     "5.el9_1",
     "9.1",
     "",
     {{"1-6.el9_1", "1", STATUS_FIXED}, {"1-9.el9_3", "3", STATUS_FIXED}},
     1},
    {"where it has none, the next one",
     "1",
     "5.el9_2",
     "9.2",
     "",
     {{"1-4.el9_1", "1", STATUS_FIXED}, {"1-9.el9_3", "3", STATUS_FIXED}},
     2},
    {"behind all, the last one",
     "1",
     "5.el9_4",
     "9.4",
     "",
     {{"1-6.el9_1", "1", STATUS_FIXED}, {"1-9.el9_3", "3", STATUS_FIXED}},
     2},
    {"a build that has the fix of its own stream",
     "1",
     "4.el9_2.4",
     "9.4",
     "",
     {{"1-4.el9_2.4", "", STATUS_FIXED}, {"1-6.el9_3.2", "", STATUS_FIXED}},
     0},
    {"a build that has not",
     "1",
     "4.el9_2.3",
     "9.4",
     "",
     {{"1-4.el9_2.4", "", STATUS_FIXED}, {"1-6.el9_3.2", "", STATUS_FIXED}},
     3},
    {"a build without a stream is judged by all",
     "1",
     "5.el9",
     "9.4",
     "",
     {{"1-4.el9_2.4", "", STATUS_FIXED}, {"1-6.el9_3.2", "", STATUS_FIXED}},
     2},
    {"the fix of the same upstream version, not of the next",
     "1",
     "5.el9",
     "9.4",
     "",
     {{"1-4.el9", "", STATUS_FIXED}, {"2-1.el9", "", STATUS_FIXED}},
     0},
    {"the next upstream version without its fix",
     "2",
     "0.el9",
     "9.4",
     "",
     {{"1-4.el9", "", STATUS_FIXED}, {"2-1.el9", "", STATUS_FIXED}},
     2},
};

static void the_right_record_governs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_create_simple();
        struct os os = {.id = S("rhel"),
                        .said_id = S("rhel"),
                        .release = slice_head(slice_text(cases[i].os_version), 1),
                        .version_id = slice_text(cases[i].os_version),
                        .package_type = S("rpm")};
        struct inventory_package entry = {.package = {.type = S("rpm"),
                                                      .name = S("a"),
                                                      .epoch = EPOCH_ABSENT,
                                                      .version = slice_text(cases[i].version),
                                                      .release = slice_text(cases[i].release)}};
        struct advisory advisories[3];
        struct candidates list = {0};
        struct bounds_known known = {0};
        struct subject subject;
        unsigned affected = 0;
        for (size_t n = 0; n < 3; n++) {
            const struct record *record = &cases[i].records[n];
            if (!record->fixed)
                continue;
            advisories[n] = (struct advisory){.id = S("CVE-2099-1"),
                                              .distro_id = S("rhel"),
                                              .package = S("a"),
                                              .scheme = S("rpm"),
                                              .fixed_version = slice_text(record->fixed),
                                              .minor = slice_text(record->minor),
                                              .status = record->status};
            *ARENA_PUSH(arena, &list) = (struct candidate){.advisory = &advisories[n]};
        }
        subject_init(arena, &entry, &os, &subject);
        candidates_decide(&subject, &known, &list);
        for (size_t n = 0; n < list.count; n++)
            if (list.at[n].decision == DECISION_AFFECTED)
                affected |= 1u << (list.at[n].advisory - advisories);
        print_message("# %s\n", cases[i].name);
        assert_int_equal(affected, cases[i].affected);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_right_record_governs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
