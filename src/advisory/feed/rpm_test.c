#include "advisory/feed/testing.h"

#include "advisory/feed/rpm.h"

static void test_file_names(void **state)
{
    static const struct {
        struct slice text;
        bool good;
        struct slice name, evr, arch;
    } cases[] = {
        {S_INIT("dump-er-2:1.2-3.el9.x86_64.rpm"), true, S_INIT("dump-er"), S_INIT("2:1.2-3.el9"), S_INIT("x86_64")},
        {S_INIT("dumper-0:1.2-3.el9.noarch.rpm"), true, S_INIT("dumper"), S_INIT("1.2-3.el9"), S_INIT("noarch")},
        {S_INIT("dumper-1.2-3.src.rpm"), true, S_INIT("dumper"), S_INIT("1.2-3"), S_INIT("src")},
        {S_INIT("dumper-1.2-3.x86_64"), false, {0}, {0}, {0}},
        {S_INIT("dumper-1.rpm"), false, {0}, {0}, {0}},
        {S_INIT("-1-2.x86_64.rpm"), false, {0}, {0}, {0}},
        {S_INIT("dumper--2.x86_64.rpm"), false, {0}, {0}, {0}},
        {S_INIT("dumper-1-.rpm"), false, {0}, {0}, {0}},
        {S_INIT(".rpm"), false, {0}, {0}, {0}},
        {S_INIT(""), false, {0}, {0}, {0}},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice text = test_exact(cases[i].text);
        struct rpm_file file;
        bool good = rpm_file_split(arena, text, &file);
        test_exact_free(text);
        if (good != cases[i].good)
            fail_msg("'%.*s': %d", SLICE_ARG(cases[i].text), good);
        if (!good)
            continue;
        assert_slice(file.name, cases[i].name);
        assert_slice(file.evr, cases[i].evr);
        assert_slice(file.arch, cases[i].arch);
    }
    arena_destroy(arena);
}

static void test_title_modules(void **state)
{
    static const struct {
        struct slice title, modules; /* joined by a blank */
    } cases[] = {
        {S_INIT(" nodejs:18 security update"), S_INIT("nodejs:18")},
        {S_INIT("virt:rhel and virt-devel:rhel security, bug fix"), S_INIT("virt:rhel virt-devel:rhel")},
        {S_INIT("pki-core:10.6, pki-deps:10.6."), S_INIT("pki-core:10.6 pki-deps:10.6")},
        {S_INIT("Important: kernel security update"), S_INIT("")},
        {S_INIT("nodejs : update, :18, a:b:c, x:(y)"), S_INIT("")},
        {S_INIT(""), S_INIT("")},
    };
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice title = test_exact(cases[i].title);
        struct slices modules = rpm_title_modules(arena, title);
        struct slice rest = cases[i].modules, module;
        size_t count = 0;
        test_exact_free(title);
        for (; slice_next(&rest, ' ', &module); count++) {
            assert_true(count < modules.count);
            assert_slice(modules.at[count], module);
        }
        assert_int_equal(modules.count, count);
    }
    arena_destroy(arena);
}

static void test_versions(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    assert_slice(rpm_evr(S("0:1-2")), S("1-2"));
    assert_slice(rpm_evr(S("10:1-2")), S("10:1-2"));
    assert_slice(rpm_evr_join(arena, S("0"), S("1"), S("2")), S("1-2"));
    assert_slice(rpm_evr_join(arena, S(""), S("1"), S("2")), S("1-2"));
    assert_slice(rpm_evr_join(arena, S("3"), S("1"), S("2")), S("3:1-2"));
    assert_true(rpm_is_modular(S("1-2.module+el8.4.0+1+f")));
    assert_true(rpm_is_modular(S("1-2.module_el8.4.0+1+f")));
    assert_false(rpm_is_modular(S("1-2.modules.el8")));
    assert_true(rpm_is_debug(S("kernel-debuginfo-common-x86_64")));
    assert_false(rpm_is_debug(S("kernel-debug")));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_file_names), cmocka_unit_test(test_title_modules),
                                       cmocka_unit_test(test_versions)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
