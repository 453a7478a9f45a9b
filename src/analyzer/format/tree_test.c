#include "analyzer/format/testing.h"

static const struct tree_case {
    const char *name;
    enum tree_format format;
    const char *input, *expected;
} cases[] = {
    {"JSON of all kinds", TREE_JSON, "{\"a\":[1,\"b\",true,null,{}],\"c\":{\"d\":-1.5}}",
     "{a=[#1 'b ?true - {}] c={d=#-1.5}}"},
    {"JSON: no document", TREE_JSON, "", "-"},
    {"JSON: something behind the document", TREE_JSON, "{} x", "malformed"},
    {"JSON: cut", TREE_JSON, "{\"a\":[1,", "truncated"},
    {"JSON has no comments", TREE_JSON, "{/* x */}", "malformed"},
    {"relaxed JSON: comments and last commas", TREE_JSON_RELAXED,
     "// head\n{\"a\": [1, 2,], /* \"b\": 1, */ \"c\": \"// no } comment\", // end\n}",
     "{a=[#1 #2] c='// no } comment}"},
    {"relaxed JSON: a comment without end", TREE_JSON_RELAXED, "{\"a\":1} /*", "{a=#1}"},
    {"relaxed JSON: two commas are an error", TREE_JSON_RELAXED, "[1,,]", "malformed"},
    {"YAML: scalars are typed unless quoted", TREE_YAML, "a: 1\nb: '1'\nc: true\nd: null\ne: yes\nf: 1.20\ng: 01\nh:\n",
     "{a=#1 b='1 c=?true d=-null e='yes f=#1.20 g='01 h=-}"},
    {"YAML: block and flow", TREE_YAML, "- a\n- {b: [c, d]}\n- |\n  text\n", "['a {b=['c 'd]} 'text\n]"},
    {"YAML: an alias stands for what it names", TREE_YAML, "a: &x {b: 1}\nc: *x\nd: *x\n",
     "{a={b=#1} c={b=#1} d={b=#1}}"},
    {"YAML: an alias of nothing", TREE_YAML, "a: *x\n", "malformed"},
    {"YAML: an alias of what encloses it", TREE_YAML, "&x a: &y\n  b: *y\n", "malformed"},
    {"YAML: the first document", TREE_YAML, "a\n---\nb\n", "'a"},
    {"YAML: all documents", TREE_YAML_ALL, "---\na\n---\nb: 1\n", "['a {b=#1}]"},
    {"YAML: none", TREE_YAML, "# nothing\n", "-"},
    {"YAML: a list as a key", TREE_YAML, "? [a]\n: b\n", "unsupported"},
    {"YAML: damaged", TREE_YAML, "a: [1, 2\nb: }", "malformed"},
    {"XML: attributes, children, text", TREE_XML,
     "<?xml version='1.0'?><p:a xmlns:p='u' x='1'><b>\n t </b><b/><c>&lt;</c></p:a>",
     "{@xmlns:p='u @x='1 b=t{} b={} c=<{}}"},
    {"XML: a document type by name alone", TREE_XML, "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a>b</a>", "b{}"},
    {"XML: entities of its own", TREE_XML, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "unsupported"},
    {"XML: cut", TREE_XML, "<a><b>", "malformed"},
};

static void documents_become_trees(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct reader reader = reader_over(slice_text(cases[i].input));
        const struct tree *root;
        struct error error;
        bool good = tree_read(cases[i].format, &reader, arena, &root, &error);
        struct slice found = good ? test_tree_text(arena, root) : slice_text(problem_kind(error.code)->name);
        if (!slice_equal(found, slice_text(cases[i].expected)))
            fail_msg("%s: %.*s %s", cases[i].name, (int)found.len, (const char *)found.at, good ? "" : error.text);
    }
    arena_destroy(arena);
}

static void repeat(uint8_t *bytes, size_t *len, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++, *len += strlen(text))
        memcpy(bytes + *len, text, strlen(text));
}

static void what_is_too_much_is_a_limit(void **state)
{
    struct arena *arena = arena_create_simple();
    (void)state;
    static const struct {
        enum tree_format format;
        const char *head, *text;
        size_t count;
    } limits[] = {
        {TREE_JSON, "", "[", 1000},
        {TREE_YAML, "", "[", 1000},
        {TREE_YAML, "", "- ", 1000},
        {TREE_JSON, "[", "1,", 700 * 1000},
        {TREE_YAML,
         "a: &a [1,1,1,1,1,1,1,1]\n"
         "b: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n"
         "c: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
         "d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\n"
         "e: &e [*d,*d,*d,*d,*d,*d,*d,*d]\n"
         "f: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n"
         "g: &g [*f,*f,*f,*f,*f,*f,*f,*f]\n"
         "h: &h [*g,*g,*g,*g,*g,*g,*g,*g]\n",
         "", 0},
    };
    uint8_t *bytes = malloc(4 * 1000 * 1000);

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        size_t len = 0;
        repeat(bytes, &len, limits[i].head, 1);
        repeat(bytes, &len, limits[i].text, limits[i].count);
        struct reader reader = reader_over(slice_of(bytes, len));
        const struct tree *root;
        struct error error;
        assert_false(tree_read(limits[i].format, &reader, arena, &root, &error));
        assert_int_equal(error.code, ERROR_LIMIT);
    }
    free(bytes);
    arena_destroy(arena);
}

static void members_are_found_by_key(void **state)
{
    struct arena *arena = arena_create_simple();
    (void)state;
    struct reader reader = reader_over(S("{\"a\":\"x\",\"b\":true,\"c\":2,\"a\":\"y\"}"));
    const struct tree *root;
    struct error error;

    assert_true(tree_read(TREE_JSON, &reader, arena, &root, &error));
    assert_slice(tree_text(root, "a"), S("x"));
    assert_slice(tree_text(root, "c"), S("2"));
    assert_true(tree_true(root, "b"));
    assert_slice(tree_text(root, "b"), S(""));
    assert_null(tree_get(root, "d"));
    assert_slice(tree_text(tree_get(root, "d"), "e"), S(""));
    assert_null(tree_first(tree_get(root, "a")));
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_become_trees),
        cmocka_unit_test(what_is_too_much_is_a_limit),
        cmocka_unit_test(members_are_found_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
