#include "analyzer/testing.h"

extern const struct analyzer analyzer_conan_lock;

#define PATH "conan.lock"

static const struct row_case cases[] = {
    {"form 1: a graph", PATH,
     S_INIT("{\"graph_lock\":{\"nodes\":{\"0\":{\"ref\":\"app/"
            "1\",\"path\":\"conanfile.py\",\"requires\":[\"1\"]},\"1\":{\"ref\":\"zlib/"
            "1.2.11#rev\",\"requires\":[]},\"2\":{\"ref\":\"1.2.3\"}}}}"),
     "package conan|zlib||1.2.11||||||| [declared]\n"},
    {"before 0.4: package references", PATH,
     S_INIT("{\"graph_lock\":{\"nodes\":{\"a\":{\"pref\":null},\"b\":{\"pref\":\"zlib/1.2.11@u/c#rev:id#rev\"}}}}"),
     "package conan|zlib||1.2.11||||||| [declared]\n"},
    {"form 2: lists", PATH,
     S_INIT("{\"version\":\"0.5\",\"requires\":[\"zlib/1.2.11#r%1.2\"],\"build_requires\":[\"cmake/"
            "3.2\"],\"python_requires\":[]}"),
     "package conan|zlib||1.2.11||||||| [declared requires]\n"
     "package conan|cmake||3.2||||||| [declared build-requires]\n"},
    {"null", PATH, S_INIT("null"), "problem malformed its root is no map of names to values\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_conan_lock, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_conan_lock, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/lang/cpp/conan_lock", tests, NULL, NULL);
}
