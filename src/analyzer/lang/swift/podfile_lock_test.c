#include "analyzer/testing.h"

extern const struct analyzer analyzer_podfile_lock;

#define PATH "Podfile.lock"

static const struct row_case cases[] = {
    {"pods, with and without what they need", PATH,
     S_INIT("PODS:\n"
            "  - A (1.0.0)\n"
            "  - B/Sub (2.0.0):\n"
            "    - A (~> 1.0)\n"
            "DEPENDENCIES:\n"
            "  - B/Sub (~> 2)\n"),
     "package cocoapods|A||1.0.0||||||| [declared transitive]\n"
     "package cocoapods|B/Sub||2.0.0||||||| [declared direct needs=A]\n"},
    {"a pod without a version", PATH,
     S_INIT("PODS:\n"
            "  - A\n"),
     "problem malformed line 2: a pod that is not 'NAME (VERSION)'\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_podfile_lock, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_podfile_lock, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/swift/podfile_lock", tests, NULL, NULL);
}
