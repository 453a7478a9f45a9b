#include "analyzer/testing.h"

extern const struct analyzer analyzer_vscode_extensions;

static const struct row_case cases[] = {
    {"each has the path of its own manifest", "home/u/.vscode/extensions/extensions.json",
     S_INIT("[{\"identifier\":{\"id\":\"Some.tool\",\"uuid\":\"x\"},\"version\":\"1.0.0\",\"location\":{\"$mid\":1,"
            "\"path\":\"/"
            "x\",\"scheme\":\"file\"},\"relativeLocation\":\"some.tool-1.0.0\"},{\"identifier\":{\"id\":\"a.b.c\"},"
            "\"version\":\"2.0.0\"}]"),
     "package vscode-extension|some/tool||1.0.0||||||| [at=home/u/.vscode/extensions/some.tool-1.0.0/package.json]\n"
     "package vscode-extension|a/b.c||2.0.0|||||||\n"},
    {"a path that leads elsewhere", "home/u/.vscode/extensions/extensions.json",
     S_INIT("[{\"identifier\":{\"id\":\"a.b\"},\"version\":\"1\",\"relativeLocation\":\"../../b\"}]"),
     "package vscode-extension|a/b||1||||||| [at=home/u/b/package.json]\n"},
    {"none of its members", "home/u/.vscode/extensions/extensions.json",
     S_INIT(
         "[{\"identifier\":{\"id\":\"ab\"},\"version\":\"1\"},7,{\"identifier\":{\"id\":\"a.b\"},\"version\":\"1\"}]"),
     "package vscode-extension|a/b||1|||||||\n"
     "problem malformed an extension without an identifier or a version\n"
     "problem malformed an extension without an identifier or a version\n"},
    {"what a project recommends", "app/.vscode/extensions.json", S_INIT("{\"recommendations\":[\"a.b\"]}"), ""},
    {"another file of that name", "home/u/.vscode/extensions/extensions.json", S_INIT("{\"a\":1}"), ""},
    {"no JSON", "home/u/.vscode/extensions/extensions.json", S_INIT("[{]"),
     "problem malformed byte 2: unexpected ']'\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/javascript/vscode_extensions", &analyzer_vscode_extensions, cases,
                         sizeof cases / sizeof *cases);
}
