#include "analyzer/testing.h"

extern const struct analyzer analyzer_macports;

#define PATH                                                                                                           \
    "opt/local/var/macports/registry/portfiles/gobject-introspection-1.78.1_5/"                                        \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1331/Portfile"

static const struct row_case cases[] = {
    {"the path says all", PATH, S_INIT(""), "package macports|gobject-introspection||1.78.1|||||||\n"},
    {"no revision",
     "opt/local/var/macports/registry/portfiles/a-1.0/"
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1/Portfile",
     S_INIT(""), ""},
    {"no checksum", "opt/local/var/macports/registry/portfiles/a-1.0_1/23-1/Portfile", S_INIT(""), ""},
};

int main(void)
{
    return test_row_main("analyzer/systems/macports", &analyzer_macports, cases, sizeof(cases) / sizeof(cases[0]));
}
