#include "analyzer/testing.h"

extern const struct analyzer analyzer_gleam;

#define PATH "gleam.toml"

static const struct row_case cases[] = {
    {"what a project asks for", PATH,
     S_INIT("name = \"x\"\n"
            "[dependencies]\n"
            "a = \">= 1.0.0 and < 2.0.0\"\n"
            "b = { git = \"https://x/b\", ref = \"c0ffee\" }\n"
            "c = { path = \"../c\" }\n"
            "[dev-dependencies]\n"
            "d = \"~> 1.0\"\n"),
     "package hex|a||>= 1.0.0 and < 2.0.0||||||| [declared direct]\n"
     "package hex|b||c0ffee||||||| [declared direct]\n"
     "package hex|d||~> 1.0||||||| [declared direct]\n"},
    {"what was resolved", "manifest.toml",
     S_INIT("packages = [\n"
            "  { name = \"a\", version = \"1.2.0\", source = \"hex\" },\n"
            "  { name = \"c\", version = \"0.1.0\", source = \"local\", path = \"../c\" },\n"
            "]\n"
            "[requirements]\n"
            "a = { version = \"~> 1.0\" }\n"),
     "package hex|a||1.2.0||||||| [declared]\n"},
    {"another program's manifest", "x/manifest.toml", S_INIT("packages = []\n"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/gleam/gleam", &analyzer_gleam, cases, sizeof(cases) / sizeof(cases[0]));
}
