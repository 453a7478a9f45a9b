#include "analyzer/testing.h"

extern const struct analyzer analyzer_conan_lock;

#define PATH "conan.lock"

static const struct row_case cases[] = {
    {"form 1: a graph", PATH,
     S_INIT("{\"graph_lock\":{\"nodes\":{\"0\":{\"ref\":\"app/"
            "1\",\"path\":\"conanfile.py\",\"requires\":[\"1\"]},\"1\":{\"ref\":\"zlib/"
            "1.2.11#rev\",\"requires\":[]},\"2\":{\"ref\":\"1.2.3\"}}}}"),
     "package conan|zlib||1.2.11||||||| [declared]\n"},
    {"before 0.4: package references", PATH,
     S_INIT("{\"graph_lock\":{\"nodes\":{\"a\":{\"pref\":null},\"b\":{\"pref\":\"zlib/1.2.11@u/c#rev:id#rev\"}}}}"),
     "package conan|zlib||1.2.11||||||| [declared]\n"},
    {"form 2: lists", PATH,
     S_INIT("{\"version\":\"0.5\",\"requires\":[\"zlib/1.2.11#r%1.2\"],\"build_requires\":[\"cmake/"
            "3.2\"],\"python_requires\":[]}"),
     "package conan|zlib||1.2.11||||||| [declared requires]\n"
     "package conan|cmake||3.2||||||| [declared build-requires]\n"},
    {"null", PATH, S_INIT("null"), "problem malformed its root is no map of names to values\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/cpp/conan_lock", &analyzer_conan_lock, cases, sizeof(cases) / sizeof(cases[0]));
}
