#include "analyzer/testing.h"

extern const struct analyzer analyzer_vcpkg_json;

#define PATH "vcpkg.json"

static const struct row_case cases[] = {
    {"name and version", PATH, S_INIT("{\"name\":\"v8\",\"version-string\":\"9.1\",\"dependencies\":[\"zlib\"]}"),
     "package vcpkg|v8||9.1||||||| [declared root]\n"},
    {"a name alone", PATH, S_INIT("{\"name\":\"app\"}"), "package vcpkg|app||||||||| [declared root]\n"},
    {"no name", PATH, S_INIT("{\"dependencies\":[]}"), ""},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_vcpkg_json, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_vcpkg_json, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/cpp/vcpkg_json", tests, NULL, NULL);
}
