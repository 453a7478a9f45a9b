#include "analyzer/testing.h"

extern const struct analyzer analyzer_nimble;

#define PATH "root/.nimble/pkgs2/a_b-1.2.3-2b26a9e0fc79638dbb9272fb4ab5a1d79264f938/a_b.nimble"

static const struct row_case cases[] = {
    {"with a checksum", PATH, S_INIT(""), "package nim|a_b||1.2.3|||||||\n"},
    {"without", "root/.nimble/pkgs/a-b-1.2.3/a.nimble", S_INIT(""), "package nim|a-b||1.2.3|||||||\n"},
    {"a project's own", "src/a-1/a.nimble", S_INIT("version = \"1\"\n"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/nim/nimble", &analyzer_nimble, cases, sizeof(cases) / sizeof(cases[0]));
}
