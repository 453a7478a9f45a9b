#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_go_sum;

#define PATH                "srv/app/go.sum"
#define HASH                " h1:WXkYYl6Yr3qBf1K79EBnL4mak0OimBfB0XUf9Vl28OQ=\n"
#define GO(name, ver)       "package golang|" name "||" ver "||||||| [declared]\n"
#define DIRECT(name, ver)   "package golang|" name "||" ver "||||||| [declared direct]\n"
#define INDIRECT(name, ver) "package golang|" name "||" ver "||||||| [declared transitive]\n"

static const struct row_case cases[] = {
    {"a module has two lines", PATH, S_INIT("a v1.0.0" HASH "a v1.0.0/go.mod" HASH "\nb v1.2.0/go.mod" HASH),
     GO("a", "v1.0.0") GO("b", "v1.2.0")},
    {"the last version counts", PATH, S_INIT("a v1.0.0" HASH "a v1.9.0/go.mod" HASH "a v1.10.0/go.mod" HASH),
     GO("a", "v1.10.0")},
    {"bad lines and the next", PATH, S_INIT("a v1.0.0\na latest" HASH " v1.0.0" HASH "b v1.0.0" HASH),
     GO("b", "v1.0.0") "problem malformed line 1: not a module, its version and a digest\n"
                       "problem malformed line 2: not a module and its version\n"
                       "problem malformed line 3: not a module and its version\n"},
    {"empty", PATH, S_INIT(""), ""},
};

static void versions(void **state)
{
    (void)state;
    test_row_cases(&analyzer_go_sum, cases, sizeof cases / sizeof *cases);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_go_sum, PATH, cases[0].input);
}

static const struct {
    const char *name, *mod_path;
    struct slice mod;
    const char *expected; /* of go.mod, then of go.sum */
} beside[] = {
    {"an old go.mod: what it does not name", "srv/app/go.mod",
     S_INIT("go 1.16\nrequire a v1.0.0\nrequire b v1.1.0 // indirect\n"),
     DIRECT("a", "v1.0.0") INDIRECT("b", "v1.2.0")},
    {"what it replaces stands under both names", "srv/app/go.mod",
     S_INIT("go 1.16\nrequire x v1.0.0\nreplace x => b v1.2.0\n"), DIRECT("b", "v1.2.0") INDIRECT("a", "v1.0.0")},
    {"since 1.17 go.mod is whole", "srv/app/go.mod", S_INIT("go 1.17\nrequire a v1.0.0\n"), DIRECT("a", "v1.0.0")},
    {"in another folder", "srv/go.mod", S_INIT("go 1.17\n"), GO("a", "v1.0.0") GO("b", "v1.2.0")},
};

static void go_mod_beside_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        struct test_files files;
        test_files_begin(&files);
        test_files_add(&files, S(PATH), S("a v1.0.0" HASH "b v1.2.0" HASH), 0644);
        test_files_add(&files, slice_text(beside[i].mod_path), beside[i].mod, 0644);
        test_files_end(&files);
        struct slice text = test_facts_text(&files.facts);
        if (!slice_equal(text, slice_text(beside[i].expected)))
            fail_msg("%s:\n%.*s", beside[i].name, SLICE_ARG(text));
        test_files_free(&files);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(versions), cmocka_unit_test(damage_is_read_within_its_bounds),
                                       cmocka_unit_test(go_mod_beside_it)};
    return cmocka_run_group_tests_name("analyzer/lang/go/go_sum", tests, NULL, NULL);
}
