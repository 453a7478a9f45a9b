#include "base/testing.h"
#include "base/text.h"
#include "report/testing.h"

static struct slice table_of(struct arena *arena, enum test_kind kind, unsigned width, bool colour)
{
    struct report_options options = test_options();

    options.width = width;
    options.colour = colour;
    return test_written(arena, format_find(S("table")), test_report(arena, kind, NULL), &options);
}

/* Lines may be longer only where a single word is. */
static void lines_fit_the_terminal(void **state)
{
    static const unsigned widths[] = {40, 80, 120, 200};

    (void)state;
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
        for (enum test_kind kind = 0; kind < TEST_KINDS; kind++) {
            struct arena *arena = arena_create_simple();
            struct slice text = table_of(arena, kind, widths[i], false), line;
            while (slice_next(&text, '\n', &line)) {
                assert_false(slice_ends(line, S(" ")));
                if (text_width(line) > widths[i] && slice_find(slice_trim(line), S(" ")) != SIZE_MAX)
                    fail_msg("width %u: '%.*s'", widths[i], SLICE_ARG(line));
            }
            arena_destroy(arena);
        }
}

static void colour_changes_nothing_else(void **state)
{
    (void)state;
    for (enum test_kind kind = 0; kind < TEST_KINDS; kind++) {
        struct arena *arena = arena_create_simple();
        struct slice plain = table_of(arena, kind, 80, false), coloured = table_of(arena, kind, 80, true);
        uint8_t *out = arena_array(arena, uint8_t, coloured.len + 1);
        size_t len = 0;
        while (coloured.len) {
            if (slice_starts(coloured, S("\x1b["))) {
                coloured = slice_skip(coloured, slice_find_byte(coloured, 'm') + 1);
                continue;
            }
            out[len++] = coloured.at[0];
            coloured = slice_skip(coloured, 1);
        }
        assert_slice(slice_of(out, len), plain);
        arena_destroy(arena);
    }
}

static void expect_all(struct slice text, const char *const *parts, size_t count)
{
    const char *missing = test_missing(text, parts, count);

    if (missing)
        fail_msg("'%s' is not there in this order in\n%.*s", missing, SLICE_ARG(text));
}

/* The order in which a person reads. */
static void verdict_comes_first_then_what_blocks(void **state)
{
    static const char *const parts[] = {
        "FAIL  registry.example.org/app:1.2\n",
        "\nBecause     of high (4), kev (1)\n",
        "\nFindings    14 in 7 of 8 packages: 4 critical, 1 high, 4 medium, 3 low, 1 negligible, 1 unknown\n",
        "4 can be fixed by an update\n",
        "besides 1 of a kernel whose headers alone are installed\n",
        "\nTarget      app.tar (docker-archive, linux/amd64)\n",
        "read without walls (--sandbox off)",
        "\nSystem      Raspbian GNU/Linux 12 (bookworm), ordinary support ended 2026-06-10, extended until "
        "2028-06-30\n",
        "Raspbian rebuilds Debian's packages in the same versions\n",
        "\nAdvisories  debian-12 of 2025-12-24, 334 days old: flaws published since are not in it\n",
        "\nWhat could not be looked at\n  no_advisory_source: the database has no advisories",
        "\n    layer 0, var/lib/dpkg/status: line 12: not a 'Key: value' field\n    what to do: update the database",
        "\n\nlibssl3:amd64, libssl3:arm64, openssl  3.0.11-1~deb12u2 → 3.0.14-1~deb12u2 (security)  from openssl\n"
        "  layer 0  ADD file:",
        "\n  critical    update        CVE-2024-5535\n  medium      fix deferred  CVE-2024-0727\n",
        "\n\n@babel/traverse  7.22.0 → 7.23.2 (security)\n  app/node_modules/@babel/traverse/package.json\n  layer 3  "
        "COPY node_modules /app/node_modules\n",
        "\n  critical    update  CVE-2023-45133 (known to be exploited)\n",
        "\n\nvim-tiny  2:9.0.1378-2  from vim\n  layer 2  RUN apt-get update",
        "\n  removed in layer 3\n",
        "\n  high        under investigation  CVE-2023-0002\n",
        "\n  low         not affected         CVE-2023-0003\n  low         has the fix          CVE-2023-0004\n",
        "\n\nlinux-libc-dev  6.1.76-1  from linux\n",
        "\n  1 flaw of the kernel, of which only headers are installed: not gated (-o json lists them)\n",
        "\nNotes\n",
        "\n  unreadable: ",
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    struct slice text = table_of(arena, TEST_FULL, 0, false);
    expect_all(text, parts, sizeof(parts) / sizeof(parts[0]));
    assert_true(slice_starts(text, S("FAIL")));
    arena_destroy(arena);
}

/* Whatever the terminal: each flaw, package and problem is there. */
static void nothing_is_hidden(void **state)
{
    static const unsigned widths[] = {0, 40, 200};

    (void)state;
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        struct arena *arena = arena_create_simple();
        const struct report *report = test_report(arena, TEST_FULL, NULL);
        struct slice text = table_of(arena, TEST_FULL, widths[i], false);
        for (size_t k = 0; k < report->findings->count; k++) {
            const struct finding *finding = &report->findings->at[k];
            if (!finding->marks.count || !slice_equal(finding->marks.at[0], S("kernel_headers")))
                assert_true(slice_find(text, finding->id) != SIZE_MAX);
            assert_true(slice_find(text, finding->package->package.name) != SIZE_MAX);
        }
        for (int code = ERROR_NONE + 1; code < ERROR_COUNT; code++)
            assert_true(slice_find(text, slice_text(problem_kind((enum error_code)code)->name)) != SIZE_MAX);
        arena_destroy(arena);
    }
}

