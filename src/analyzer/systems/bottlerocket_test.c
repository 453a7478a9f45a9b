#include "analyzer/testing.h"

extern const struct analyzer analyzer_bottlerocket;

#define PATH "usr/share/bottlerocket/application-inventory.json"

static const struct row_case cases[] = {
    {"rpm packages", PATH,
     S_INIT("{\"Content\":[{\"Name\":\"glibc\",\"Publisher\":\"core-kit\",\"Version\":\"2.43\",\"Release\":\"1.br1\","
            "\"Epoch\":\"1\",\"Architecture\":\"x86_64\"},{\"Name\":\"a\",\"Version\":\"1\",\"Release\":\"2\"}]}"),
     "package rpm|glibc|1|2.43|x86_64||||core-kit||\n"
     "package rpm|a||1|||||||\n"},
};

int main(void)
{
    return test_row_main("analyzer/systems/bottlerocket", &analyzer_bottlerocket, cases,
                         sizeof(cases) / sizeof(cases[0]));
}
