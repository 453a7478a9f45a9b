#include "base/testing.h"

#include "advisory/advisory.h"

static void test_severity_words(void **state)
{
    static const struct {
        struct slice word;
        enum severity severity;
    } cases[] = {
        {S_INIT("CRITICAL"), SEVERITY_CRITICAL},
        {S_INIT("Important"), SEVERITY_HIGH},
        {S_INIT("high"), SEVERITY_HIGH},
        {S_INIT("MODERATE"), SEVERITY_MEDIUM},
        {S_INIT("Medium"), SEVERITY_MEDIUM},
        {S_INIT("low**"), SEVERITY_LOW},
        {S_INIT(" low "), SEVERITY_LOW},
        {S_INIT("unimportant"), SEVERITY_NEGLIGIBLE},
        {S_INIT("negligible"), SEVERITY_NEGLIGIBLE},
        {S_INIT("not yet assigned"), SEVERITY_UNKNOWN},
        {S_INIT("untriaged"), SEVERITY_UNKNOWN},
        {S_INIT("none"), SEVERITY_UNKNOWN},
        {S_INIT("end-of-life"), SEVERITY_UNKNOWN},
        {S_INIT(""), SEVERITY_UNKNOWN},
        {S_INIT("***"), SEVERITY_UNKNOWN},
        {S_INIT("highest"), SEVERITY_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (severity_of(cases[i].word) != cases[i].severity)
            fail_msg("'%.*s'", SLICE_ARG(cases[i].word));
    assert_string_equal(severity_name(SEVERITY_NEGLIGIBLE), "negligible");
    assert_string_equal(severity_name((enum severity)99), "unknown");
}

static void test_keys(void **state)
{
    static const struct {
        struct slice ecosystem, package, key;
    } cases[] = {
        {S_INIT("pypi"), S_INIT("Foo.Bar__baz-"), S_INIT("foo-bar-baz-")},
        {S_INIT("composer"), S_INIT("Vendor/Name_x"), S_INIT("vendor/name_x")},
        {S_INIT("nuget"), S_INIT("Newtonsoft.Json"), S_INIT("newtonsoft.json")},
        {S_INIT("npm"), S_INIT("JSONStream"), S_INIT("JSONStream")},
        {S_INIT(""), S_INIT("Foo_Bar"), S_INIT("Foo_Bar")},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice(advisory_key(arena, cases[i].ecosystem, cases[i].package), cases[i].key);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_severity_words), cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
