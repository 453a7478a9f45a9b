#include "analyzer/testing.h"

extern const struct analyzer analyzer_vcpkg_json;

#define PATH "vcpkg.json"

static const struct row_case cases[] = {
    {"name and version", PATH, S_INIT("{\"name\":\"v8\",\"version-string\":\"9.1\",\"dependencies\":[\"zlib\"]}"),
     "package vcpkg|v8||9.1||||||| [declared root]\n"},
    {"a name alone", PATH, S_INIT("{\"name\":\"app\"}"), "package vcpkg|app||||||||| [declared root]\n"},
    {"no name", PATH, S_INIT("{\"dependencies\":[]}"), ""},
};

int main(void)
{
    return test_row_main("analyzer/lang/cpp/vcpkg_json", &analyzer_vcpkg_json, cases, sizeof(cases) / sizeof(cases[0]));
}
