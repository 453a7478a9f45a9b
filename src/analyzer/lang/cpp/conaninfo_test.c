#include "analyzer/testing.h"

extern const struct analyzer analyzer_conaninfo;

static const struct row_case cases[] = {
    {"a package in the cache, and what it was built with", "root/.conan/data/a/1.0/_/_/package/00/conaninfo.txt",
     S_INIT("[requires]\n"
            "    b/1.Y.Z\n"
            "[full_requires]\n"
            "    b/1.2:00\n"),
     "package conan|a||1.0|||||||\n"
     "package conan|b||1.2|||||||\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/cpp/conaninfo", &analyzer_conaninfo, cases, sizeof(cases) / sizeof(cases[0]));
}
