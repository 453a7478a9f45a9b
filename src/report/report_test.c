/* Every row of the format table, over reports that are made up and over hostile texts in all their members. */
#include "report/testing.h"

#include "base/testing.h"

struct planted {
    struct arena *arena;
    size_t next, step;
};

static struct slice planted_text(void *context, const char *usual)
{
    struct planted *planted = context;
    struct slice text = test_hostile(planted->arena, planted->next);

    (void)usual;
    planted->next += planted->step;
    return text;
}

static void check(const struct format *format, const struct report *report, const struct report_options *options,
                  const char *what, size_t index)
{
    struct arena *arena = arena_create_simple();
    struct slice written = test_written(arena, format, report, options);
    const char *wrong = test_check(format, written, options->colour);

    if (wrong)
        fail_msg("%s: %s %zu: %s\n%.*s", format->name, what, index, wrong, SLICE_ARG(written));
    arena_destroy(arena);
}

/* Where a terminal ends, colour, what is shown. */
static void check_options(const struct format *format, const struct report *report, const char *what, size_t index)
{
    static const unsigned widths[] = {0, 1, 40, 80, 200};
    struct report_options options = test_options();

    for (size_t i = index % 2; i < sizeof(widths) / sizeof(widths[0]); i += 2) {
        options.width = widths[i];
        options.colour = i > 1;
        options.only_fixed = i == 4;
        options.show_all = i != 3;
        check(format, report, &options, what, index);
    }
}

static bool allowed(const struct format *format, const struct report *report)
{
    return report->findings || format->inventory_only_too;
}

static void every_kind_of_report_is_written(void **state)
{
    (void)state;
    for (enum test_kind kind = 0; kind < TEST_KINDS; kind++) {
        struct arena *arena = arena_create_simple();
        const struct report *report = test_report(arena, kind, NULL);
        for (size_t i = 0; format_at(i); i++)
            if (allowed(format_at(i), report))
                check_options(format_at(i), report, "kind", kind);
        arena_destroy(arena);
    }
}

/* The same text everywhere, then all of them mixed: step 0 stays with one. */
static void hostile_texts_do_no_harm(void **state)
{
    (void)state;
    for (size_t n = 0; n < 2 * test_hostile_count(); n++) {
        struct arena *arena = arena_create_simple();
        struct planted planted = {arena, n, n < test_hostile_count() ? 0 : 1};
        struct test_texts texts = {planted_text, &planted};
        const struct report *report = test_report(arena, n % 5 ? TEST_FULL : TEST_INVENTORY, &texts);
        for (size_t i = 0; format_at(i); i++)
            if (allowed(format_at(i), report))
                check_options(format_at(i), report, "hostile", n);
        arena_destroy(arena);
    }
}

static void equal_reports_give_equal_bytes(void **state)
{
    struct report_options options = test_options();

    (void)state;
    for (size_t i = 0; format_at(i); i++) {
        struct arena *one = arena_create_simple(), *other = arena_create_simple();
        arena_take(other, 12345, 1, 1); /* at other addresses */
        struct slice a = test_written(one, format_at(i), test_report(one, TEST_FULL, NULL), &options);
        struct slice b = test_written(other, format_at(i), test_report(other, TEST_FULL, NULL), &options);
        assert_slice(a, b);
        arena_destroy(one);
        arena_destroy(other);
    }
}

static void rows_are_found_by_name(void **state)
{
    size_t count = 0;

    (void)state;
    for (; format_at(count); count++) {
        assert_ptr_equal(format_find(slice_text(format_at(count)->name)), format_at(count));
        assert_true(strlen(format_at(count)->about) > 0);
    }
    assert_true(count >= 6);
    assert_null(format_find(S("")));
    assert_null(format_find(S("tabl")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_report_is_written),
        cmocka_unit_test(hostile_texts_do_no_harm),
        cmocka_unit_test(equal_reports_give_equal_bytes),
        cmocka_unit_test(rows_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
