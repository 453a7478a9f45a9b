#include "analyzer/testing.h"

extern const struct analyzer analyzer_github_actions;

static const struct row_case cases[] = {
    {"steps and workflows, of other repositories", "app/.github/workflows/ci.yml",
     S_INIT("on: [push]\n"
            "jobs:\n"
            "  a:\n"
            "    steps:\n"
            "      - uses: actions/checkout@v4\n"
            "      - uses: github/codeql-action/init@v3\n"
            "      - uses: ./local\n"
            "      - uses: ../other\n"
            "      - uses: docker://alpine:3.18\n"
            "      - uses: nobody\n"
            "      - uses: \"@noref\"\n"
            "      - uses: \"\"\n"
            "      - uses: actions/none@\n"
            "      - run: echo\n"
            "  b:\n"
            "    uses: o/r/.github/workflows/w.yml@172239021f7ba04fe7327647b213799853a9eb89 # v1.0.0\n"
            "  c:\n"
            "    uses: ./.github/workflows/w.yml\n"),
     "package github|actions/checkout||v4||||||| [declared direct]\n"
     "package github|github/codeql-action||v3||||||| [declared direct]\n"
     "package github|o/r||172239021f7ba04fe7327647b213799853a9eb89||||||| [declared direct]\n"},
    {"a composite action", "action.yaml",
     S_INIT("runs:\n"
            "  using: composite\n"
            "  steps:\n"
            "    - uses: actions/cache@v3\n"),
     "package github|actions/cache||v3||||||| [declared direct]\n"},
    {"jobs that are no map, and none", "app/.github/workflows/ci.yml",
     S_INIT("jobs:\n"
            "  - x\n"),
     ""},
    {"empty", "app/.github/workflows/ci.yml", S_INIT(""), ""},
    {"workflows of others", "app/workflows/ci.yml", S_INIT("jobs: {a: {steps: [{uses: a/b@v1}]}}"), ""},
    {"what else lies there", "app/.github/workflows/README.md", S_INIT("}"), ""},
    {"no YAML", "app/.github/workflows/ci.yml",
     S_INIT("jobs:\n"
            "  - a\n"
            " }\n"),
     "problem malformed line 3: did not find expected key\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_github_actions, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_github_actions, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/actions/github_actions", tests, NULL, NULL);
}
