#include "analyzer/testing.h"

extern const struct analyzer analyzer_rockspec;

#define PATH "usr/lib/luarocks/rocks-5.4/kong/3.7.0-0/kong-3.7.0-0.rockspec"

static const struct row_case cases[] = {
    {"strings", PATH,
     S_INIT("package = \"Kong\"\n"
            "version = '3.7.0-0'\n"
            "source = {\n"
            "  version = tag,\n"
            "}\n"),
     "package luarocks|Kong||3.7.0-0|||||||\n"},
    {"strings put together", PATH,
     S_INIT("local v = \"1\"\n"
            "package = \"a\"\n"
            "version = v..\"-\".. \"0\" -- x\n"),
     "package luarocks|a||1-0|||||||\n"},
    {"the folders say it where the file does not", PATH, S_INIT("package = {\"x\n"),
     "package luarocks|kong||3.7.0-0|||||||\n"},
    {"a project's own", "src/kong-1.rockspec",
     S_INIT("package = \"a\"\n"
            "version = \"1\"\n"),
     ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/lua/rockspec", &analyzer_rockspec, cases, sizeof(cases) / sizeof(cases[0]));
}
