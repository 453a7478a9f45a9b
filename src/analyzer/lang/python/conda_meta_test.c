#include "analyzer/testing.h"

extern const struct analyzer analyzer_conda_meta;

static const struct row_case cases[] = {
    {"a record", "opt/conda/conda-meta/a-1.2-h0_0.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1.2\",\"build\":\"h0_0\",\"license\":\"MIT\",\"channel\":\"https://"
            "conda.example/main\",\"depends\":[\"python "
            ">=3.9,<3.10\",\"zlib\"],\"files\":[\"bin/a\"],\"x\":{\"name\":\"no\"}}"),
     "package conda|a||1.2||||MIT||installed| [needs=python,zlib]\n"},
    {"without a version", "opt/conda/conda-meta/a.json", S_INIT("{\"name\":\"a\"}"),
     "problem malformed a package without a version\n"},
    {"without a name", "opt/conda/conda-meta/a.json", S_INIT("{\"version\":\"1\"}"),
     "problem malformed a package without a name\n"},
    {"not an object", "opt/conda/conda-meta/a.json", S_INIT("[1]"), "problem malformed not an object\n"},
    {"not JSON", "opt/conda/conda-meta/a.json",
     S_INIT("not\n"
            "valid"),
     "problem malformed byte 0: neither true, false nor null\n"},
    {"cut", "opt/conda/conda-meta/a.json", S_INIT("{\"name\":\"a\",\"version\":\"1\""),
     "problem truncated byte 25: JSON ends within a value\n"},
    {"an empty file", "opt/conda/conda-meta/a.json", S_INIT(""),
     "problem truncated byte 0: JSON ends within a value\n"},
    {"the history of an environment", "opt/conda/conda-meta/history", S_INIT("==> 2024-01-01 <==\n"), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_conda_meta, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_conda_meta, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/conda_meta", tests, NULL, NULL);
}
