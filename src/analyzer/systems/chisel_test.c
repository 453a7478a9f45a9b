#include "analyzer/testing.h"

extern const struct analyzer analyzer_chisel;

#define PATH "var/lib/chisel/manifest.wall"

/* A zstd frame of one raw block (RFC 8878, 3.1.1). */
#define FRAME "\050\265\057\375\040\140\001\003\000"

static const struct row_case cases[] = {
    {"packages among other lines", PATH,
     S_INIT(FRAME "{\"jsonwall\":\"1.0\"}\n"
                  "{\"kind\":\"package\",\"name\":\"a\",\"version\":\"1:2\",\"arch\":\"amd64\"}\n"
                  "{\"kind\":\"path\"}\n"),
     "package deb|a|1|2|amd64||||||\n"},
    {"nothing", PATH, S_INIT(""), "problem malformed no compressed manifest\n"},
    {"not compressed", PATH, S_INIT("{\"jsonwall\":\"1.0\"}"), "problem malformed no compressed manifest\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/chisel", &analyzer_chisel, cases, sizeof(cases) / sizeof(cases[0]));
}
