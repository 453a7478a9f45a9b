#include "analyzer/testing.h"

extern const struct analyzer analyzer_conda_environment;

static const struct row_case cases[] = {
    {"packages and those of pip", "environment.yml",
     S_INIT("name: x\n"
            "channels: [defaults]\n"
            "dependencies:\n"
            "  - python=3.9.7=h60c2a47_0\n"
            "  - conda-forge::a==1.0\n"
            "  - b\n"
            "  - c>=1\n"
            "  - d 1.2 h0_1\n"
            "  - e=2.*\n"
            "  - f 1.2|1.3\n"
            "  - g[version=1]\n"
            "  - pip:\n"
            "    - H_h==3\n"
            "    - i\n"),
     "package conda|python||3.9.7||||||| [declared direct]\n"
     "package conda|a||1.0||||||| [declared direct]\n"
     "package conda|b||||||||| [declared direct]\n"
     "package conda|c||||||||| [declared direct]\n"
     "package conda|d||1.2||||||| [declared direct]\n"
     "package conda|e||||||||| [declared direct]\n"
     "package conda|f||||||||| [declared direct]\n"
     "package conda|g||||||||| [declared direct]\n"
     "package pypi|h-h||3||||||| [declared direct]\n"
     "package pypi|i||||||||| [declared direct]\n"},
    {"none", "environment.yml",
     S_INIT("name: x\n"
            "dependencies:\n"),
     ""},
    {"what is neither", "environment.yaml",
     S_INIT("dependencies:\n"
            "  - \"=\"\n"
            "  - {npm: [a]}\n"
            "  - 1.5\n"
            "  - a=1\n"),
     "package conda|a||1||||||| [declared direct]\n"
     "problem malformed line 2: a package without a name\n"
     "problem malformed line 3: neither a package nor a list of pip\n"
     "problem malformed line 4: neither a package nor a list of pip\n"},
    {"pip without a list", "environment.yml",
     S_INIT("dependencies:\n"
            "  - pip: a==1\n"),
     "problem malformed line 2: 'pip' is no list\n"},
    {"pip with what is no text", "environment.yml",
     S_INIT("dependencies:\n"
            "  - pip:\n"
            "    - a: [b==1]\n"
            "    - -r x.txt\n"),
     "problem malformed line 3: not a requirement\n"},
    {"a word", "environment.yml", S_INIT("invalid"), "problem malformed no environment\n"},
    {"not YAML", "environment.yml",
     S_INIT("a: [1\n"
            "b: }"),
     "problem malformed line 2: did not find expected ',' or ']'\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_conda_environment, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_conda_environment, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/conda_environment", tests, NULL, NULL);
}
