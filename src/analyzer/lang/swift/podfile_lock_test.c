#include "analyzer/testing.h"

extern const struct analyzer analyzer_podfile_lock;

#define PATH "Podfile.lock"

static const struct row_case cases[] = {
    {"pods, with and without what they need", PATH,
     S_INIT("PODS:\n"
            "  - A (1.0.0)\n"
            "  - B/Sub (2.0.0):\n"
            "    - A (~> 1.0)\n"
            "DEPENDENCIES:\n"
            "  - B/Sub (~> 2)\n"),
     "package cocoapods|A||1.0.0||||||| [declared transitive]\n"
     "package cocoapods|B/Sub||2.0.0||||||| [declared direct needs=A]\n"},
    {"a pod without a version", PATH,
     S_INIT("PODS:\n"
            "  - A\n"),
     "problem malformed line 2: a pod that is not 'NAME (VERSION)'\n"},
};

int main(void)
{
    return test_row_main("analyzer/lang/swift/podfile_lock", &analyzer_podfile_lock, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
