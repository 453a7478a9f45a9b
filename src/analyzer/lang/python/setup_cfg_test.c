#include "analyzer/testing.h"

extern const struct analyzer analyzer_setup_cfg;

static const struct row_case cases[] = {
    {"requirements", "setup.cfg",
     S_INIT("[metadata]\n"
            "name = me\n"
            "install_requires = no==1\n"
            "[options]\n"
            "packages = find:\n"
            "install_requires =\n"
            "  a==1.0\n"
            "  # c\n"
            "\n"
            "  B_b>=2; python_version < \"3\"\n"
            "  c\n"
            "tests_require = d==4\n"
            "zip_safe = false\n"
            "[options.extras_require]\n"
            "x =\n"
            "  e==5\n"
            "y: f==6\n"
            "[other]\n"
            "install_requires = no==1\n"),
     "package pypi|a||1.0||||||| [declared direct prod]\n"
     "package pypi|b-b||2||||||| [declared direct prod]\n"
     "package pypi|c||||||||| [declared direct prod]\n"
     "package pypi|d||4||||||| [declared direct dev]\n"
     "package pypi|e||5||||||| [declared direct optional]\n"
     "package pypi|f||6||||||| [declared direct optional]\n"},
    {"what is none", "setup.cfg",
     S_INIT("[options]\n"
            "install_requires =\n"
            "  a @ https://example.org/a\n"
            "  file: requirements.txt\n"
            "  b==1\n"),
     "package pypi|b||1||||||| [declared direct prod]\n"},
    {"an empty file", "setup.cfg", S_INIT(""), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_setup_cfg, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_setup_cfg, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/setup_cfg", tests, NULL, NULL);
}
