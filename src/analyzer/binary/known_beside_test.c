#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_known_beside;

static const struct {
    const char *name, *program, *beside;
    struct slice content;
    const char *expected;
} cases[] = {
    {"above the folder of the program", "usr/local/go/bin/go", "usr/local/go/VERSION", S_INIT("go1.21.3\ntime 2023\n"),
     "package generic|go||1.21.3|||||||\n"},
    {"beside it", "opt/go", "opt/VERSION.cache", S_INIT("devel go1.25-d524e1e Sun Feb 16"),
     "package generic|go||1.25-d524e1e|||||||\n"},
    {"somewhere else", "opt/go", "srv/VERSION", S_INIT("go1.21.3"), ""},
    {"another project's", "opt/go", "opt/VERSION", S_INIT("1.0"), ""},
    {"Firefox", "opt/firefox/firefox", "opt/firefox/application.ini",
     S_INIT("[App]\r\nName=Firefox\r\nVersion=151.0\r\n"), "package generic|firefox||151.0|||||||\n"},
    {"another program of its platform", "opt/x/firefox", "opt/x/application.ini", S_INIT("Name=Zotero\nVersion=6.0\n"),
     ""},
};

static void versions_beside(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct test_files files;
        test_files_begin(&files);
        test_files_add(&files, slice_text(cases[i].program), S("nothing in here"), 0755);
        test_files_add(&files, slice_text(cases[i].beside), cases[i].content, 0644);
        test_files_end(&files);
        struct slice text = test_facts_text(&files.facts);
        if (!slice_equal(text, slice_text(cases[i].expected)))
            fail_msg("%s:\n%.*s", cases[i].name, SLICE_ARG(text));
        test_files_free(&files);
    }
}

static const struct row_case alone[] = {
    {"Go's own text", "usr/bin/go", S_INIT("go1.9\0 go1.22rc1x go1.21.3\0"), "package generic|go||1.9|||||||\n"},
    {"nothing", "usr/bin/go", S_INIT("a bad go binary"), ""},
    {"Firefox says nothing itself", "usr/bin/firefox", S_INIT("firefox 151.0"), ""},
};

static void programs_alone(void **state)
{
    (void)state;
    test_row_cases(&analyzer_known_beside, alone, sizeof alone / sizeof *alone);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(versions_beside), cmocka_unit_test(programs_alone)};
    return cmocka_run_group_tests_name("analyzer/binary/known_beside", tests, NULL, NULL);
}
