#include "analyzer/testing.h"

extern const struct analyzer analyzer_conanfile;

static const struct row_case cases[] = {
    {"what a project asks for", "conanfile.txt",
     S_INIT("[requires]\n"
            "# comment\n"
            "zlib/1.2\n"
            "fmt/8.1@user/channel#1\n"
            "any/[>1.0]\n"
            "[generators]\n"
            "x/1\n"),
     "package conan|zlib||1.2||||||| [declared]\n"
     "package conan|user/fmt||8.1||||||| [declared]\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/cpp/conanfile", &analyzer_conanfile, cases, sizeof(cases) / sizeof(cases[0]));
}
