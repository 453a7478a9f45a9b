#include "base/testing.h"

#include "advisory/cve.h"

static void test_codes(void **state)
{
    static const struct {
        struct slice id;
        bool numbered;
    } cases[] = {
        {S_INIT("CVE-1999-0001"), true},
        {S_INIT("CVE-2024-0727"), true},
        {S_INIT("CVE-2024-12345"), true},
        {S_INIT("CVE-2025-1999047"), true},
        {S_INIT("CVE-2199-16777215"), true},
        {S_INIT("CVE-2025-16777216"), false},
        {S_INIT("CVE-2024-727"), false},
        {S_INIT("CVE-2024-00727"), false},
        {S_INIT("CVE-1989-0001"), false},
        {S_INIT("CVE-2200-0001"), false},
        {S_INIT("CVE-2024_0001"), false},
        {S_INIT("cve-2024-0001"), false},
        {S_INIT("CVE-2024-0001 "), false},
        {S_INIT("CVE-2024-"), false},
        {S_INIT("CVE-"), false},
        {S_INIT(""), false},
        {S_INIT("CVE-20a4-0001"), false},
        {S_INIT("CVE-2024-123456789"), false},
        {S_INIT("CVE-2024-99999999999999999999"), false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice exact = test_exact(cases[i].id);
        uint8_t text[CVE_TEXT_MAX];
        uint32_t code = 0;
        if (cve_code(exact, &code) != cases[i].numbered)
            fail_msg("'%.*s'", SLICE_ARG(exact));
        if (cases[i].numbered)
            assert_slice(slice_of(text, cve_write(code, text)), exact);
        test_exact_free(exact);
    }
}

static void test_order(void **state)
{
    static const struct slice ids[] = {S_INIT("CVE-1999-9999"), S_INIT("CVE-2000-0001"), S_INIT("CVE-2000-0002"),
                                       S_INIT("CVE-2000-10000"), S_INIT("CVE-2001-0001")};
    uint32_t before = 0, code;

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_true(cve_code(ids[i], &code));
        assert_true(code > before);
        before = code;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_codes), cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
