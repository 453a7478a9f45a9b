#include "analyzer/testing.h"

extern const struct analyzer analyzer_chisel;

#define PATH "var/lib/chisel/manifest.wall"

/* A zstd frame of one raw block (RFC 8878, 3.1.1). */
#define FRAME "\050\265\057\375\040\140\001\003\000"

static const struct row_case cases[] = {
    {"packages among other lines", PATH,
     S_INIT(FRAME "{\"jsonwall\":\"1.0\"}\n"
                  "{\"kind\":\"package\",\"name\":\"a\",\"version\":\"1:2\",\"arch\":\"amd64\"}\n"
                  "{\"kind\":\"path\"}\n"),
     "package deb|a|1|2|amd64||||||\n"},
    {"nothing", PATH, S_INIT(""), "problem malformed no compressed manifest\n"},
    {"not compressed", PATH, S_INIT("{\"jsonwall\":\"1.0\"}"), "problem malformed no compressed manifest\n"},
};

static void files_become_packages(void **state)
{
    (void)state;
    test_row_cases(&analyzer_chisel, cases, sizeof(cases) / sizeof(cases[0]));
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_row_damage(&analyzer_chisel, cases[i].path, cases[i].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_become_packages), cmocka_unit_test(damage_does_no_harm)};
    return cmocka_run_group_tests_name("analyzer/systems/chisel", tests, NULL, NULL);
}
