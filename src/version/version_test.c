#include "version/testing/order.h"

static void test_schemes_are_found_by_all_their_names(void **state)
{
    size_t rows = 0;

    (void)state;
    for (; version_scheme_at(rows); rows++) {
        const struct version_scheme *scheme = version_scheme_at(rows);
        assert_ptr_equal(version_scheme(slice_text(scheme->name)), scheme);
        for (const char *const *also = scheme->also; also && *also; also++)
            assert_ptr_equal(version_scheme(slice_text(*also)), scheme);
    }
    assert_int_equal(rows, 26);
    assert_ptr_equal(version_scheme(S("dpkg")), version_scheme(S("deb")));
    assert_null(version_scheme(S("")));
    assert_null(version_scheme(S("de")));
    assert_null(version_scheme(S("debx")));
    assert_null(version_scheme_at(SIZE_MAX));
}

static const struct {
    struct slice scheme, clause, version;
    enum version_answer answer;
} ranges[] = {
    {S_INIT("deb"), S_INIT(""), S_INIT("1.0"), VERSION_YES},
    {S_INIT("deb"), S_INIT(" , "), S_INIT("1.0"), VERSION_YES},
    {S_INIT("deb"), S_INIT(""), S_INIT("x"), VERSION_INVALID},
    {S_INIT("deb"), S_INIT(">=1.0, <1.2"), S_INIT("1.0"), VERSION_YES},
    {S_INIT("deb"), S_INIT(">=1.0, <1.2"), S_INIT("1.1-1"), VERSION_YES},
    {S_INIT("deb"), S_INIT(">=1.0,<1.2"), S_INIT("1.2"), VERSION_NO},
    {S_INIT("deb"), S_INIT(">=1.0 <1.2"), S_INIT("1.2~rc1"), VERSION_YES},
    {S_INIT("deb"), S_INIT("< 1.2"), S_INIT("1.1"), VERSION_YES},
    {S_INIT("deb"), S_INIT("\t<\t1.2\n>\r\n1.0"), S_INIT("1.1"), VERSION_YES},
    {S_INIT("deb"), S_INIT("1.2"), S_INIT("1.2-0"), VERSION_YES},
    {S_INIT("deb"), S_INIT("=1.2"), S_INIT("1.2"), VERSION_YES},
    {S_INIT("deb"), S_INIT("==1.2"), S_INIT("1.3"), VERSION_NO},
    {S_INIT("deb"), S_INIT("!=1.2"), S_INIT("1.2"), VERSION_NO},
    {S_INIT("deb"), S_INIT("!=1.2"), S_INIT("1.3"), VERSION_YES},
    {S_INIT("deb"), S_INIT("<=1.2 >1.2"), S_INIT("1.2"), VERSION_NO},
    {S_INIT("deb"), S_INIT(">1.2, <x"), S_INIT("1.0"), VERSION_INVALID}, /* also behind a comparison that fails */
    {S_INIT("deb"), S_INIT("<"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("deb"), S_INIT("<,1.2"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("deb"), S_INIT("<<1.2"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("rpm"), S_INIT("<<1.2"), S_INIT("1.0"), VERSION_INVALID}, /* "<1.2" is not read as a version */
    {S_INIT("rpm"), S_INIT("!1.2"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("rpm"), S_INIT("=>1.2"), S_INIT("1.0"), VERSION_INVALID},
    {S_INIT("rpm"), S_INIT("<0:1.0-5.el9"), S_INIT("1.0-4.el9"), VERSION_YES},
    {S_INIT("semver"), S_INIT(">=0.0.0-0"), S_INIT("v1.0.0"), VERSION_YES},
    {S_INIT("semver"), S_INIT("<2"), S_INIT("1.0.0"), VERSION_INVALID},
    {S_INIT("apk"), S_INIT("<6.6.2p1-r1"), S_INIT("6.6.2p1-r0"), VERSION_YES},
    {S_INIT("apk"), S_INIT("<1.0-r1"), S_INIT(""), VERSION_INVALID},
};

static void test_ranges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        struct slice clause = order_exact(ranges[i].clause), version = order_exact(ranges[i].version);
        enum version_answer answer = version_range(version_scheme(ranges[i].scheme), clause, version);
        if (answer != ranges[i].answer)
            fail_msg("%.*s '%.*s' %.*s: said %d", SLICE_ARG(ranges[i].scheme), SLICE_ARG(clause), SLICE_ARG(version),
                     answer);
        order_free(clause);
        order_free(version);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schemes_are_found_by_all_their_names),
        cmocka_unit_test(test_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
