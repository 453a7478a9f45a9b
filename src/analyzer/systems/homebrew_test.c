#include "analyzer/testing.h"

extern const struct analyzer analyzer_homebrew;

#define PATH "opt/homebrew/Cellar/foo/1.2.3/.brew/foo.rb"

static const struct row_case cases[] = {
    {"the path says all", PATH, S_INIT("x"), "package brew|foo||1.2.3|||||||\n"},
    {"another file", "opt/homebrew/Cellar/foo/1.2.3/lib/foo.rb", S_INIT("x"), ""},
};

int main(void)
{
    return test_row_main("analyzer/systems/homebrew", &analyzer_homebrew, cases, sizeof(cases) / sizeof(cases[0]));
}
