#include "advisory/ecosystem.h"

#include "base/testing.h"

static void ecosystems_have_one_name(void **state)
{
    static const struct {
        struct slice name;
        const char *ecosystem;
    } cases[] = {
        {S_INIT("crates.io"), "cargo"},
        {S_INIT("PyPI"), "pypi"},
        {S_INIT("Go"), "golang"},
        {S_INIT("Packagist:https://packages.drupal.org/8"), "composer"},
        {S_INIT("GitHub Actions"), "github"},
        {S_INIT("SwiftURL"), "swift"},
        {S_INIT("Debian:12"), NULL},
        {S_INIT(""), NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct ecosystem *found = ecosystem_find(cases[i].name);
        print_message("# %.*s\n", SLICE_ARG(cases[i].name));
        assert_int_equal(found != NULL, cases[i].ecosystem != NULL);
        if (found)
            assert_string_equal(found->name, cases[i].ecosystem);
    }
}

static void names_are_folded_as_their_registry_does(void **state)
{
    static const struct {
        struct slice ecosystem, name, key;
    } cases[] = {
        {S_INIT("pypi"), S_INIT("Foo.__-Bar"), S_INIT("foo-bar")},
        {S_INIT("nuget"), S_INIT("Newtonsoft.Json"), S_INIT("newtonsoft.json")},
        {S_INIT("npm"), S_INIT("JSONStream"), S_INIT("JSONStream")},
        {S_INIT("golang"), S_INIT("github.com/BurntSushi/toml"), S_INIT("github.com/BurntSushi/toml")},
        {S_INIT("swift"), S_INIT("https://github.com/Apple/swift-nio.git"), S_INIT("github.com/apple/swift-nio")},
        {S_INIT("swift"), S_INIT("github.com/apple/swift-nio"), S_INIT("github.com/apple/swift-nio")},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice(ecosystem_key(arena, ecosystem_find(cases[i].ecosystem), cases[i].name), cases[i].key);
    arena_destroy(arena);
}

static void versions_are_read_as_packages_carry_them(void **state)
{
    static const struct {
        struct slice ecosystem, version, compared;
    } cases[] = {
        {S_INIT("golang"), S_INIT("go1.20.4"), S_INIT("1.20.4")},
        {S_INIT("golang"), S_INIT("go1.20.4 X:boringcrypto"), S_INIT("1.20.4")},
        {S_INIT("golang"), S_INIT("go1.21rc2"), S_INIT("1.21.0-rc.2")},
        {S_INIT("golang"), S_INIT("1.21.1beta1"), S_INIT("1.21.1-beta.1")},
        {S_INIT("golang"), S_INIT("v1.2.3-rc1"), S_INIT("v1.2.3-rc1")},
        {S_INIT("golang"), S_INIT("(devel)"), S_INIT("(devel)")},
        {S_INIT("golang"), S_INIT("rc1"), S_INIT("rc1")},
        {S_INIT("golang"), S_INIT("go"), S_INIT("go")},
        {S_INIT("gem"), S_INIT("1.13.3-x86_64-linux"), S_INIT("1.13.3")},
        {S_INIT("gem"), S_INIT("1.13.3-rc1"), S_INIT("1.13.3-rc1")},
        {S_INIT("gem"), S_INIT("1.13.3"), S_INIT("1.13.3")},
        {S_INIT("npm"), S_INIT("1.0.0-linux"), S_INIT("1.0.0-linux")},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice exact = test_exact(cases[i].version);
        assert_slice(ecosystem_version(arena, ecosystem_find(cases[i].ecosystem), exact), cases[i].compared);
        test_exact_free(exact);
    }
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ecosystems_have_one_name),
        cmocka_unit_test(names_are_folded_as_their_registry_does),
        cmocka_unit_test(versions_are_read_as_packages_carry_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
