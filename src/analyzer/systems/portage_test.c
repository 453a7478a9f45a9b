#include "analyzer/testing.h"

extern const struct analyzer analyzer_portage;

#define PATH "var/db/pkg/app-misc/a-b-1.5.1-r2/CONTENTS"

static const struct row_case cases[] = {
    {"name, version and files", PATH,
     S_INIT("dir /usr\n"
            "obj /usr/bin/a b 376c02bd3b22804df8fdfdc895e7dbfb 1649284374\n"
            "sym /usr/x -> y 1\n"
            "obj /bad\n"),
     "package ebuild|app-misc/a-b||1.5.1-r2|||||||\n"
     "owned 0 md5 376c\n"},
    {"a folder without a version", "var/db/pkg/app-misc/a/CONTENTS", S_INIT(""),
     "problem malformed its folder is not NAME-VERSION\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/portage", &analyzer_portage, cases, sizeof(cases) / sizeof(cases[0]));
}
