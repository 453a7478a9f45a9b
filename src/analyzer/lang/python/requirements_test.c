#include "analyzer/testing.h"
#include "analyzer/testing_files.h"

extern const struct analyzer analyzer_requirements;

static const struct row_case cases[] = {
    {"versions", "requirements.txt",
     S_INIT("a==1.0\n"
            "B_c.D===2\n"
            "e >= 3\n"
            "f~=4.1\n"
            "g<=5\n"
            "h>6\n"
            "i<7\n"
            "j!=8\n"
            "k\n"
            "l==1.*\n"
            "m>=1,<2\n"
            "n>=1,==1.5\n"
            "o==v1!2.0+x\n"),
     "package pypi|a||1.0||||||| [declared]\n"
     "package pypi|b-c-d||2||||||| [declared]\n"
     "package pypi|e||3||||||| [declared]\n"
     "package pypi|f||4.1||||||| [declared]\n"
     "package pypi|g||5||||||| [declared]\n"
     "package pypi|h||||||||| [declared]\n"
     "package pypi|i||||||||| [declared]\n"
     "package pypi|j||||||||| [declared]\n"
     "package pypi|k||||||||| [declared]\n"
     "package pypi|l||||||||| [declared]\n"
     "package pypi|m||||||||| [declared]\n"
     "package pypi|n||1.5||||||| [declared]\n"
     "package pypi|o||v1!2.0+x||||||| [declared]\n"},
    {"extras, markers, options, comments", "requirements.txt",
     S_INIT("a [x, y] == 1.0 ; python_version < \"3\"\n"
            "b==1 --hash=sha256:00 # c\n"
            "c==1#d\n"
            "# e==1\n"
            "  f==1 # g\n"
            "g (==1.1)\n"
            "h==1 -C x\n"),
     "package pypi|a||1.0||||||| [declared]\n"
     "package pypi|b||1||||||| [declared]\n"
     "package pypi|c||||||||| [declared]\n"
     "package pypi|f||1||||||| [declared]\n"
     "package pypi|g||1.1||||||| [declared]\n"
     "package pypi|h||1||||||| [declared]\n"},
    {"lines that go on", "requirements.txt",
     S_INIT("a \\\n"
            "  ==1.0 \\\n"
            "  --hash=sha256:00\n"
            "b==2 \\\n"),
     "package pypi|a||1.0||||||| [declared]\n"
     "package pypi|b||2||||||| [declared]\n"},
    {"a comment does not go on", "requirements.txt",
     S_INIT("# a \\\n"
            "b==2\n"),
     "package pypi|b||2||||||| [declared]\n"},
    {"what is left out", "requirements.txt",
     S_INIT("-e git+https://example.org/a#egg=a\n"
            "--index-url https://example.org\n"
            "./b\n"
            "c @ https://example.org/c.zip\n"
            "https://example.org/d.whl\n"
            "{% if x %}\n"
            "e==${V}\n"
            "f==\n"
            "==1\n"
            "g 1.0\n"
            "h>>1.2.0\n"),
     "problem malformed 6 lines that are no requirements, the first one: requirements.txt line 6\n"},
    {"a line that is no requirement by itself keeps its name", "requirements.txt",
     S_INIT("a==1.0 text --hash=x\n"
            "b=='1'\n"),
     "package pypi|a||||||||| [declared]\n"
     "package pypi|b||||||||| [declared]\n"},
    {"UTF-16, little end first", "requirements-dev.txt",
     S_INIT("\377\376a\000=\000=\0001\000.\0000\000\r\000\n"
            "\000b\000=\000=\0002\000\r\000\n"
            "\000"),
     "package pypi|a||1.0||||||| [declared]\n"
     "package pypi|b||2||||||| [declared]\n"},
    {"UTF-16, big end first", "requirements-dev.txt",
     S_INIT("\376\377\000a\000=\000=\0001\000.\0000\000\n"
            "\000b\330=\336\000\000=\000=\0002\000\n"),
     "package pypi|a||1.0||||||| [declared]\n"
     "problem malformed 1 lines that are no requirements, the first one: requirements-dev.txt line 2\n"},
    {"a mark at the start", "dev-requirements.txt", S_INIT("\357\273\277a==1\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"a file in a folder of that name", "app/requirements/prod.txt", S_INIT("a==1\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"another one there", "app/requirements/base.in", S_INIT("a==1\n"), ""},
    {"it includes itself", "requirements.txt",
     S_INIT("-r requirements.txt\n"
            "-r ./x/../requirements.txt\n"
            "a==1\n"),
     "package pypi|a||1||||||| [declared]\n"},
    {"what it includes is not there", "requirements.txt",
     S_INIT("a==1\n"
            "-r other.txt\n"
            "--requirement=o.txt\n"
            "-c ../../c.txt\n"
            "-r https://example.org/r.txt\n"
            "--requirements-x y\n"),
     "package pypi|a||1||||||| [declared]\n"
     "problem malformed it includes 'other.txt', which was not read\n"
     "problem malformed it includes 'o.txt', which was not read\n"
     "problem malformed it includes 'c.txt', which was not read\n"},
    {"an empty file", "requirements.txt", S_INIT(""), ""},
};

static void files(void **state)
{
    (void)state;
    test_row_cases(&analyzer_requirements, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_requirements, cases[1].path, cases[1].input);
}

static struct slice texts_of(struct test_files *files)
{
    test_files_end(files);
    return test_facts_text(&files->facts);
}

static void includes(void **state)
{
    struct test_files files;

    (void)state;
    test_files_begin(&files);
    test_files_add(&files, S("app/requirements.txt"), S("-r requirements/base.txt\n-c constraints.txt\na==1\n"), 0644);
    test_files_add(&files, S("app/requirements/base.txt"), S("b==2\n-r ../requirements.txt\n-r base.txt\n"), 0644);
    test_files_add(&files, S("app/constraints.txt"), S("c==3\n"), 0644);
    assert_slice(texts_of(&files), S("package pypi|a||1||||||| [declared]\n"
                                     "package pypi|b||2||||||| [declared]\n"
                                     "package pypi|c||3||||||| [declared]\n"
                                     "package pypi|b||2||||||| [declared]\n"
                                     "package pypi|a||1||||||| [declared]\n"
                                     "package pypi|c||3||||||| [declared]\n"));
    test_files_free(&files);
}

/* A file that includes a large one in two ways, and one that includes too many. */
static void work_is_bounded(void **state)
{
    struct test_files files;
    struct arena *arena = arena_create_simple();
    struct slice many = S("");
    struct slice large = test_long("#", 'x', 3 * 1024 * 1024, "\n");

    (void)state;
    for (int i = 0; i < 100; i++)
        many = arena_format(arena, "%.*s-r constraints%d.txt\n", SLICE_ARG(many), i);
    test_files_begin(&files);
    test_files_add(&files, S("constraints-a.txt"), large, 0644);
    test_files_add(&files, S("constraints-b.txt"), large, 0644);
    test_files_add(&files, S("requirements.txt"), S("-c constraints-a.txt\n-c constraints-b.txt\na==1\n"), 0644);
    test_files_add(&files, S("x/requirements.txt"), many, 0644);
    struct slice found = texts_of(&files);
    assert_true(slice_find(found, S("package pypi|a||1||||||| [declared]\n")) != SIZE_MAX);
    assert_true(slice_find(found, S("problem limit it includes more than 4 MiB\n")) != SIZE_MAX);
    assert_true(slice_find(found, S("problem limit it includes more than 63 files\n")) != SIZE_MAX);
    test_files_free(&files);
    test_exact_free(large);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(damage),
        cmocka_unit_test(includes),
        cmocka_unit_test(work_is_bounded),
    };
    return cmocka_run_group_tests_name("analyzer/lang/python/requirements", tests, NULL, NULL);
}
