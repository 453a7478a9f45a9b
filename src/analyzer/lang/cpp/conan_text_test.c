#include "analyzer/testing.h"

extern const struct analyzer analyzer_conan_text;

#define PATH "conanfile.txt"

static const struct row_case cases[] = {
    {"what a project asks for", PATH,
     S_INIT("[requires]\n"
            "# comment\n"
            "zlib/1.2\n"
            "fmt/8.1@user/channel#1\n"
            "any/[>1.0]\n"
            "[generators]\n"
            "x/1\n"),
     "package conan|zlib||1.2||||||| [declared]\n"
     "package conan|user/fmt||8.1||||||| [declared]\n"},
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
    return test_row_main("analyzer/lang/cpp/conan_text", &analyzer_conan_text, cases, sizeof(cases) / sizeof(cases[0]));
}
