#include "analyzer/testing.h"

extern const struct analyzer analyzer_pubspec_lock;

#define PATH "pubspec.lock"

static const struct row_case cases[] = {
    {"direct, dev and transitive packages", PATH,
     S_INIT("packages:\n"
            "  a:\n"
            "    dependency: \"direct main\"\n"
            "    version: \"1.0.0\"\n"
            "  b:\n"
            "    dependency: \"direct dev\"\n"
            "    source: sdk\n"
            "    version: \"0.0.0\"\n"
            "  c:\n"
            "    dependency: transitive\n"
            "    version: \"2.0.0+1\"\n"),
     "package pub|a||1.0.0||||||| [declared direct prod]\n"
     "package pub|b||0.0.0||||||| [declared direct dev]\n"
     "package pub|c||2.0.0+1||||||| [declared transitive prod]\n"},
    {"a package without a version", PATH,
     S_INIT("packages:\n"
            "  a:\n"
            "    source: hosted\n"),
     "problem malformed line 3: a package without a version\n"},
    {"no YAML map", PATH, S_INIT("it is broken\n"), "problem malformed its root is no map of names to values\n"},
    {"nothing at all", PATH, S_INIT(""), "problem malformed its root is no map of names to values\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/dart/pubspec_lock", &analyzer_pubspec_lock, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
