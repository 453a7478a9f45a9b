#include "analyzer/testing.h"

extern const struct analyzer analyzer_r_package;

static const struct row_case cases[] = {
    {"all fields", "usr/lib/R/library/a/DESCRIPTION",
     S_INIT("Package: data.table\n"
            "Version: 1.14-2\n"
            "Title: x\n"
            "Depends: R (>= 3.1.0), stats,\n"
            "    methods\n"
            "Imports:\n"
            "    cli, glue (>= 1.6)\n"
            "License: MPL-2.0 | file LICENSE\n"
            "Maintainer: A. B. <a@example.org>\n"
            "Repository: CRAN\n"
            "Built: R 4.3.0; ; 2023-04-21; unix\n"),
     "package cran|data.table||1.14-2||||MPL-2.0 | file LICENSE|A. B. <a@example.org>|installed|CRAN "
     "[needs=stats,methods,cli,glue]\n"},
    {"a field that goes on is no field of its own", "usr/lib/R/library/a/DESCRIPTION",
     S_INIT("Package: a\n"
            "Description: x\n"
            "  Version: 9\n"
            "Version: 1\n"),
     "package cran|a||1||||||installed|\n"},
    {"a source tree", "src/a/DESCRIPTION",
     S_INIT("Package: a\n"
            "Version: 1\n"),
     ""},
    {"built somewhere else", "opt/r/a/DESCRIPTION",
     S_INIT("Package: a\n"
            "Version: 1\r\n"
            "Built: R 4\n"),
     "package cran|a||1||||||installed|\n"},
    {"without a version", "x/site-library/a/DESCRIPTION", S_INIT("Package: a\n"),
     "problem malformed no 'Version' field\n"},
    {"an empty file", "usr/lib/R/library/a/DESCRIPTION", S_INIT(""), "problem malformed no 'Package' field\n"},
    {"something else of that name", "etc/DESCRIPTION", S_INIT("text\n"), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_r_package, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_r_package, cases[0].path, cases[0].input);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
    };
    return cmocka_run_group_tests_name("analyzer/lang/r/r_package", tests, NULL, NULL);
}
