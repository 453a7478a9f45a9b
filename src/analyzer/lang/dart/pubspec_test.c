#include "analyzer/testing.h"

extern const struct analyzer analyzer_pubspec;

#define PATH "pubspec.yaml"

static const struct row_case cases[] = {
    {"its own name and version", PATH,
     S_INIT("name: app\n"
            "version: 1.2.3+4\n"
            "dependencies:\n"
            "  a: ^1.0.0\n"),
     "package pub|app||1.2.3+4||||||| [declared root]\n"},
    {"without a version", PATH, S_INIT("name: app\n"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/dart/pubspec", &analyzer_pubspec, cases, sizeof(cases) / sizeof(cases[0]));
}
