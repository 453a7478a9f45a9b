#include "analyzer/testing.h"

extern const struct analyzer analyzer_gradle_verification;

static const struct row_case cases[] = {
    {"components", "gradle/verification-metadata.xml",
     S_INIT(
         "<verification-metadata xmlns='x'><components><component group='g' name='a' version='1'><artifact name='a'/>"
         "</component><component name='b' version='2'/></components></verification-metadata>"),
     "package maven|g:a||1||||||| [declared]\npackage maven|b||2||||||| [declared]\n"},
    {"another document", "verification-metadata.xml", S_INIT("<x><component group='g' name='a' version='1'/></x>"), ""},
    {"cut", "verification-metadata.xml", S_INIT("<verification-metadata>"),
     "problem malformed line 1: no element found\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_gradle_verification, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_gradle_verification, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/gradle_verification", tests, NULL, NULL);
}
