#include "analyzer/testing.h"

extern const struct analyzer analyzer_asdf;

#define PATH ".tool-versions"

static const struct row_case cases[] = {
    {"tools and versions", PATH,
     S_INIT("nodejs 20.1 system # comment\n"
            "ruby   3.2  path:/x\n"
            "\n"
            "alone\n"),
     "package asdf|nodejs||20.1||||||| [declared]\n"
     "package asdf|ruby||3.2||||||| [declared]\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/asdf", &analyzer_asdf, cases, sizeof(cases) / sizeof(cases[0]));
}
