#include "analyzer/testing.h"

extern const struct analyzer analyzer_chocolatey;

#define PATH "ProgramData/chocolatey/lib/atom/atom.nuspec"

static const struct row_case cases[] = {
    {"id and version", PATH,
     S_INIT("<package xmlns=\"x\"><metadata><id>atom</id><version>1.60.0</version></metadata></package>"),
     "package chocolatey|atom||1.60.0|||||||\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/chocolatey", &analyzer_chocolatey, cases, sizeof(cases) / sizeof(cases[0]));
}
