#include "analyzer/testing.h"

extern const struct analyzer analyzer_bitnami;

#define PATH "opt/bitnami/.bitnami_components.json"

static const struct row_case cases[] = {
    {"components", PATH, S_INIT("{\"gosu\":{\"arch\":\"amd64\",\"version\":\"1.14.0-1\"},\"x\":{}}"),
     "package bitnami|gosu||1.14.0-1|amd64||||||\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/bitnami", &analyzer_bitnami, cases, sizeof(cases) / sizeof(cases[0]));
}
