#include "analyzer/testing.h"

extern const struct analyzer analyzer_snap;

#define PATH "snap/core/1/meta/snap.yaml"

static const struct row_case cases[] = {
    {"the snap itself", PATH,
     S_INIT("name: core\n"
            "version: 16-2.61\n"
            "architectures: [amd64]\n"),
     "package snap|core||16-2.61|amd64||||||\n"},
    {"the packages that it was built of", "snap/manifest.yaml",
     S_INIT("name: pc\n"
            "primed-stage-packages:\n"
            "- libc6:amd64=1:2.31-0ubuntu9\n"
            "- broken\n"),
     "package deb|libc6|1|2.31-0ubuntu9|amd64||||||\n"
     "problem malformed a package that is not NAME=VERSION\n"},
    {"no name", PATH, S_INIT("version: 1\n"), "problem malformed a snap without a name\n"},
    {"no version", PATH, S_INIT("name: core\n"), "problem malformed a snap without a version\n"},
    {"no map", PATH,
     S_INIT("a\n"
            "b\n"),
     "problem malformed its root is no map of names to values\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/snap", &analyzer_snap, cases, sizeof(cases) / sizeof(cases[0]));
}
