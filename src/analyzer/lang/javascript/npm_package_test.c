#include "analyzer/testing.h"

extern const struct analyzer analyzer_npm_package;

static const struct row_case cases[] = {
    {"name, version, licence", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\",\"license\":\"MIT\",\"author\":\"x\"}"),
     "package npm|a||1.0.0||||MIT|||\n"},
    {"below a scope", "usr/lib/node_modules/@s/a/package.json", S_INIT("{\"name\":\"@s/a\",\"version\":\"1.0.0\"}"),
     "package npm|@s/a||1.0.0|||||||\n"},
    {"in the store of pnpm", "node_modules/.pnpm/a@1.0.0/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"), "package npm|a||1.0.0|||||||\n"},
    {"installed under another name", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"real\",\"version\":\"1.0.0\"}"), "package npm|real||1.0.0|||||||\n"},
    {"of a part of a package", "app/node_modules/a/esm/package.json", S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"),
     ""},
    {"of a project", "app/package.json", S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"), ""},
    {"of a scope", "app/node_modules/@s/package.json", S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"), ""},
    {"of what package managers keep there", "app/node_modules/.store/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"), ""},
    {"no version, no package", "app/node_modules/a/package.json", S_INIT("{\"name\":\"a\"}"), ""},
    {"blanks are no version", "app/node_modules/a/package.json", S_INIT("{\"name\":\" a \",\"version\":\"  \"}"), ""},
    {"what is no text is no version", "app/node_modules/a/package.json", S_INIT("{\"name\":\"a\",\"version\":1}"), ""},
    {"licences in older forms", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1\",\"licenses\":[{\"type\":\"MIT\",\"url\":\"x\"},\"ISC\",null]}"),
     "package npm|a||1||||MIT ; ISC|||\n"},
    {"a licence as an object", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1\",\"license\":{\"name\":\"n\",\"type\":\"MIT\"}}"),
     "package npm|a||1||||MIT|||\n"},
    {"of members with one name the last", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1\",\"version\":\"2\"}"), "package npm|a||2|||||||\n"},
    {"an extension of VS Code is no package of npm", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"publisher\":\"p\",\"version\":\"1\",\"engines\":{\"vscode\":\"*\"}}"), ""},
    {"one that comes with the editor", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1\",\"contributes\":{\"grammars\":[]}}"), ""},
    {"one of another editor is a package of npm's", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1\",\"contributes\":{},\"engines\":{\"coc\":\"*\"}}"),
     "package npm|a||1|||||||\n"},
    {"a publisher alone does not make an extension", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"a\",\"publisher\":\"p\",\"version\":\"1\",\"engines\":[\"node\"]}"),
     "package npm|a||1|||||||\n"},
    {"a package of Unity", "app/node_modules/a/package.json",
     S_INIT("{\"name\":\"com.x\",\"version\":\"1\",\"unity\":\"2019.1\"}"), ""},
    {"an extension where it is installed", "home/u/.vscode/extensions/p.a-1.0.0/package.json",
     S_INIT("{\"name\":\"a\",\"publisher\":\"p\",\"version\":\"1.0.0\",\"engines\":{\"vscode\":\"*\"},\"license\":"
            "\"MIT\"}"),
     "package vscode-extension|p/a||1.0.0||||MIT|||\n"},
    {"what is no extension where these are", "app/extensions/a/package.json",
     S_INIT("{\"name\":\"a\",\"version\":\"1.0.0\"}"), ""},
    {"no object", "app/node_modules/a/package.json", S_INIT("[]"), "problem malformed byte 2: not an object\n"},
    {"no JSON", "app/node_modules/a/package.json", S_INIT("{\"name\":\"a\",}"),
     "problem malformed byte 12: unexpected '}'\n"},
    {"empty", "app/node_modules/a/package.json", S_INIT(""), "problem truncated byte 0: JSON ends within a value\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_npm_package, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_npm_package, cases[0].path, cases[0].input);
    test_row_damage(&analyzer_npm_package, cases[11].path, cases[11].input);
    test_row_damage(&analyzer_npm_package, cases[17].path, cases[17].input);
}

static const struct long_case long_cases[] = {
    {&analyzer_npm_package, "app/node_modules/a/package.json", "{\"name\":\"a\",\"readme\":\"", "\",\"version\":\"1\"}",
     "package npm|a||1|||||||\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
        cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests_name("analyzer/lang/javascript/npm_package", tests, NULL, NULL);
}
