#include "analyzer/testing.h"

extern const struct analyzer analyzer_libman;

static const struct row_case cases[] = {
    {"providers", "libman.json",
     S_INIT("{\"defaultProvider\":\"cdnjs\",\"libraries\":[{\"library\":\"a@1\"},{\"library\":\"@s/"
            "b@2\",\"provider\":\"unpkg\"},"
            "{\"library\":\"c@3\",\"provider\":\"filesystem\"},{\"library\":\"d\"},{\"library\":\"@s/e\"},]}"),
     "package npm|a||1||||||| [declared direct]\npackage npm|@s/b||2||||||| [declared direct]\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_libman, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_libman, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/libman", tests, NULL, NULL);
}
