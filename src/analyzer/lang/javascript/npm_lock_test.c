#include <stdio.h>

#include "analyzer/testing.h"

extern const struct analyzer analyzer_npm_lock;

static const struct row_case cases[] = {
    {"groups, graph and places of version 3", "app/package-lock.json",
     S_INIT("{\"name\":\"app\",\"lockfileVersion\":3,\"packages\":{\"\":{\"name\":\"app\",\"version\":\"1.0.0\","
            "\"dependencies\":{\"a\":\"^1\"},\"devDependencies\":{\"d\":\"*\"}},\"node_modules/"
            "a\":{\"version\":\"1.0.0\",\"license\":\"MIT\",\"dependencies\":{\"b\":\"^2\"}},\"node_modules/a/"
            "node_modules/b\":{\"version\":\"2.1.0\"},\"node_modules/"
            "b\":{\"version\":\"3.0.0\",\"dev\":true},\"node_modules/"
            "d\":{\"version\":\"4.0.0\",\"dev\":true,\"optional\":true,\"dependencies\":{\"b\":\"*\"}}}}"),
     "package npm|a||1.0.0||||MIT||| [declared direct prod needs=b@2.1.0]\n"
     "package npm|b||2.1.0||||||| [declared transitive prod]\n"
     "package npm|b||3.0.0||||||| [declared transitive dev]\n"
     "package npm|d||4.0.0||||||| [declared direct dev,optional needs=b@3.0.0]\n"},
    {"version 2: what stands in both parts counts once", "app/package-lock.json",
     S_INIT("{\"lockfileVersion\":2,\"packages\":{\"\":{},\"node_modules/"
            "a\":{\"version\":\"1.0.0\"}},\"dependencies\":{\"a\":{\"version\":\"1.0.0\"},\"z\":{\"version\":\"9.0.0\"}"
            "}}"),
     "package npm|a||1.0.0||||||| [declared transitive prod]\n"},
    {"whatever part comes first", "app/package-lock.json",
     S_INIT("{\"dependencies\":{\"z\":{\"version\":\"9.0.0\"}},\"packages\":{\"node_modules/"
            "a\":{\"version\":\"1.0.0\"}}}"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"},
    {"version 1: nested packages are found from within", "app/package-lock.json",
     S_INIT("{\"lockfileVersion\":1,\"dependencies\":{\"a\":{\"version\":\"1.0.0\",\"requires\":{\"b\":\"2\"},"
            "\"dependencies\":{\"b\":{\"version\":\"2.0.0\",\"requires\":{\"c\":\"1\"}}}},\"b\":{\"version\":\"3.0.0\","
            "\"dev\":true},\"c\":{\"version\":\"1.0.0\",\"requires\":{\"b\":\"3\"}}}}"),
     "package npm|b||2.0.0||||||| [declared prod needs=c@1.0.0]\n"
     "package npm|a||1.0.0||||||| [declared direct prod needs=b@2.0.0]\n"
     "package npm|b||3.0.0||||||| [declared dev]\n"
     "package npm|c||1.0.0||||||| [declared prod needs=b@3.0.0]\n"},
    {"aliases, commits, archives and folders of version 1", "npm-shrinkwrap.json",
     S_INIT("{\"dependencies\":{\"x\":{\"version\":\"npm:@s/real@1.2.3\"},\"g\":{\"version\":\"git+ssh://git@h/"
            "g.git#abc\"},\"h\":{\"version\":\"github:u/h#main\"},\"t\":{\"version\":\"https://h/"
            "t.tgz\"},\"f\":{\"version\":\"file:../f\"},\"l\":{\"version\":\"link:../l\"}}}"),
     "package npm|@s/real||1.2.3||||||| [declared direct prod]\n"
     "package npm|g||abc||||||| [declared direct prod]\n"
     "package npm|h||main||||||| [declared direct prod]\n"
     "package npm|t||https://h/t.tgz||||||| [declared direct prod]\n"
     "package npm|f||||||||| [declared direct prod]\n"},
    {"an alias and a commit of version 3", "app/package-lock.json",
     S_INIT("{\"packages\":{\"\":{\"dependencies\":{\"x\":\"npm:real@1\"}},\"node_modules/"
            "x\":{\"name\":\"real\",\"version\":\"1.2.3\"},\"node_modules/g\":{\"resolved\":\"git+ssh://git@h/"
            "g.git#abc\"}}}"),
     "package npm|real||1.2.3||||||| [declared direct prod]\n"
     "package npm|g||abc||||||| [declared transitive prod]\n"},
    {"folders of the project and links to them are its own, what they ask for is direct", "app/package-lock.json",
     S_INIT("{\"packages\":{\"\":{\"workspaces\":[\"w\"]},\"w\":{\"name\":\"w\",\"version\":\"1.0.0\",\"dependencies\":"
            "{\"a\":\"1\"},\"devDependencies\":{\"b\":\"1\"}},\"node_modules/"
            "w\":{\"resolved\":\"w\",\"link\":true},\"node_modules/a\":{\"version\":\"1.0.0\"},\"w/node_modules/"
            "b\":{\"version\":\"2.0.0\",\"dev\":true}}}"),
     "package npm|w||1.0.0||||||| [declared root prod needs=a@1.0.0,b@2.0.0]\n"
     "package npm|w||||||||| [declared root prod]\n"
     "package npm|a||1.0.0||||||| [declared direct prod]\n"
     "package npm|b||2.0.0||||||| [declared direct dev]\n"},
    {"what came from a registry is none of the project's folders, wherever it lies", "app/package-lock.json",
     S_INIT("{\"packages\":{\"lib/a\":{\"version\":\"1.0.0\",\"resolved\":\"https://h/a.tgz\"},"
            "\"@s/w\":{\"version\":\"1.0.0\",\"resolved\":\"\"},\"x\":{\"name\":\"a\",\"version\":\"1.0.0\"}}}"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"
     "package npm|@s/w||1.0.0||||||| [declared root prod]\n"},
    {"two places of one package: production wins, bundled is told", "app/package-lock.json",
     S_INIT("{\"packages\":{\"node_modules/a\":{\"version\":\"1.0.0\",\"dev\":true},\"node_modules/"
            "b\":{\"version\":\"1.0.0\"},\"node_modules/b/node_modules/a\":{\"version\":\"1.0.0\"},\"node_modules/"
            "c\":{\"version\":\"1.0.0\",\"dev\":true,\"inBundle\":true},\"node_modules/"
            "e\":{\"version\":\"1.0.0\",\"devOptional\":true}}}"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"
     "package npm|b||1.0.0||||||| [declared direct prod]\n"
     "package npm|c||1.0.0||||||| [declared direct bundled,dev]\n"
     "package npm|e||1.0.0||||||| [declared direct dev,optional]\n"},
    {"a cycle, and one that needs itself", "app/package-lock.json",
     S_INIT("{\"dependencies\":{\"a\":{\"version\":\"1\",\"requires\":{\"a\":\"1\",\"b\":\"1\"}},\"b\":{\"version\":"
            "\"1\",\"requires\":{\"a\":\"1\",\"none\":\"1\"}}}}"),
     "package npm|a||1||||||| [declared prod needs=b@1]\n"
     "package npm|b||1||||||| [declared prod needs=a@1]\n"},
    {"npm 6 wrote false for what it had in its cache", "app/package-lock.json",
     S_INIT("{\"dependencies\":{\"a\":{\"version\":\"1.0.0\",\"resolved\":false}}}"),
     "package npm|a||1.0.0||||||| [declared direct prod]\n"},
    {"of a damaged file nothing counts", "app/package-lock.json",
     S_INIT("{\"dependencies\":{\"a\":{\"version\":\"1.0.0\"},\"b\":{\"version\":1}}}"),
     "problem malformed byte 56: 'version' of a package is no text\n"},
    {"packages inside packages are of no version", "app/package-lock.json",
     S_INIT("{\"packages\":{\"node_modules/a\":{\"version\":\"1\",\"dependencies\":{\"b\":{\"version\":\"1\"}}}}}"),
     "problem malformed byte 65: a range in 'dependencies' of a package is no text\n"},
    {"a version that is no number", "app/package-lock.json",
     S_INIT("{\"lockfileVersion\":\">= 1\",\"dependencies\":{}}"),
     "problem malformed byte 19: 'lockfileVersion' is no number\n"},
    {"null", "app/package-lock.json", S_INIT("null"), "problem malformed byte 4: not an object\n"},
    {"cut", "app/package-lock.json", S_INIT("{\"dependencies\":{\"a\":{\"version\":\"1.0.0\"}"),
     "problem truncated byte 40: JSON ends within a value\n"},
    {"behind a BOM, and no packages", "app/package-lock.json",
     S_INIT("\xef\xbb\xbf{\"name\":\"a\",\"lockfileVersion\":3,\"packages\":{\"\":{}}}"), ""},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_npm_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_npm_lock, cases[0].path, cases[0].input);
    test_row_damage(&analyzer_npm_lock, cases[3].path, cases[3].input);
    test_row_damage(&analyzer_npm_lock, cases[4].path, cases[4].input);
}

static const struct long_case long_cases[] = {
    {&analyzer_npm_lock, "app/package-lock.json", "{\"dependencies\":{\"a\":{\"version\":\"1\",\"integrity\":\"",
     "\"}}}", "package npm|a||1||||||| [declared direct prod]\n"},
};

static void long_lines(void **state)
{
    (void)state;
    test_row_long_lines(long_cases, sizeof long_cases / sizeof *long_cases);
}

/* Of a file with more packages than the memory for them holds the first ones count, and it is told. */
static void too_many(void **state)
{
    enum { COUNT = 150 * 1000 };
    struct arena *arena = arena_create_simple();
    char *text = malloc((size_t)COUNT * 64 + 64);
    size_t len = (size_t)sprintf(text, "{\"packages\":{\"\":{}");
    struct facts facts;

    (void)state;
    for (unsigned i = 0; i < COUNT; i++)
        len += (size_t)sprintf(text + len, ",\"node_modules/p%06u\":{\"version\":\"1.0.0\"}", i);
    len += (size_t)sprintf(text + len, "}}");
    test_row_read(&analyzer_npm_lock, S("package-lock.json"), slice_of(text, len), 65536, arena, &facts);
    assert_int_equal(facts.problems.count, 1);
    assert_int_equal(facts.problems.at[0].code, ERROR_LIMIT);
    assert_true(facts.package_count > 10 * 1000 && facts.package_count < COUNT);
    assert_true(arena_used(arena) < 64 * 1024 * 1024);
    free(text);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
        cmocka_unit_test(too_many),
        cmocka_unit_test(long_lines),
    };
    return cmocka_run_group_tests_name("analyzer/lang/javascript/npm_lock", tests, NULL, NULL);
}
