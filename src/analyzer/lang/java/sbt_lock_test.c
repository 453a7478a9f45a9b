#include "analyzer/testing.h"

extern const struct analyzer analyzer_sbt_lock;

static const struct row_case cases[] = {
    {"compile or runtime", "build.sbt.lock",
     S_INIT("{\"dependencies\":[{\"org\":\"g\",\"name\":\"a\",\"version\":\"1\",\"configurations\":[\"test\","
            "\"runtime\"]},"
            "{\"org\":\"g\",\"name\":\"b\",\"version\":\"1\",\"configurations\":[\"test\"]},{\"org\":\"g\"}]}"),
     "package maven|g:a||1||||||| [declared]\n"},
    {"no map", "build.sbt.lock", S_INIT("[]"), "problem malformed its root is no map of names to values\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_sbt_lock, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_sbt_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/sbt_lock", tests, NULL, NULL);
}
