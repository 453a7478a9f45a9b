#include "base/path.h"
#include "base/testing.h"

static void normalised(void **state)
{
    (void)state;
    static const struct {
        struct slice name, path;
    } cases[] = {
        {S_INIT(""), S_INIT("")},
        {S_INIT("/"), S_INIT("")},
        {S_INIT("."), S_INIT("")},
        {S_INIT("./"), S_INIT("")},
        {S_INIT(".."), S_INIT("")},
        {S_INIT("a"), S_INIT("a")},
        {S_INIT("./a/b/"), S_INIT("a/b")},
        {S_INIT("//a///b//"), S_INIT("a/b")},
        {S_INIT("a/./b/."), S_INIT("a/b")},
        {S_INIT("a/../b"), S_INIT("b")},
        {S_INIT("a/b/../../../c"), S_INIT("c")},
        {S_INIT("../../etc/x"), S_INIT("etc/x")},
        {S_INIT("a/.."), S_INIT("")},
        {S_INIT("a/..b/...c/.d"), S_INIT("a/..b/...c/.d")},
        {S_INIT("a\\b/\xff\n"), S_INIT("a\\b/\xff\n")},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct slice name = test_exact(cases[i].name), path;
        uint8_t *out = malloc(name.len ? name.len : 1);
        assert_true(path_normalise(name, out, &path));
        assert_slice(path, cases[i].path);
        assert_true(path_normalise(name, (uint8_t *)(uintptr_t)name.at, &path)); /* onto itself */
        assert_slice(path, cases[i].path);
        free(out);
        test_exact_free(name);
    }
}

static void refused(void **state)
{
    (void)state;
    static uint8_t name[2 * PATH_LEN_MAX], out[2 * PATH_LEN_MAX];
    struct slice path;

    assert_false(path_normalise(S("a\0b"), out, &path));
    memset(name, 'a', sizeof(name));
    assert_true(path_normalise(slice_of(name, PATH_LEN_MAX), out, &path));
    assert_false(path_normalise(slice_of(name, PATH_LEN_MAX + 1), out, &path));
    memcpy(name + PATH_LEN_MAX + 1, "/../b", 5); /* what is too long may go again */
    assert_true(path_normalise(slice_of(name, PATH_LEN_MAX + 6), out, &path));
    assert_slice(path, S("b"));
}

static void parts(void **state)
{
    (void)state;
    struct arena *arena = arena_create_simple();

    assert_slice(path_base(S("a/b")), S("b"));
    assert_slice(path_base(S("b")), S("b"));
    assert_slice(path_folder(S("a/b/c")), S("a/b"));
    assert_slice(path_folder(S("c")), S(""));
    assert_true(path_within(S("a/b"), S("a")));
    assert_true(path_within(S("a/b"), S("")));
    assert_false(path_within(S("a/b"), S("a/b")));
    assert_false(path_within(S("a/b"), S("a/bc")));
    assert_false(path_within(S("a/bc"), S("a/b")));
    assert_slice(path_join(arena, S(""), S("x")), S("x"));
    assert_slice(path_join(arena, S("a/b"), S("x")), S("a/b/x"));
    arena_destroy(arena);
}

static void links(void **state)
{
    (void)state;
    static const struct {
        struct slice link, target, path;
    } cases[] = {
        {S_INIT("var/lib/rpm"), S_INIT("../../usr/lib/sysimage/rpm"), S_INIT("usr/lib/sysimage/rpm")},
        {S_INIT("var/lib/rpm"), S_INIT("/usr/lib/sysimage/rpm"), S_INIT("usr/lib/sysimage/rpm")},
        {S_INIT("etc/os-release"), S_INIT("../usr/lib/os-release"), S_INIT("usr/lib/os-release")},
        {S_INIT("bin"), S_INIT("usr/bin"), S_INIT("usr/bin")},
        {S_INIT("a/b"), S_INIT("c"), S_INIT("a/c")},
        {S_INIT("a"), S_INIT("../../../x"), S_INIT("x")},
        {S_INIT("a/b"), S_INIT(""), S_INIT("a")},
    };
    struct arena *arena = arena_create_simple();
    struct slice path;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        assert_true(path_link(arena, cases[i].link, cases[i].target, &path));
        assert_slice(path, cases[i].path);
    }
    assert_false(path_link(arena, S("a"), S("x\0"), &path));
    assert_false(path_link(arena, S("a"), arena_format(arena, "%*s", 3 * PATH_LEN_MAX, "x"), &path));
    assert_false(path_link(arena, S("a"), arena_format(arena, "%*s", PATH_LEN_MAX + 1, "x"), &path));
    arena_destroy(arena);
}

static void hash_is_the_same_everywhere(void **state)
{
    (void)state;
    struct path_hash a = path_hash(S("usr/bin/env")), b = path_hash(S("usr/bin/enw"));
    static const uint8_t expected[4] = {0xda, 0xb7, 0x20, 0xfa};

    assert_memory_not_equal(a.bytes, b.bytes, 16);
    assert_memory_equal(a.bytes, expected, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normalised),
        cmocka_unit_test(refused),
        cmocka_unit_test(parts),
        cmocka_unit_test(links),
        cmocka_unit_test(hash_is_the_same_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
