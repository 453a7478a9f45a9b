#include "analyzer/testing.h"

extern const struct analyzer analyzer_go_mod;

#define PATH                "srv/app/go.mod"
#define GO(name, ver)       "package golang|" name "||" ver "||||||| [declared direct]\n"
#define INDIRECT(name, ver) "package golang|" name "||" ver "||||||| [declared transitive]\n"
#define STDLIB(ver)         "package golang|stdlib||" ver "||||||| [declared]\n"

static const struct row_case cases[] = {
    {"blocks, single lines and comments", PATH,
     S_INIT("module example.com/m // the module\n\ngo 1.17\n\nrequire (\n\ta.example/x v1.0.0\n\t// nothing v9.0.0\n"
            "\tb.example/y/v2 v2.1.0 // indirect\n)\nrequire c.example/z v0.0.0-20200804184101-5ec99f83aff1\n"),
     GO("a.example/x", "v1.0.0") INDIRECT("b.example/y/v2", "v2.1.0")
         GO("c.example/z", "v0.0.0-20200804184101-5ec99f83aff1")},
    {"before 1.17 indirect ones are go.sum's", PATH,
     S_INIT("go 1.16\nrequire a v1.0.0\nrequire b v1.0.0 // indirect\nrequire c v1.0.0 // indirect; why\n"),
     GO("a", "v1.0.0")},
    {"without a go line it is an old one", PATH, S_INIT("require a v1.0.0 // indirect\n"), ""},
    {"the standard library of the go line", PATH, S_INIT("go 1.21\n"), STDLIB("1.21.0")},
    {"a patch release of it", PATH, S_INIT("go 1.22.3\n"), STDLIB("1.22.3")},
    {"a candidate of it", PATH, S_INIT("go 1.22rc1\n"), STDLIB("1.22rc1")},
    {"earlier go lines name a language", PATH, S_INIT("go 1.20\n"), ""},
    {"the toolchain weighs more", PATH, S_INIT("go 1.23\ntoolchain go1.23.6-xyz\n"), STDLIB("1.23.6")},
    {"toolchain default", PATH, S_INIT("go 1.23.1\ntoolchain default\n"), STDLIB("1.23.1")},
    {"replaced by another module", PATH, S_INIT("go 1.17\nreplace a => b v1.2.0\nrequire a v1.0.0\n"),
     GO("b", "v1.2.0")},
    {"only that version is replaced", PATH,
     S_INIT("go 1.17\nrequire a v1.0.0\nrequire c v1.1.0\nreplace (\na v1.0.1 => b v1.2.0\nc v1.1.0 => d v1.3.0\n)\n"),
     GO("a", "v1.0.0") GO("d", "v1.3.0")},
    {"a version's own replacement weighs more", PATH,
     S_INIT("go 1.17\nrequire a v1.0.0\nreplace a => b v1.2.0\nreplace a v1.0.0 => c v1.3.0\n"), GO("c", "v1.3.0")},
    {"replaced by itself", PATH, S_INIT("go 1.17\nrequire a v1.0.0\nreplace a => a v1.2.0\n"), GO("a", "v1.2.0")},
    {"a folder has no version", PATH, S_INIT("go 1.17\nrequire a v1.0.0\nreplace a => ../a\n"), ""},
    {"what is not required is not replaced", PATH, S_INIT("go 1.17\nreplace a => b v1.0.0\n"), ""},
    {"of two with one path the later counts", PATH, S_INIT("go 1.17\nrequire a v1.0.0\nrequire a v0.5.0\n"),
     GO("a", "v0.5.0")},
    {"other directives say nothing", PATH,
     S_INIT("module (\n\texample.com/m\n)\nexclude a v1.0.0\nretract [v1.0.0, v1.9.9]\nretract (\n\tv1.0.0 // bad\n)\n"
            "godebug default=go1.21\ntool a/cmd\nignore ./x\n"),
     ""},
    {"quotes and carriage returns", PATH, S_INIT("go 1.17\r\nrequire (\r\n\"a\" `v1.0.0`\r\n)\r\n"), GO("a", "v1.0.0")},
    {"something else altogether", PATH, S_INIT("this is no go.mod\nruire (\n\ta v1.0.0\n)\ngo 1.22.0\n"),
     STDLIB("1.22.0") "problem malformed line 1: not a directive of go.mod\n"
                      "problem malformed line 3: not a directive of go.mod\n"},
    {"bad records and the next", PATH,
     S_INIT(
         "go 1.17\nrequire a latest\nrequire b\nrequire c v1.0.0\nreplace a => b c d\nreplace =>\ngo x\ntoolchain\n"),
     GO("c", "v1.0.0") "problem malformed line 2: not a module and its version\n"
                       "problem malformed line 3: not a module and its version\n"
                       "problem malformed line 5: not a replacement\n"
                       "problem malformed line 6: not a replacement\n"
                       "problem malformed line 7: not a version of Go\n"
                       "problem malformed line 8: not a toolchain\n"},
    {"empty", PATH, S_INIT(""), ""},
};

static void requirements(void **state)
{
    (void)state;
    test_row_cases(&analyzer_go_mod, cases, sizeof cases / sizeof *cases);
}

static void damage_is_read_within_its_bounds(void **state)
{
    (void)state;
    test_row_damage(&analyzer_go_mod, PATH,
                    S("go 1.22\nrequire (\n\"a\" v1.0.0 // indirect\n)\nreplace a => b v1.1.0"));
}

static const struct long_case long_cases[] = {
    {&analyzer_go_mod, PATH, "go 1.17\nrequire ", "\nrequire b v1.0.0\n",
     GO("b", "v1.0.0") "problem malformed line 2: a line that is too long\n"},
    {&analyzer_go_mod, PATH, "go 1.17\nrequire a v1.0.0 // ", "\nrequire b v1.0.0\n",
     GO("a", "v1.0.0") GO("b", "v1.0.0")},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(requirements),
                                       cmocka_unit_test(damage_is_read_within_its_bounds),
                                       cmocka_unit_test(long_lines)};
    return cmocka_run_group_tests_name("analyzer/lang/go/go_mod", tests, NULL, NULL);
}
