#include "base/testing.h"

#include "analyzer/lang/go/module.h"

static const struct {
    const char *path, *version;
    bool valid, fits;
} versions[] = {
    {"example.com/a", "v1.2.3", true, true},
    {"example.com/a", "v0.0.0-20200804184101-5ec99f83aff1", true, true},
    {"example.com/a", "v2.0.0+incompatible", true, true},
    {"example.com/a", "v2.0.0", true, false},
    {"example.com/a/v2", "v2.0.0-rc.1", true, true},
    {"example.com/a/v2", "v1.0.0", true, false},
    {"example.com/av2", "v1.0.0", true, true},
    {"gopkg.in/yaml.v3", "v3.0.1", true, true},
    {"gopkg.in/yaml.v3", "v2.0.1", true, false},
    {"gopkg.in/yaml.v3", "v0.0.0-20200804184101-5ec99f83aff1", true, true},
    {"example.com/a", "1.2.3", false, false},
    {"example.com/a", "v1.2", false, false},
    {"example.com/a", "v1.02.3", false, false},
    {"example.com/a", "v1.2.3-", false, false},
    {"example.com/a", "v1.2.3 x", false, false},
    {"example.com/a", "nope", false, false},
    {"example.com/a", "", false, false},
    {"v2", "v2.0.0", true, false},
};

static const struct {
    const char *text, *release;
    bool at_least_21;
} releases[] = {
    {"go1.22.4", "1.22.4", true},
    {"go1.22.4 X:rangefunc", "1.22.4", true},
    {"go1.23.6-xyz", "1.23.6", true},
    {"1.21", "1.21", true},
    {"1.20", "1.20", false},
    {"go1.22rc1", "1.22rc1", true},
    {"devel +d524e1e Sun Feb", "", false},
    {"local", "", false},
    {"default", "", false},
    {"", "", false},
    {"go1", "", false},
    {"2.0", "2.0", true},
    {"go1.18.2b7", "1.18.2", false},
    {"go1.21.0 (Red Hat 1.21.0-1.el9)", "1.21.0", true},
    {"go1.22beta2", "1.22beta2", true},
    {"go1.", "", false},
    {"1.22.", "1.22", true},
};

static void versions_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        struct slice version = test_exact(slice_text(versions[i].version));
        if (go_version_valid(version) != versions[i].valid ||
            go_version_fits(slice_text(versions[i].path), version) != versions[i].fits)
            fail_msg("%s %s", versions[i].path, versions[i].version);
        test_exact_free(version);
    }
}

static void releases_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof releases / sizeof *releases; i++) {
        struct slice text = test_exact(slice_text(releases[i].text));
        assert_slice(go_release(text), slice_text(releases[i].release));
        assert_int_equal(go_release_at_least(go_release(text), 21), releases[i].at_least_21);
        test_exact_free(text);
    }
}

static void local_paths(void **state)
{
    (void)state;
    assert_true(go_path_is_local(S("./a")));
    assert_true(go_path_is_local(S("../a")));
    assert_true(go_path_is_local(S("..")));
    assert_true(go_path_is_local(S("/src/a")));
    assert_true(go_path_is_local(S("C:\\a")));
    assert_false(go_path_is_local(S("example.com/a")));
    assert_false(go_path_is_local(S("not a local path")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(versions_hold), cmocka_unit_test(releases_hold),
                                       cmocka_unit_test(local_paths)};
    return cmocka_run_group_tests_name("analyzer/lang/go/module", tests, NULL, NULL);
}
