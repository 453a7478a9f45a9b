#include "analyzer/testing.h"

extern const struct analyzer analyzer_composer_lock;

static const struct row_case cases[] = {
    {"production and development", "composer.lock",
     S_INIT("{\"content-hash\":\"x\",\"packages\":[{\"name\":\"monolog/"
            "monolog\",\"version\":\"v2.9.1\",\"license\":[\"MIT\"],\"require\":{\"php\":\">=7.2\",\"ext-json\":\"*\","
            "\"psr/log\":\"^1\"}},{\"name\":\"psr/"
            "log\",\"version\":\"1.1.4\",\"license\":\"MIT\"}],\"packages-dev\":[{\"name\":\"a/"
            "b\",\"version\":\"dev-master\"}]}"),
     "package composer|monolog/monolog||v2.9.1||||MIT||| [declared prod needs=psr/log]\n"
     "package composer|psr/log||1.1.4||||MIT||| [declared prod]\n"
     "package composer|a/b||dev-master||||||| [declared dev]\n"},
    {"none", "composer.lock", S_INIT("{\"_readme\":[\"x\"]}"), ""},
    {"a version that is no text", "composer.lock",
     S_INIT("{\"packages\":[{\"name\":\"a/b\",\"version\":\"1\"},{\"name\":\"c/d\",\"version\":2}]}"),
     "problem malformed a name or version that is no text\n"},
    {"without a name", "composer.lock",
     S_INIT("{\"packages\":[{\"version\":\"1\"},{\"name\":\"c/d\",\"version\":\"2\"}],\"packages-dev\":null}"),
     "package composer|c/d||2||||||| [declared prod]\n"
     "problem malformed a package without a name\n"},
    {"null", "composer.lock", S_INIT("null"), "problem malformed its root is no map of names to values\n"},
    {"damaged", "composer.lock",
     S_INIT("{\"content-hash\":\"x\",,\"packages\":[{\"name\":\"a/b\",\"version\":\"1\"}]}"),
     "problem malformed byte 20: unexpected ','\n"},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_composer_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_composer_lock, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/php/composer_lock", tests, NULL, NULL);
}
