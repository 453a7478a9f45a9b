#include "analyzer/testing.h"

extern const struct analyzer analyzer_project_assets;

static const struct row_case cases[] = {
    {"packages and a project", "obj/project.assets.json",
     S_INIT("{\"targets\":{\"t\":{\"A/1\":{\"dependencies\":{\"B\":\"2\"}}}},\"libraries\":{\"A/"
            "1\":{\"type\":\"package\"},"
            "\"B/2\":{\"type\":\"package\"},\"P/1\":{\"type\":\"project\"},\"C\":{\"type\":\"package\"}},"
            "\"project\":{\"frameworks\":{\"net\":{\"dependencies\":{\"A\":{}}}}}}"),
     "package nuget|A||1||||||| [declared direct needs=B]\npackage nuget|B||2||||||| [declared transitive]\n"},
    {"none", "obj/project.assets.json", S_INIT("{}"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_project_assets, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_project_assets, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/project_assets", tests, NULL, NULL);
}
