#include "analyzer/testing.h"

extern const struct analyzer analyzer_node_version;

#define PATH ".nvmrc"

static const struct row_case cases[] = {
    {"a version", PATH, S_INIT(" v20.1.0\n"), "package generic|nodejs||20.1.0||||||| [declared]\n"},
    {"aliases", PATH,
     S_INIT("# 5\n"
            "lts/*\n"
            "node\n"),
     ""},
    {"the first counts", "app/.node-version",
     S_INIT("18\n"
            "20\n"),
     "package generic|nodejs||18||||||| [declared]\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_node_version, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_node_version, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/node_version", tests, NULL, NULL);
}
