#include "analyzer/testing.h"

extern const struct analyzer analyzer_mise;

#define PATH "mise.toml"

static const struct row_case cases[] = {
    {"tools", PATH,
     S_INIT("[tools]\n"
            "terraform = \"1\"\n"
            "node = { version = \"22\", postinstall = \"x\" }\n"
            "python = [\"3.12\", \"3.11\"]\n"
            "go = \"latest\"\n"),
     "package mise|terraform||1||||||| [declared]\n"
     "package mise|node||22||||||| [declared]\n"
     "package mise|python||3.12||||||| [declared]\n"
     "package mise|python||3.11||||||| [declared]\n"},
    {"none", PATH, S_INIT(""), ""},
};

int main(void)
{
    return test_row_main("analyzer/systems/mise", &analyzer_mise, cases, sizeof(cases) / sizeof(cases[0]));
}