static void packages_stand_in_columns(void **state)
{
    static const char *const parts[] = {
        "INCOMPLETE  registry.example.org/app:1.2\n\nPackages    8, 1 of them not built by the distribution, "
        "1 of them declared and not seen installed\n",
        "\ndeb  bash                5.2.15-2+b2                             amd64\n",
        "\ndeb  vim-tiny            2:9.0.1378-2                            amd64  third party  removed in layer "
        "3\n",
        "\nnpm  @babel/traverse     7.22.0  declared for prod, dev  of bash\n",
        "\nrpm  perl-IO-Socket-SSL  0:2.066-4.module+el8.3.0+6446+594cad75  noarch\n",
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    expect_all(table_of(arena, TEST_INVENTORY, 0, false), parts, sizeof(parts) / sizeof(parts[0]));
    arena_destroy(arena);
}

static void a_clean_image_is_told_shortly(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    assert_slice(table_of(arena, TEST_EMPTY, 0, false),
                 S("PASS  registry.example.org/app:1.2\n\n"
                   "Because     all was looked at; without --fail-on no finding fails\n"
                   "Findings    0 in 0 of 0 packages\n"
                   "Target      app.tar (docker-archive, linux/amd64)\n"));
    arena_destroy(arena);
}

/* "0 findings" must not be read where nobody could know. */
static void no_advisories_is_not_no_findings(void **state)
{
    struct arena *arena = arena_create_simple();
    struct report *report = test_report(arena, TEST_CLEAN, NULL);
    struct findings findings = *report->findings;
    struct report_options options = test_options();

    (void)state;
    findings.unmatched = report->inventory->counts.packages;
    report->findings = &findings;
    struct slice text = test_written(arena, format_find(S("table")), report, &options);
    assert_true(slice_find(text, S("\nFindings    unknown: the database knows nothing of 8 packages\n")) != SIZE_MAX);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_fit_the_terminal),
        cmocka_unit_test(colour_changes_nothing_else),
        cmocka_unit_test(verdict_comes_first_then_what_blocks),
        cmocka_unit_test(nothing_is_hidden),
        cmocka_unit_test(packages_stand_in_columns),
        cmocka_unit_test(a_clean_image_is_told_shortly),
        cmocka_unit_test(no_advisories_is_not_no_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
