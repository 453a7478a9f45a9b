#include "analyzer/testing.h"

extern const struct analyzer analyzer_stack;

#define PATH "stack.yaml.lock"

static const struct row_case cases[] = {
    {"what a lock holds", PATH,
     S_INIT("packages:\n"
            "- completed:\n"
            "    hackage: a-b-1.0.2@sha256:00,1\n"
            "  original:\n"
            "    hackage: a-b-1.0.2\n"
            "- completed:\n"
            "    git: https://x/y.git\n"
            "    name: y\n"
            "    version: 1\n"),
     "package hackage|a-b||1.0.2||||||| [declared]\n"},
    {"extra-deps of a project", "stack.yaml",
     S_INIT("resolver: lts-18\n"
            "extra-deps:\n"
            "  - c-2.0@sha256:00,1\n"
            "  - ./local\n"),
     "package hackage|c||2.0||||||| [declared]\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/haskell/stack", &analyzer_stack, cases, sizeof(cases) / sizeof(cases[0]));
}
