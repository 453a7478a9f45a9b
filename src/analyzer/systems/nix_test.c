#include "analyzer/testing.h"

extern const struct analyzer analyzer_nix;

#define PATH "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-perl5.38-FCGI-0.28/a"

static const struct row_case cases[] = {
    {"name and version", PATH, S_INIT(""),
     "package nix|perl5.38-FCGI||0.28||||||| [at=nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-perl5.38-FCGI-0.28]\n"},
    {"a snapshot", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-server-unstable-2021-08-16/b/c", S_INIT(""),
     "package nix|server||unstable-2021-08-16||||||| "
     "[at=nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-server-unstable-2021-08-16]\n"},
    {"an output", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-glibc-2.34-210-bin/lib/x", S_INIT(""),
     "package nix|glibc||2.34-210||||||| [at=nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-glibc-2.34-210-bin]\n"},
    {"no version", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-base-system/x", S_INIT(""), ""},
    {"a derivation", "nix/store/q5dhwzcn82by5ndc7g0q83wsnn13qkqw-glibc-2.34.drv", S_INIT(""), ""},
    {"no hash", "nix/store/foo-1.0/x", S_INIT(""), ""},
};

int main(void)
{
    return test_row_main("analyzer/systems/nix", &analyzer_nix, cases, sizeof(cases) / sizeof(cases[0]));
}
