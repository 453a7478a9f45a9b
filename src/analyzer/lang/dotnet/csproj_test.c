#include "analyzer/testing.h"

extern const struct analyzer analyzer_csproj;

static const struct row_case cases[] = {
    {"fixed, ranges, none", "a.csproj",
     S_INIT("<Project xmlns='x'><ItemGroup><PackageReference Include='A' Version='1.0'/>"
            "<PackageReference Include='B' Version='[1.0,2)'/><PackageReference Include='C' Version='[3]'/>"
            "<PackageReference Include='D' Version='1.*'/><PackageReference Include='E'/><Compile Include='F' "
            "Version='1'/>"
            "</ItemGroup></Project>"),
     "package nuget|A||1.0||||||| [declared direct]\npackage nuget|B||||||||| [declared direct]\n"
     "package nuget|C||3||||||| [declared direct]\npackage nuget|D||||||||| [declared direct]\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_csproj, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_csproj, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/csproj", tests, NULL, NULL);
}
