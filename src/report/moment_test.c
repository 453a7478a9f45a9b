#include "report/moment.h"

#include "base/testing.h"

static void times_are_written_in_utc(void **state)
{
    static const struct {
        const char *text, *utc;
    } cases[] = {
        {"2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z"},
        {"2026-01-02T03:04:05.678901Z", "2026-01-02T03:04:05Z"},
        {"2026-01-02T03:04:05z", "2026-01-02T03:04:05Z"},
        {"2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05Z"},
        {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"},
        {"2024-02-28T23:30:00-01:00", "2024-02-29T00:30:00Z"},
        {"2025-02-28T23:30:00.1-01:00", "2025-03-01T00:30:00Z"},
        {"2025-12-31T23:30:00-00:30", "2026-01-01T00:00:00Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
        {"0001-01-01T00:00:00+00:01", ""},
        {"9999-12-31T23:59:60-23:59", ""},
        {"1980-01-01T00:00:01Z", "1980-01-01T00:00:01Z"},
        {"2023-02-29T00:00:00Z", ""},
        {"2024-13-01T00:00:00Z", ""},
        {"2024-00-01T00:00:00Z", ""},
        {"2024-01-01T24:00:00Z", ""},
        {"2024-01-01T00:60:00Z", ""},
        {"0000-01-01T00:00:00Z", ""},
        {"2024-01-01T00:00:00", ""},
        {"2024-01-01T00:00:00.Z", ""},
        {"2024-01-01T00:00:00+24:00", ""},
        {"2024-01-01T00:00:00+0100", ""},
        {"2024-01-01T00:00:00Zx", ""},
        {"2024-01-01 00:00:00Z", ""},
        {"", ""},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct slice exact = test_exact(slice_text(cases[i].text));
        assert_slice(moment_utc(arena, exact), slice_text(cases[i].utc));
        for (size_t len = 0; cases[i].utc[0] && len < exact.len; len++) {
            struct slice cut = test_exact(slice_head(exact, len));
            assert_int_equal(moment_utc(arena, cut).len, 0);
            test_exact_free(cut);
        }
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

static void days_are_days(void **state)
{
    (void)state;
    assert_slice(moment_day(S("2026-01-02T03:04:05Z")), S("2026-01-02"));
    assert_slice(moment_day(S("2024-02-29")), S("2024-02-29"));
    assert_slice(moment_day(S("2023-02-29")), S(""));
    assert_slice(moment_day(S("2023-02-2")), S(""));
    assert_slice(moment_day(S("soon")), S(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_written_in_utc),
        cmocka_unit_test(days_are_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
