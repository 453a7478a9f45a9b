#include "analyzer/testing.h"

extern const struct analyzer analyzer_packages_props;

static const struct row_case cases[] = {
    {"versions, properties, blanks", "Directory.Packages.props",
     S_INIT(
         "<Project><PropertyGroup><V>$(w).1</V><W> 2</W></PropertyGroup><ItemGroup>"
         "<PackageVersion Include='A ' Version='$(V)'/><PackageVersion Include='B' Version='$(X)'/>"
         "<PackageVersion Include='$(X)' Version='1'/><PackageVersion Include='C' Version=''/></ItemGroup><ItemGroup>"
         "<GlobalPackageReference Update='D'><Version>3</Version></GlobalPackageReference></ItemGroup></Project>"),
     "package nuget|A||2.1||||||| [declared direct]\npackage nuget|D||3||||||| [declared direct]\n"},
    {"a property that is made of itself", "Packages.props",
     S_INIT("<Project><PropertyGroup><V>$(V)</V></PropertyGroup><ItemGroup><PackageVersion Include='A' Version='$(V)'/>"
            "</ItemGroup></Project>"),
     ""},
    {"no project", "Directory.Packages.props", S_INIT("<ItemGroup/>"), "problem malformed its root is no 'Project'\n"},
};

static void test_cases(void **state)
{
    (void)state;
    test_row_cases(&analyzer_packages_props, cases, sizeof cases / sizeof *cases);
}

static void test_damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_packages_props, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_damage)};
    return cmocka_run_group_tests_name("analyzer/packages_props", tests, NULL, NULL);
}
