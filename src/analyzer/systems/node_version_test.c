#include "analyzer/testing.h"

extern const struct analyzer analyzer_node_version;

#define PATH ".nvmrc"

static const struct row_case cases[] = {
    {"a version", PATH, S_INIT(" v20.1.0\n"), "package generic|nodejs||20.1.0||||||| [declared]\n"},
    {"aliases", PATH,
     S_INIT("# 5\n"
            "lts/*\n"
            "node\n"),
     ""},
    {"the first counts", "app/.node-version",
     S_INIT("18\n"
            "20\n"),
     "package generic|nodejs||18||||||| [declared]\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/node_version", &analyzer_node_version, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
