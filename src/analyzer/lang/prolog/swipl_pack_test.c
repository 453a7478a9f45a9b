#include "analyzer/testing.h"

extern const struct analyzer analyzer_swipl_pack;

#define PATH "usr/lib/swi-prolog/pack/hdt/pack.pl"

static const struct row_case cases[] = {
    {"name and version", PATH,
     S_INIT("name(hdt).\n"
            "version('0.5.2').\n"
            "title('x').\n"),
     "package swiplpack|hdt||0.5.2|||||||\n"},
    {"another program of that name", PATH, S_INIT("print \"name(x)\";\n"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/prolog/swipl_pack", &analyzer_swipl_pack, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
