#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_pyproject;

static const struct row_case cases[] = {
    {"a project", "pyproject.toml",
     S_INIT("[project]\n"
            "name = \"me\"\n"
            "dependencies = [\"a[x]>=1.0 ; os_name == 'nt'\", \"B.b (==2)\", \"c (>=1,<2)\", \"d\"]\n"
            "[project.optional-dependencies]\n"
            "x = [\"e==3\"]\n"
            "[dependency-groups]\n"
            "test = [\"f~=4.1\", {include-group = \"x\"}]\n"
            "[build-system]\n"
            "requires = [\"hatchling\"]\n"
            "[tool.poetry.dependencies]\n"
            "g = \"1.0\"\n"),
     "package pypi|a||1.0||||||| [declared direct prod]\n"
     "package pypi|b-b||2||||||| [declared direct prod]\n"
     "package pypi|c||||||||| [declared direct prod]\n"
     "package pypi|d||||||||| [declared direct prod]\n"
     "package pypi|e||3||||||| [declared direct optional]\n"
     "package pypi|f||4.1||||||| [declared direct dev]\n"},
    {"addresses, and what is no requirement", "pyproject.toml",
     S_INIT("[project]\n"
            "dependencies = [\"a @ https://example.org/a\", \"\", \"b==1\"]\n"),
     "package pypi|b||1||||||| [declared direct prod]\n"
     "problem malformed line 2: not a requirement\n"},
    {"no project", "pyproject.toml",
     S_INIT("[tool.ruff]\n"
            "line-length = 88\n"),
     ""},
    {"of other kinds", "pyproject.toml",
     S_INIT("[project]\n"
            "dependencies = \"a==1\"\n"
            "optional-dependencies = [\"b==1\"]\n"),
     ""},
    {"not TOML", "pyproject.toml", S_INIT("this is not valid [[[\n"), "problem malformed line 1: a key without '='\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pyproject, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pyproject, cases[0].path, cases[0].input);
}

static void a_lock_file_says_more(void **state)
{
    struct test_files files;

    (void)state;
    test_files_begin(&files);
    test_files_add(&files, S("a/pyproject.toml"), S("[project]\ndependencies = ['x>=1']\n"), 0644);
    test_files_add(&files, S("a/uv.lock"), S("[[package]]\nname = 'x'\nversion = '1.5'\n"), 0644);
    test_files_add(&files, S("b/pyproject.toml"), S("[project]\ndependencies = ['x>=1']\n"), 0644);
    test_files_end(&files);
    assert_slice(test_facts_text(&files.facts), S("package pypi|x||1.5||||||| [declared]\n"
                                                  "package pypi|x||1||||||| [declared direct prod]\n"));
    test_files_free(&files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
        cmocka_unit_test(a_lock_file_says_more),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/pyproject", tests, NULL, NULL);
}
