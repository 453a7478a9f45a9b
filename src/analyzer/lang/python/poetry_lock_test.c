#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_poetry_lock;

static const struct row_case cases[] = {
    {"groups since Poetry 2", "poetry.lock",
     S_INIT("[[package]]\n"
            "name = \"A_b\"\n"
            "version = \"1.0\"\n"
            "optional = false\n"
            "groups = [\"main\", \"dev\"]\n"
            "\n"
            "[package.dependencies]\n"
            "C = {version = \"*\", markers = \"x\"}\n"
            "d = \">=1\"\n"
            "\n"
            "[[package]]\n"
            "name = \"c\"\n"
            "version = \"2\"\n"
            "optional = true\n"
            "groups = [\"main\"]\n"
            "\n"
            "[[package]]\n"
            "name = \"d\"\n"
            "version = \"3\"\n"
            "groups = [\"docs\", \"dev\"]\n"
            "\n"
            "[metadata]\n"
            "lock-version = \"2.1\"\n"),
     "package pypi|a-b||1.0||||||| [declared prod needs=c,d]\n"
     "package pypi|c||2||||||| [declared optional]\n"
     "package pypi|d||3||||||| [declared docs,dev]\n"},
    {"categories before 1.5", "poetry.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "category = \"main\"\n"
            "optional = false\n"
            "[[package]]\n"
            "name = \"b\"\n"
            "version = \"1\"\n"
            "category = \"dev\"\n"
            "optional = true\n"
            "[[package]]\n"
            "name = \"c\"\n"
            "version = \"1\"\n"
            "category = \"main\"\n"
            "optional = true\n"),
     "package pypi|a||1||||||| [declared prod]\n"
     "package pypi|b||1||||||| [declared dev]\n"
     "package pypi|c||1||||||| [declared optional]\n"},
    {"neither", "poetry.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "[[package]]\n"
            "name = \"b\"\n"
            "version = \"1\"\n"
            "optional = true\n"),
     "package pypi|a||1||||||| [declared]\n"
     "package pypi|b||1||||||| [declared optional]\n"},
    {"names elsewhere are no packages", "poetry.lock",
     S_INIT("[x]\n"
            "name = \"no\"\n"
            "version = \"1\"\n"
            "[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "[package.source]\n"
            "type = \"git\"\n"
            "name = \"no\"\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"a package without a name", "poetry.lock",
     S_INIT("[[package]]\n"
            "version = \"1\"\n"
            "[[package]]\n"
            "name = \"b\"\n"
            "version = \"1\"\n"),
     "package pypi|b||1||||||| [declared]\n"
     "problem malformed line 1: a package without a name\n"},
    {"no packages", "poetry.lock", S_INIT("package = []\n"), ""},
    {"not TOML", "poetry.lock", S_INIT("this is not\n"), "problem malformed line 1: a key without '='\n"},
    {"packages that are no list", "poetry.lock", S_INIT("package = 1\n"),
     "problem malformed line 1: 'package' is no list\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_poetry_lock, cases, sizeof cases / sizeof *cases);
}

static void the_project_says_what_it_asks_for(void **state)
{
    struct test_files files;

    (void)state;
    test_files_begin(&files);
    test_files_add(&files, S("app/poetry.lock"),
                   S("[[package]]\nname = \"a\"\nversion = \"1\"\n[package.dependencies]\nB_b = \"*\"\n"
                     "[[package]]\nname = \"b-b\"\nversion = \"2\"\n"
                     "[[package]]\nname = \"c\"\nversion = \"3\"\n"
                     "[[package]]\nname = \"d\"\nversion = \"4\"\ngroups = [\"main\"]\n"
                     "[[package]]\nname = \"e\"\nversion = \"5\"\n"),
                   0644);
    test_files_add(&files, S("app/pyproject.toml"),
                   S("[project]\ndependencies = [\"D>=4\"]\n[tool.poetry.dependencies]\npython = \"^3\"\nA = \"^1\"\n"
                     "[tool.poetry.group.test.dependencies]\nc = {version = \"3\"}\n"),
                   0644);
    test_files_end(&files);
    assert_slice(test_facts_text(&files.facts), S("package pypi|a||1||||||| [declared direct prod needs=b-b]\n"
                                                  "package pypi|b-b||2||||||| [declared transitive prod]\n"
                                                  "package pypi|c||3||||||| [declared direct test]\n"
                                                  "package pypi|d||4||||||| [declared direct prod]\n"
                                                  "package pypi|e||5||||||| [declared]\n"));
    test_files_free(&files);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_poetry_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(the_project_says_what_it_asks_for),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/poetry_lock", tests, NULL, NULL);
}
