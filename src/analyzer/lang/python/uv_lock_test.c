#include "analyzer/testing.h"

extern const struct analyzer analyzer_uv_lock;

static const struct row_case cases[] = {
    {"who is asked for", "uv.lock",
     S_INIT("version = 1\n"
            "[[package]]\n"
            "name = \"app\"\n"
            "version = \"0.1\"\n"
            "source = { virtual = \".\" }\n"
            "dependencies = [{ name = \"a\" }]\n"
            "[package.optional-dependencies]\n"
            "cli = [{ name = \"b\" }]\n"
            "test = [{ name = \"b\" }, { name = \"c\" }]\n"
            "[package.dev-dependencies]\n"
            "lint = [{ name = \"d\" }]\n"
            "\n"
            "[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "source = { registry = \"https://example.org\" }\n"
            "dependencies = [{ name = \"E_e\" }]\n"
            "[[package]]\n"
            "name = \"b\"\n"
            "version = \"2\"\n"
            "dependencies = [{ name = \"e-e\" }, { name = \"f\" }]\n"
            "[[package]]\n"
            "name = \"c\"\n"
            "version = \"3\"\n"
            "dependencies = [{ name = \"b\" }, { name = \"c\" }]\n"
            "[[package]]\n"
            "name = \"d\"\n"
            "version = \"4\"\n"
            "source = { git = \"https://example.org/d?rev=1#00\" }\n"
            "dependencies = [{ name = \"f\" }]\n"
            "[[package]]\n"
            "name = \"e-e\"\n"
            "version = \"5\"\n"
            "[[package]]\n"
            "name = \"f\"\n"
            "version = \"6\"\n"
            "[[package]]\n"
            "name = \"g\"\n"
            "version = \"7\"\n"),
     "package pypi|a||1||||||| [declared direct prod needs=e-e]\n"
     "package pypi|b||2||||||| [declared direct cli,test needs=e-e,f]\n"
     "package pypi|c||3||||||| [declared direct test needs=b,c]\n"
     "package pypi|d||4||||||| [declared direct dev needs=f]\n"
     "package pypi|e-e||5||||||| [declared transitive prod]\n"
     "package pypi|f||6||||||| [declared transitive cli,dev,test]\n"
     "package pypi|g||7||||||| [declared]\n"},
    {"without a project", "uv.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"members of a workspace", "uv.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "source = { editable = \"packages/a\" }\n"
            "[[package]]\n"
            "name = \"b\"\n"
            "source = { directory = \"b\" }\n"
            "dependencies = [{ name = \"a\" }]\n"),
     "package pypi|a||1||||||| [declared root]\n"
     "package pypi|b||||||||| [declared root needs=a]\n"},
    {"needs of an extra", "uv.lock",
     S_INIT("[[package]]\n"
            "name = \"a\"\n"
            "version = \"1\"\n"
            "[package.optional-dependencies]\n"
            "x = [{ name = \"b\" }]\n"),
     "package pypi|a||1||||||| [declared needs=b]\n"},
    {"not TOML", "uv.lock", S_INIT("x"), "problem malformed line 1: a key without '='\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_uv_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_uv_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/uv_lock", tests, NULL, NULL);
}
