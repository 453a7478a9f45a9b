#include "analyzer/testing.h"

extern const struct analyzer analyzer_cpan_meta;

#define PATH "root/.cpan/build/A-1.0-0/META.json"

static const struct row_case cases[] = {
    {"JSON", PATH, S_INIT("{\"name\":\"A-B\",\"version\":\"1.02\"}"), "package cpan|A-B||1.02|||||||\n"},
    {"YAML", "root/.cpan/build/A-1.0-0/META.yml",
     S_INIT("---\n"
            "name: A-B\n"
            "version: 1.020\n"),
     "package cpan|A-B||1.020|||||||\n"},
    {"no version", PATH, S_INIT("{\"name\":\"A-B\"}"), ""},
    {"null", PATH, S_INIT("null"), "problem malformed its root is no map of names to values\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/perl/cpan_meta", &analyzer_cpan_meta, cases, sizeof(cases) / sizeof(cases[0]));
}
