#include "analyzer/testing.h"

extern const struct analyzer analyzer_package_resolved;

#define PATH "Package.resolved"

static const struct row_case cases[] = {
    {"form 1", PATH,
     S_INIT("{\"object\":{\"pins\":[{\"package\":\"A\",\"repositoryURL\":\"https://github.com/X/"
            "A.git\",\"state\":{\"version\":\"1.0.0\"}}]},\"version\":1}"),
     "package swift|github.com/X/A||1.0.0||||||| [declared]\n"},
    {"form 2, branches and revisions", PATH,
     S_INIT(
         "{\"pins\":[{\"location\":\"https://github.com/X/B\",\"state\":{\"branch\":\"main\"}},{\"location\":\"https://"
         "x/c\",\"state\":{\"revision\":\"abc\"}}],\"version\":2}"),
     "package swift|github.com/X/B||main||||||| [declared]\n"},
    {"an address for ssh", PATH,
     S_INIT("{\"pins\":[{\"location\":\"git@github.com:X/D.git\",\"state\":{\"version\":\"2.0.0\"}}],\"version\":3}"),
     "package swift|github.com/X/D||2.0.0||||||| [declared]\n"},
    {"a pin without a location", PATH, S_INIT("{\"pins\":[{\"state\":{\"version\":\"2.0.0\"}}],\"version\":3}"),
     "problem malformed a pin without a location\n"},
    {"a version that is none", PATH, S_INIT("{\"version\":\"2\"}"), "problem malformed its version is no number\n"},
    {"nothing was resolved", PATH, S_INIT("{}"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/swift/package_resolved", &analyzer_package_resolved, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
