#include "report/group.h"

#include "base/testing.h"
#include "report/testing.h"

struct grouped {
    struct arena *arena;
    struct report *report;
    struct block *blocks;
    size_t count;
};

static struct grouped grouped(struct report_options options)
{
    struct grouped g = {.arena = arena_create_simple()};

    g.report = test_report(g.arena, TEST_FULL, NULL);
    g.count = group_findings(g.arena, g.report, &options, &g.blocks);
    return g;
}

static struct report_options affected_only(void)
{
    struct report_options options = test_options();

    options.show_all = false;
    return options;
}

/* By their first package: those of one source and version that share all findings are one, the worst is first. */
static void packages_of_one_source_are_one_block(void **state)
{
    static const struct {
        const char *name;
        size_t packages, findings;
        enum severity worst;
        bool kernel_headers;
    } expected[] = {
        {"libssl3", 3, 2, SEVERITY_CRITICAL, false},          {"@babel/traverse", 1, 1, SEVERITY_CRITICAL, false},
        {"perl-IO-Socket-SSL", 1, 1, SEVERITY_MEDIUM, false}, {"bash", 1, 2, SEVERITY_LOW, false},
        {"vim-tiny", 1, 1, SEVERITY_UNKNOWN, false},          {"linux-libc-dev", 1, 1, SEVERITY_HIGH, true},
    };
    struct grouped g = grouped(affected_only());

    (void)state;
    assert_int_equal(g.count, sizeof(expected) / sizeof(expected[0]));
    for (size_t i = 0; i < g.count; i++) {
        assert_slice(g.blocks[i].packages[0]->package.name, slice_text(expected[i].name));
        assert_int_equal(g.blocks[i].package_count, expected[i].packages);
        assert_int_equal(g.blocks[i].finding_count, expected[i].findings);
        assert_int_equal(g.blocks[i].worst, expected[i].worst);
        assert_int_equal(g.blocks[i].kernel_headers, expected[i].kernel_headers);
    }
    arena_destroy(g.arena);
}

static void findings_stand_by_severity_then_id(void **state)
{
    struct grouped g = grouped(test_options());

    (void)state;
    for (size_t i = 0; i < g.count; i++)
        for (size_t k = 1; k < g.blocks[i].finding_count; k++) {
            const struct finding *a = g.blocks[i].findings[k - 1], *b = g.blocks[i].findings[k];
            assert_true(a->severity > b->severity || (a->severity == b->severity && slice_compare(a->id, b->id) < 0));
        }
    arena_destroy(g.arena);
}

static void only_what_is_shown_counts(void **state)
{
    struct report_options options = affected_only();

    (void)state;
    options.severities = 1u << SEVERITY_LOW;
    struct grouped low = grouped(options);
    assert_int_equal(low.count, 1);
    assert_int_equal(low.blocks[0].finding_count, 1);
    arena_destroy(low.arena);
    options.severities = UINT32_MAX;
    options.only_fixed = true;
    struct grouped fixed = grouped(options);
    assert_int_equal(fixed.count, 3);
    arena_destroy(fixed.arena);
}

/* Any difference that a reader would see keeps packages apart. */
static void what_differs_is_not_one_block(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report_options options = affected_only();
    struct block *blocks;

    (void)state;
    for (size_t what = 0; what < 6; what++) {
        struct report *report = test_report(arena, TEST_FULL, NULL);
        struct inventory_package *package = &report->inventory->packages[4]; /* openssl */
        struct finding *finding = NULL;
        for (size_t i = 0; i < report->findings->count; i++)
            if (report->findings->at[i].package == package)
                finding = &report->findings->at[i];
        switch (what) {
        case 0: package->layer = 2; break;
        case 1: package->package.version = S("3.0.12"); break;
        case 2: package->package.source_name = S("libressl"); break;
        case 3: finding->severity = SEVERITY_LOW; break;
        case 4: finding->gated = !finding->gated; break; /* linux-perf beside linux-libc-dev */
        default: finding->fix.channel = S("esm"); break;
        }
        assert_int_equal(group_findings(arena, report, &options, &blocks), 7);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packages_of_one_source_are_one_block),
        cmocka_unit_test(findings_stand_by_severity_then_id),
        cmocka_unit_test(only_what_is_shown_counts),
        cmocka_unit_test(what_differs_is_not_one_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
