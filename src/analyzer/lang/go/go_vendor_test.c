#include "analyzer/testing.h"

extern const struct analyzer analyzer_go_vendor;

#define PATH                "srv/app/vendor/modules.txt"
#define GO(name, ver)       "package golang|" name "||" ver "||||||| [declared transitive]\n"
#define EXPLICIT(name, ver) "package golang|" name "||" ver "||||||| [declared direct]\n"
#define BAD(line)           "problem malformed line " #line ": not a module and its version\n"

static const struct row_case cases[] = {
    {"modules with packages", PATH,
     S_INIT("# a/x v1.0.0\n## explicit; go 1.21\na/x\na/x/y\n# b/v2 v2.0.0\n## go 1.20\nb/v2/z\n"),
     EXPLICIT("a/x", "v1.0.0") GO("b/v2", "v2.0.0")},
    {"one without packages left no code", PATH, S_INIT("# a v1.0.0\n## explicit\n# b v1.0.0\nb\n"), GO("b", "v1.0.0")},
    {"replaced by a module", PATH, S_INIT("# a v1.0.0 => b v1.2.0\na\n# c => d v1.3.0\nc\n"),
     GO("b", "v1.2.0") GO("d", "v1.3.0")},
    {"replaced by a folder: its own version", PATH, S_INIT("# a v1.0.0 => ./a\na\n# b => ../b\n"), GO("a", "v1.0.0")},
    {"no module of that name and version", PATH,
     S_INIT("a\n# a\na\n# b nope\nb\n# c/v2 v1.0.0\nc/v2\n# d v1.0.0 => no local path\nd\n# e v1.0.0\ne\n"),
     GO("e", "v1.0.0") BAD(2) BAD(4) BAD(6) BAD(8)},
    {"not in vendor/", "srv/app/docs/modules.txt", S_INIT("# a v1.0.0\na\n"), ""},
    {"empty", "vendor/modules.txt", S_INIT(""), ""},
};

static void modules(void **state)
{
    (void)state;
    test_row_cases(&analyzer_go_vendor, cases, sizeof cases / sizeof *cases);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_go_vendor, PATH, S("# a v1.0.0 => b v1.2.0\n## explicit\na\n# c v1.0.0\nc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(modules), cmocka_unit_test(damage_is_read_within_its_bounds)};
    return cmocka_run_group_tests_name("analyzer/lang/go/go_vendor", tests, NULL, NULL);
}
