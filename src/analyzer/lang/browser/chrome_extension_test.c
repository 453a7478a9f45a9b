#include "analyzer/testing.h"

extern const struct analyzer analyzer_chrome_extension;

static const struct row_case cases[] = {
    {"identifier and version",
     "root/.config/chromium/Default/Extensions/abcdefghijklmnopabcdefghijklmnop/1.2.85_0/manifest.json",
     S_INIT("{\"manifest_version\":3,\"name\":\"__MSG_x__\",\"version\":\"1.2.85\"}"),
     "package generic|abcdefghijklmnopabcdefghijklmnop||1.2.85|||||||\n"},
    {"no identifier", "root/.config/chromium/Default/Extensions/abcdefghijklmnopabcdefghijklmnoz/1.0/manifest.json",
     S_INIT("{\"version\":\"1.0\"}"), ""},
    {"the manifest of a web page", "srv/www/manifest.json", S_INIT("{\"version\":\"1.0\"}"), ""},
    {"no version", "root/.config/chromium/Default/Extensions/abcdefghijklmnopabcdefghijklmnop/1.0/manifest.json",
     S_INIT("{}"), "problem malformed an extension without a version\n"},
    {"no JSON", "root/.config/chromium/Default/Extensions/abcdefghijklmnopabcdefghijklmnop/1.0/manifest.json",
     S_INIT("{"), "problem truncated byte 1: JSON ends within a value\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_chrome_extension, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_chrome_extension, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/browser/chrome_extension", tests, NULL, NULL);
}
