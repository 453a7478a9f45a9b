#include "analyzer/testing.h"

extern const struct analyzer analyzer_pylock;

static const struct row_case cases[] = {
    {"packages", "pylock.toml",
     S_INIT("lock-version = '1.0'\n"
            "[[packages]]\n"
            "name = 'A'\n"
            "version = '1'\n"
            "dependencies = [{name = 'b'}]\n"
            "[[packages]]\n"
            "name = 'b'\n"
            "vcs = {type = 'git', url = 'x', commit-id = '00'}\n"
            "[[packages]]\n"
            "name = 'me'\n"
            "directory = {path = '.', editable = true}\n"),
     "package pypi|a||1||||||| [declared needs=b]\n"
     "package pypi|b||||||||| [declared]\n"},
    {"one of several", "pylock.dev.toml", S_INIT("packages = [{name = 'a', version = '1'}]\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"not TOML", "pylock.toml", S_INIT("lock-version"), "problem malformed line 1: a key without '='\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_pylock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_pylock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/pylock", tests, NULL, NULL);
}
