#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "match/cvss.h"

static struct slice exact(struct slice s)
{
    char *copy = malloc(s.len ? s.len : 1);
    if (s.len)
        memcpy(copy, s.at, s.len);
    return slice_of(copy, s.len);
}

static void forget(struct slice s)
{
    free((void *)(uintptr_t)s.at);
}

static const struct {
    struct slice vector;
    const char *scores; /* version, base, temporal, environmental, severity */
} scored[] = {
    /* The examples of the guide to 2.0, section 3.3. */
    {S_INIT("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H"), "2.0 7.8 6.4 9.2 high"},
    {S_INIT("AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L"), "2.0 10.0 8.3 9.0 high"},
    {S_INIT("AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M"), "2.0 6.2 4.9 7.5 medium"},
    {S_INIT("AV:N/AC:L/Au:N/C:N/I:N/A:N"), "2.0 0.0 0.0 0.0 low"},
    {S_INIT("CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P"), "2.0 7.5 7.5 7.5 high"},
    {S_INIT("(AV:N/AC:M/Au:N/C:P/I:N/A:N)"), "2.0 4.3 4.3 4.3 medium"},
    /* Out of order, groups incomplete: rest not defined. */
    {S_INIT("E:U/A:P/I:P/C:P/Au:N/AC:L/AV:N"), "2.0 7.5 6.4 6.4 high"},
    /* An adjusted base score below 0 goes on as it is; the end is 0 or more. */
    {S_INIT("AV:L/AC:H/Au:M/C:P/I:N/A:N/CR:L"), "2.0 0.8 0.8 0.0 low"},
    /* An impact of 10.0008 is only cut to 10 when it is adjusted; a group of ND does not adjust. */
    {S_INIT("AV:L/AC:L/Au:N/C:C/I:C/A:C/CDP:ND/TD:ND"), "2.0 7.2 7.2 7.2 high"},
    {S_INIT("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), "3.0 9.8 9.8 9.8 critical"},
    {S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"), "3.1 10.0 10.0 10.0 critical"},
    {S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"), "3.1 6.1 6.1 6.1 medium"},
    {S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"), "3.1 0.0 0.0 0.0 none"},
    {S_INIT("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N/E:P/RL:O/RC:C"), "3.1 9.8 8.8 8.8 critical"},
    /* The one formula in which 3.0 and 3.1 differ. */
    {S_INIT("CVSS:3.0/AV:L/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/MS:C"), "3.0 9.3 9.3 9.3 critical"},
    {S_INIT("CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/MS:C"), "3.1 9.3 9.3 9.4 critical"},
    {S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N/MAV:X/MC:H/CR:H"), "3.1 5.3 5.3 9.3 medium"},
    {S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"), "4.0 9.3 9.3 9.3 critical"},
    {S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U"), "4.0 9.3 8.1 8.1 high"},
    {S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"), "4.0 10.0 10.0 10.0 critical"},
    {S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/S:P/AU:Y/R:I/V:C/RE:H/U:Red"),
     "4.0 0.0 0.0 0.0 none"},
    /* Modified metrics rate the vector, not its base score. */
    {S_INIT("CVSS:4.0/AV:P/AC:L/AT:P/PR:L/UI:P/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N/E:A/CR:L/AR:L/MAV:N/MUI:P/MVC:H/MVA:L"),
     "4.0 1.0 1.0 4.6 medium"},
    {S_INIT("CVSS:4.0/MSI:S/SA:N/SI:N/SC:N/VA:N/VI:N/VC:N/UI:N/PR:N/AT:N/AC:L/AV:N"), "4.0 0.0 0.0 8.9 high"},
    /* A mean on an exact half: 5.65 */
    {S_INIT("CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:A/VC:H/VI:N/VA:L/SC:N/SI:L/SA:L"), "4.0 5.7 5.7 5.7 medium"},
};

static void test_scores(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(scored) / sizeof(*scored); i++) {
        struct slice vector = exact(scored[i].vector);
        struct cvss cvss;
        char said[64];
        if (!cvss_parse(vector, &cvss))
            fail_msg("refused %.*s", SLICE_ARG(vector));
        snprintf(said, sizeof(said), "%s %.1f %.1f %.1f %s", cvss_version_name(cvss.version), cvss.base, cvss.temporal,
                 cvss.environmental, cvss_severity_name(cvss.severity));
        if (strcmp(said, scored[i].scores) != 0)
            fail_msg("%.*s: said %s, not %s", SLICE_ARG(vector), said, scored[i].scores);
        forget(vector);
    }
}

static const struct slice refused[] = {
    S_INIT(""),
    S_INIT("/"),
    S_INIT(":"),
    S_INIT("("),
    S_INIT("()"),
    S_INIT("9.8"),
    S_INIT("CVSS:3.1"),
    S_INIT("CVSS:3.1/"),
    S_INIT("CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H"),             /* no A */
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/"),        /* an empty field */
    S_INIT("CVSS:3.1//AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),        /* an empty field */
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H"),     /* twice */
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:X/E:X"), /* twice */
    S_INIT("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),         /* X only where optional */
    S_INIT("CVSS:3.1/AV:n/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),         /* case */
    S_INIT("CVSS:3.1/AV/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),           /* no value */
    S_INIT("CVSS:3.1/AV:/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),          /* no value */
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:ND"),    /* a value of 2.0 */
    S_INIT(" CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),        /* blank */
    S_INIT("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n"),       /* blank */
    S_INIT("(CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H)"),       /* parentheses are for 2.0 */
    S_INIT("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),                  /* 3.x without prefix */
    S_INIT("AV:N/AC:L/Au:N/C:C/I:C/A:C/"),
    S_INIT("(AV:N/AC:L/Au:N/C:C/I:C/A:C"),
    S_INIT("AV:N/AC:L/AU:N/C:C/I:C/A:C"),
    S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:S/SA:H"), /* S only as a modified value */
    S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MSC:S"),
    S_INIT("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/U:clear"),
};

static void test_what_is_no_vector_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        struct slice vector = exact(refused[i]);
        struct cvss cvss, before;
        memset(&cvss, 0x5a, sizeof(cvss));
        before = cvss;
        if (cvss_parse(vector, &cvss))
            fail_msg("accepted %.*s", SLICE_ARG(vector));
        assert_memory_equal(&cvss, &before, sizeof(cvss));
        forget(vector);
    }
}

static void check_bounds(struct slice vector)
{
    struct cvss cvss;

    if (!cvss_parse(vector, &cvss))
        return;
    assert_true(cvss.base >= 0 && cvss.base <= 10);
    assert_true(cvss.temporal >= 0 && cvss.temporal <= 10);
    assert_true(cvss.environmental >= 0 && cvss.environmental <= 10);
}

static void test_damaged_vectors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(scored) / sizeof(*scored); i++) {
        struct slice vector = scored[i].vector;
        for (size_t at = 0; at < vector.len; at++) {
            struct slice cut = exact(slice_head(vector, at)), flipped = exact(vector);
            check_bounds(cut);
            for (unsigned bit = 0; bit < 8; bit++) {
                ((uint8_t *)(uintptr_t)flipped.at)[at] ^= (uint8_t)(1u << bit);
                check_bounds(flipped);
                ((uint8_t *)(uintptr_t)flipped.at)[at] ^= (uint8_t)(1u << bit);
            }
            forget(cut);
            forget(flipped);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_what_is_no_vector_changes_nothing),
        cmocka_unit_test(test_damaged_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
