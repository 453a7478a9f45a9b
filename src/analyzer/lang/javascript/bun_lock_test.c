#include <stdio.h>

#include "analyzer/testing.h"

extern const struct analyzer analyzer_bun_lock;

static const struct row_case cases[] = {
    {"places, aliases, development", "bun.lock",
     S_INIT("{\n"
            "  // by hand\n"
            "  \"lockfileVersion\": 1,\n"
            "  \"workspaces\": {\n"
            "    \"\": {\"name\": \"app\", \"dependencies\": {\"a\": \"1\", \"x\": \"npm:real@1\"}, "
            "\"devDependencies\": {\"d\": \"1\"},},\n"
            "    \"w\": {\"name\": \"@s/w\", \"optionalDependencies\": {\"b\": \"2\"}},\n"
            "  },\n"
            "  \"packages\": {\n"
            "    \"a\": [\"a@1.0.0\", \"\", {\"dependencies\": {\"b\": \"^1\"}}, \"sha512-x\"],\n"
            "    \"a/b\": [\"b@1.0.0\", \"\", {}, \"x\"],\n"
            "    \"b\": [\"b@3.0.0\", \"\", {}, \"x\"],\n"
            "    \"@s/w\": [\"@s/w@workspace:w\"],\n"
            "    \"@s/w/b\": [\"b@2.0.0\", \"\", {}, \"x\"],\n"
            "    \"d\": [\"d@1.0.0\", \"\", {\"dependencies\": {\"b\": \"3\"}, \"peerDependencies\": {\"a\": \"*\"}}, "
            "\"x\"],\n"
            "    \"x\": [\"real@1.0.0\", \"\", {}, \"x\"],\n"
            "  },\n"
            "}\n"),
     "package npm|a||1.0.0||||||| [declared direct prod needs=b@1.0.0]\n"
     "package npm|b||1.0.0||||||| [declared transitive prod]\n"
     "package npm|b||3.0.0||||||| [declared transitive dev]\n"
     "package npm|b||2.0.0||||||| [declared direct prod]\n"
     "package npm|d||1.0.0||||||| [declared direct dev needs=a@1.0.0,b@3.0.0]\n"
     "package npm|real||1.0.0||||||| [declared direct prod]\n"},
    {"sources", "bun.lock",
     S_INIT("{\"packages\": {\"g\": [\"g@github:u/g#abc\", {}, \"u-g-abc\"], \"h\": [\"@s/h@git+ssh://h/x#def\", {}, "
            "\"def\"], \"f\": [\"f@file:f\", {}], \"l\": [\"l@link:l\"], \"r\": [\"app@root:\", {}]}}"),
     "package npm|g||abc||||||| [declared transitive prod]\n"
     "package npm|@s/h||def||||||| [declared transitive prod]\n"
     "package npm|f||||||||| [declared transitive prod]\n"},
    {"one bad entry", "bun.lock",
     S_INIT("{\"packages\": {\"x\": [1], \"y\": {}, \"z\": [], \"a\": [\"a@1.0.0\"], \"q\": [\"q\"]}}"),
     "package npm|a||1.0.0||||||| [declared transitive prod]\n"
     "problem malformed package 'x': not a list that begins with NAME@VERSION\n"
     "problem malformed package 'y': not a list that begins with NAME@VERSION\n"
     "problem malformed package 'z': not a list that begins with NAME@VERSION\n"
     "problem malformed package 'q': not a list that begins with NAME@VERSION\n"},
    {"a version that is no number", "bun.lock", S_INIT("{\"lockfileVersion\": \"broken\", \"packages\": {}}"),
     "problem malformed 'lockfileVersion' is no number\n"},
    {"no object", "bun.lock", S_INIT("[]"), "problem malformed not an object\n"},
    {"no JSON", "bun.lock", S_INIT("this is not json!"), "problem malformed byte 0: neither true, false nor null\n"},
};

static void rows(void **state)
{
    (void)state;
    test_row_cases(&analyzer_bun_lock, cases, sizeof cases / sizeof *cases);
}

static void damage(void **state)
{
    (void)state;
    test_row_damage(&analyzer_bun_lock, cases[0].path, cases[0].input);
}

/* A place deep in others, with many needs: each is looked for at all levels, until that is too much. */
static void deep_places(void **state)
{
    enum { DEPTH = 2000, NEEDS = 2000 };
    struct arena *arena = arena_create_simple();
    char *text = malloc(DEPTH * 2 + NEEDS * 16 + 128);
    size_t len = (size_t)sprintf(text, "{\"packages\":{\"");
    struct facts facts;

    (void)state;
    for (unsigned i = 0; i < DEPTH; i++)
        len += (size_t)sprintf(text + len, "a/");
    len += (size_t)sprintf(text + len, "a\":[\"a@1\",\"\",{\"dependencies\":{\"x\":\"1\"");
    for (unsigned i = 0; i < NEEDS; i++)
        len += (size_t)sprintf(text + len, ",\"n%u\":\"1\"", i);
    len += (size_t)sprintf(text + len, "}}]}}");
    test_row_read(&analyzer_bun_lock, S("bun.lock"), slice_of(text, len), 0, arena, &facts);
    assert_slice(test_facts_text(&facts),
                 S("package npm|a||1||||||| [declared transitive prod]\n"
                   "problem limit who needs whom takes too much to find: it is told in part\n"));
    free(text);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows),
        cmocka_unit_test(damage),
        cmocka_unit_test(deep_places),
    };
    return cmocka_run_group_tests_name("analyzer/lang/javascript/bun_lock", tests, NULL, NULL);
}
