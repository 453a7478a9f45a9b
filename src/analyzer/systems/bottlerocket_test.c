#include "analyzer/testing.h"

extern const struct analyzer analyzer_bottlerocket;

#define PATH "usr/share/bottlerocket/application-inventory.json"

static const struct row_case cases[] = {
    {"rpm packages", PATH,
     S_INIT("{\"Content\":[{\"Name\":\"glibc\",\"Publisher\":\"core-kit\",\"Version\":\"2.43\",\"Release\":\"1.br1\","
            "\"Epoch\":\"1\",\"Architecture\":\"x86_64\"},{\"Name\":\"a\",\"Version\":\"1\",\"Release\":\"2\"}]}"),
     "package rpm|glibc|1|2.43|x86_64||||core-kit||\n"
     "package rpm|a||1|||||||\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_bottlerocket, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_bottlerocket, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/bottlerocket", tests, NULL, NULL);
}
