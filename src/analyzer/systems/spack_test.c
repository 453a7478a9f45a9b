#include "analyzer/testing.h"

extern const struct analyzer analyzer_spack;

#define PATH "opt/spack/x/.spack/spec.json"

static const struct row_case cases[] = {
    {"itself and what it was linked with", PATH,
     S_INIT("{\"spec\":{\"nodes\":[{\"name\":\"a\",\"version\":\"1\"},{\"name\":\"b\",\"version\":\"2\",\"external\":{}"
            "}]}}"),
     "package spack|a||1|||||||\n"},
    {"none", PATH, S_INIT("{\"spec\":{\"nodes\":[]}}"), ""},
};

int main(void)
{
    return test_row_main("analyzer/systems/spack", &analyzer_spack, cases, sizeof(cases) / sizeof(cases[0]));
}
