#include "analyzer/testing.h"

extern const struct analyzer analyzer_cos;

#define PATH "etc/cos-package-info.json"

static const struct row_case cases[] = {
    {"what is installed", PATH,
     S_INIT("{\"installedPackages\":[{\"category\":\"x\",\"name\":\"a\",\"version\":\"1.2\"}],\"buildTimePackages\":[{"
            "\"name\":\"b\",\"version\":\"1\"}]}"),
     "package cos|a||1.2|||||||\n"},
    {"no JSON", PATH, S_INIT("asdf"), "problem malformed byte 0: unexpected 'a'\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/cos", &analyzer_cos, cases, sizeof(cases) / sizeof(cases[0]));
}
