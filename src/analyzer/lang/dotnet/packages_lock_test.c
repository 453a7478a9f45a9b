#include "analyzer/testing.h"

extern const struct analyzer analyzer_packages_lock;

static const struct row_case cases[] = {
    {"direct, transitive, a project", "packages.lock.json",
     S_INIT(
         "{\"dependencies\":{\"net6.0\":{\"A\":{\"type\":\"Direct\",\"resolved\":\"1\",\"dependencies\":{\"B\":\"1\"}},"
         "\"B\":{\"type\":\"Transitive\",\"resolved\":\"2\"},\"P\":{\"type\":\"Project\"}}}}"),
     "package nuget|A||1||||||| [declared direct needs=B]\npackage nuget|B||2||||||| [declared transitive]\n"},
    {"none", "packages.lock.json", S_INIT("{\"dependencies\":{}}"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_packages_lock, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_packages_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/packages_lock", tests, NULL, NULL);
}
