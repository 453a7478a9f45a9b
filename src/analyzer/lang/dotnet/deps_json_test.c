#include "analyzer/testing.h"

extern const struct analyzer analyzer_deps_json;

static const struct row_case cases[] = {
    {"packages with files, of the target; a runtime pack", "app/a.deps.json",
     S_INIT("\357\273\277{\"runtimeTarget\":{\"name\":\"t\"},\"targets\":{\"t\":{"
            "\"App/1\":{\"dependencies\":{\"A\":\"1\"},\"runtime\":{\"App.dll\":{}}},"
            "\"A/1.0\":{\"runtime\":{\"a.dll\":{}},\"dependencies\":{\"B\":\"1\"}},"
            "\"B/1.0\":{},\"runtimepack.C/8\":{\"native\":{\"c.so\":{}}}}},"
            "\"libraries\":{\"App/1\":{\"type\":\"project\"},\"A/1.0\":{\"type\":\"package\"},\"B/"
            "1.0\":{\"type\":\"package\"},"
            "\"runtimepack.C/8\":{\"type\":\"runtimepack\"},\"D/"
            "2\":{\"type\":\"package\"},\"E\":{\"type\":\"package\"}}}"),
     "package nuget|A||1.0||||||| [direct needs=B]\npackage nuget|C||8||||||| [transitive]\n"
     "package nuget|D||2||||||| [transitive]\n"},
    {"a target that is not there", "a.deps.json",
     S_INIT("{\"runtimeTarget\":{\"name\":\"t\"},\"targets\":{},\"libraries\":{\"A/1\":{\"type\":\"package\"}}}"),
     "package nuget|A||1|||||||\n"},
    {"two projects side by side", "a.deps.json",
     S_INIT("{\"runtimeTarget\":{\"name\":\"t\"},\"targets\":{\"t\":{\"W/1\":{},\"X/1\":{}}},"
            "\"libraries\":{\"W/1\":{\"type\":\"project\"},\"X/1\":{\"type\":\"project\"}}}"),
     "package nuget|W||1|||||||\npackage nuget|X||1|||||||\n"},
    {"nothing of it", "a.deps.json", S_INIT("{}"), "problem malformed neither libraries nor targets\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_deps_json, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_deps_json, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/deps_json", tests, NULL, NULL);
}
