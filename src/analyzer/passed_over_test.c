#include "analyzer/passed_over.h"

#include "base/testing.h"

static const struct {
    const char *path;
    bool over;
} cases[] = {
    {"package-lock.json", false},
    {"app/package-lock.json", false},
    {"app/node_modules/x/package-lock.json", true},
    {"node_modules/package-lock.json", true},
    {"app/node_modules", false},
    {"app/node_modulesx/yarn.lock", false},
    {"app/xnode_modules/yarn.lock", false},
    {"root/go/pkg/mod/example.com/x@v1/go.mod", true},
    {"src/pkg/model/go.mod", false},
    {"src/testdata/a/b/Cargo.lock", true},
    {"usr/lib/python3/dist-packages/x/requirements.txt", true},
    {"", false},
    {"/", false},
};

static void only_what_lies_in_such_a_folder(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (passed_over(slice_text(cases[i].path)) != cases[i].over)
            fail_msg("%s", cases[i].path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(only_what_lies_in_such_a_folder)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
