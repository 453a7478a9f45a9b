#include "analyzer/testing.h"

extern const struct analyzer analyzer_nuspec;

static const struct row_case cases[] = {
    {"unpacked by NuGet", "root/.dotnet/tools/.store/a.b/1.0/a.b/1.0/A.B.nuspec",
     S_INIT("<package xmlns='x'><metadata><id>A.B</id><version>1.0</version></metadata></package>"),
     "package nuget|A.B||1.0|||||||\n"},
    {"in a source tree", "src/a.nuspec",
     S_INIT("<package><metadata><id>A</id><version>1</version></metadata></package>"),
     "package nuget|A||1||||||| [declared]\n"},
    {"to be filled in", "src/a.nuspec",
     S_INIT("<package><metadata><id>$id$</id><version>1</version></metadata></package>"), ""},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_nuspec, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_nuspec, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/nuspec", tests, NULL, NULL);
}
