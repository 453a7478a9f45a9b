#include "base/testing.h"

#include "analyzer/binary/search.h"

static const struct {
    const char *pattern;
    struct slice text;
    bool found;
    const char *version;
} cases[] = {
    {"curl/<#.#.#>", S_INIT("libcurl/8.5.0 curl/7.88.1"), true, "8.5.0"},
    {"curl/<#.#.#>", S_INIT("curl/8.5"), false, ""},
    {"curl/<#.#.#>", S_INIT(""), false, ""},
    {"@<1.#.#>@",
     S_INIT("1.2.3\0"
            "1.4.5x\0"
            "1.60.7\0"),
     true, "1.60.7"},
    {"<#.#.#>~tcmalloc", S_INIT("x7.0.28\0\0\0\0tcmalloc"), true, "7.0.28"},
    {"<#.#>(a|b)?c", S_INIT("1.2bc"), true, "1.2"},
    {"<#.#(-beta%|-test)?>@", S_INIT("1.2-beta7\0"), true, "1.2-beta7"},
    {"<#.#(-beta%|-test)?>@", S_INIT("1.2-alpha7\0"), false, ""},
    {"[^0-9]<#.#.#>[a-z0-9]{12}-#",
     S_INIT("\0"
            "6.0.16964eac4733d9-1673"),
     true, "6.0.16"},
    {"a${0,4}<#>", S_INIT("a1234567"), true, "567"},
    {"a${0,4}<#>", S_INIT("axxxxx1"), false, ""},
    {"v<#(.#)+>", S_INIT("v1 v1.2.3.4"), true, "1.2.3.4"},
    {"BusyBox^+v<#.#.#>", S_INIT("BusyBox \tv1.36.1 (2023)"), true, "1.36.1"},
    {"\\<<[^\\>]+>\\>", S_INIT("<a>"), true, "a"},
    {"[\\x80-\\xff]$?<%.%>",
     S_INIT("\xff"
            "a1.2"),
     true, "1.2"},
    {"x[@a]<%>",
     S_INIT("x\0"
            "1"),
     true, "1"},
    {"openjdk", S_INIT("\0openjdk\0"), true, ""},
};

static void patterns_match(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct slice text = test_exact(cases[i].text), version;
        const struct pattern *pattern = pattern_compile(arena, slice_text(cases[i].pattern));
        if (pattern_match(pattern, text, false, arena, &version) != cases[i].found ||
            !slice_equal(version, slice_text(cases[i].version)))
            fail_msg("%s: '%.*s'", cases[i].pattern, SLICE_ARG(version));
        test_exact_free(text);
        arena_destroy(arena);
    }
}

static void all_of_a_name(void **state)
{
    struct arena *arena = arena_create_simple();
    const struct pattern *pattern = pattern_compile(arena, S("python<#(.#)+>"));
    struct slice version;

    (void)state;
    assert_true(pattern_match(pattern, S("python3.11"), true, arena, &version));
    assert_slice(version, S("3.11"));
    assert_false(pattern_match(pattern, S("python3.11-config"), true, arena, &version));
    assert_false(pattern_match(pattern, S("xpython3.11"), true, arena, &version));
    arena_destroy(arena);
}

/* Wherever it lies: within a window, over the seam of two, at the end. */
static void streams_of_any_length(void **state)
{
    static const size_t sizes[] = {0, 131071, 131072, 131080, 300001};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t piece = 1000; piece <= 131072; piece *= 131) {
            struct arena *arena = arena_create_simple();
            struct search search = search_create(arena);
            size_t len = sizes[i] + 40;
            uint8_t *bytes = malloc(len);
            memset(bytes, '.', len);
            memcpy(bytes + sizes[i],
                   "Erlang/OTP\0\0\0"
                   "27.0\0 node.js/v19.2.0",
                   35);
            struct test_source source = test_source(slice_of(bytes, len), piece);
            struct reader reader = reader_from(&source.source, arena);
            struct error error;
            struct slice version;
            size_t first = search_add(&search, S("Erlang/OTP${1,150}~<#.#>@")),
                   second = search_add(&search, S("node.js/v<#.#.#>")), third = search_add(&search, S("nothing <#>"));
            assert_true(search_run(&search, &reader, &error));
            assert_true(search_found(&search, first, &version));
            assert_slice(version, S("27.0"));
            assert_true(search_found(&search, second, &version));
            assert_slice(version, S("19.2.0"));
            assert_false(search_found(&search, third, &version));
            reader_close(&reader);
            free(source.chunk);
            free(bytes);
            arena_destroy(arena);
        }
    }
}

static void a_file_made_of_candidates_is_told(void **state)
{
    struct arena *arena = arena_create_simple();
    struct search search = search_create(arena);
    size_t len = 64 * 1024;
    uint8_t *bytes = malloc(len);
    struct error error;

    (void)state;
    search.most = 5 * 1000 * 1000;
    for (size_t i = 0; i < len; i++)
        bytes[i] = (uint8_t) "\0"
                             "1.2"[i % 4];
    struct reader reader = reader_over(slice_of(bytes, len));
    search_add(&search, S("@<#.#>${0,2000}never"));
    search_add(&search, S("1.2${0,2000}never"));
    assert_false(search_run(&search, &reader, &error));
    assert_int_equal(error.code, ERROR_LIMIT);
    free(bytes);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(patterns_match), cmocka_unit_test(all_of_a_name),
                                       cmocka_unit_test(streams_of_any_length),
                                       cmocka_unit_test(a_file_made_of_candidates_is_told)};
    return cmocka_run_group_tests_name("analyzer/binary/pattern", tests, NULL, NULL);
}
