#include "analyzer/format/testing.h"

/* expected  the tree as text, or the name of the problem */
static const struct toml_case {
    const char *name, *input, *expected;
} cases[] = {
    /* comments, keys */
    {"an empty file", "", "{}"},
    {"comments and blank lines", "# a\n\n  \t# b\r\na = 1 # c", "{a=#1}"},
    {"a mark at the start",
     "\xef\xbb\xbf"
     "a = 1",
     "{a=#1}"},
    {"keys of all kinds", "a-b_1 = 1\n1234 = 2\n\"x y\" = 3\n'q\"' = 4\n\"\" = 5\n\"\\u00e9\" = 6",
     "{a-b_1=#1 1234=#2 x y=#3 q\"=#4 #5 \xc3\xa9=#6}"},
    {"keys with dots", "a.b = 1\n\"a\" . 'c' = 2\n3.14 = 3", "{a={b=#1 c=#2} 3={14=#3}}"},
    {"a key may lie between those of a table", "a.x = 1\nb.x = 1\na.y = 2", "{a={x=#1 y=#2} b={x=#1}}"},
    {"a key twice", "a = 1\na = 2", "malformed"},
    {"a key twice, once in quotes", "a = 1\n\"a\" = 2", "malformed"},
    {"a value that becomes a table", "a = 1\na.b = 2", "malformed"},
    {"a table that becomes a value", "a.b = 1\na = 2", "malformed"},
    {"no key", "= 1", "malformed"},
    {"no value", "a =", "malformed"},
    {"no value, and a comment", "a = # b", "malformed"},
    {"no equals sign", "a", "malformed"},
    {"two on one line", "a = 1 b = 2", "malformed"},
    {"a key in three quotes", "\"\"\"a\"\"\" = 1", "malformed"},
    {"a key over two lines", "\"a\nb\" = 1", "malformed"},
    {"a key ends with a dot", "a. = 1", "malformed"},
    {"a control character in a comment", "# \x01\na = 1", "malformed"},
    {"a carriage return alone", "a = 1\rb = 2", "malformed"},
    {"not UTF-8", "a = \"\xff\"", "malformed"},

    /* strings */
    {"basic strings", "a = \"\"\nb = \"x \\\"y\\\" \\b\\t\\n\\f\\r\\\\ \\u00E9 \\U0001F600 # no\"",
     "{a=' b='x \"y\" \b\t\n\f\r\\ \xc3\xa9 \xf0\x9f\x98\x80 # no}"},
    {"literal strings", "a = 'C:\\x'\nb = ''", "{a='C:\\x b='}"},
    {"strings of lines", "a = \"\"\"\nx\n  y\"\"\"\nb = \"\"\"a\\\n\n   \t\n  b\\   \nc\"\"\"\nc = '''\r\nx\\\r\ny'''",
     "{a='x\n  y b='abc c='x\\\r\ny}"},
    {"quotes in strings of lines",
     "a = \"\"\"\"x\"\" \"\"\"\"\"\nb = ''''x'' '''''\nc = \"\"\"\"\"\"\nd = \"\"\"\\\"\"\"\"",
     "{a='\"x\"\" \"\" b=''x'' '' c=' d='\"}"},
    {"six quotes do not end a string", "a = \"\"\"x\"\"\"\"\"\"", "malformed"},
    {"a string without an end", "a = \"x", "malformed"},
    {"a string without an end, after a backslash", "a = \"x\\", "malformed"},
    {"a string over two lines", "a = \"x\ny\"", "malformed"},
    {"a literal string over two lines", "a = 'x\ny'", "malformed"},
    {"a string of lines without an end", "a = \"\"\"x\"\"", "malformed"},
    {"an escape that is none", "a = \"\\x41\"", "malformed"},
    {"an escape that is too short", "a = \"\\u00e\"", "malformed"},
    {"half a character", "a = \"\\uD800\"", "malformed"},
    {"no character", "a = \"\\U00110000\"", "malformed"},
    {"a control character", "a = \"x\x7f\"", "malformed"},
    {"a control character in a literal", "a = 'x\x01'", "malformed"},

    /* numbers, booleans, dates */
    {"integers", "a = +99\nb = 0\nc = -0\nd = 1_000\ne = 0xDEAD_beef\nf = 0o755\ng = 0b11",
     "{a=#+99 b=#0 c=#-0 d=#1_000 e=#0xDEAD_beef f=#0o755 g=#0b11}"},
    {"floats", "a = 1.0\nb = -0.01\nc = 5e+22\nd = 1e06\ne = 6.626E-34\nf = -inf\ng = nan\nh = 1_0.0_1",
     "{a=#1.0 b=#-0.01 c=#5e+22 d=#1e06 e=#6.626E-34 f=#-inf g=#nan h=#1_0.0_1}"},
    {"a leading zero", "a = 01", "malformed"},
    {"an underscore at the end", "a = 1_", "malformed"},
    {"two underscores", "a = 1__0", "malformed"},
    {"a sign before a base", "a = +0x1", "malformed"},
    {"a digit that the base has not", "a = 0o8", "malformed"},
    {"no digit before the point", "a = .7", "malformed"},
    {"no digit behind the point", "a = 7.", "malformed"},
    {"an exponent without a digit", "a = 1e", "malformed"},
    {"a point behind the exponent", "a = 1e2.3", "malformed"},
    {"booleans", "a = true\nb = false", "{a=?true b=?false}"},
    {"booleans in other letters", "a = True", "malformed"},
    {"a word", "a = yes", "malformed"},
    {"dates and times",
     "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 00:32:00.999-07:00\nc = 1979-05-27T07:32:00\nd = 1979-05-27\n"
     "e = 07:32:00.5\nf = 2024-02-29 # leap",
     "{a='1979-05-27T07:32:00Z b='1979-05-27 00:32:00.999-07:00 c='1979-05-27T07:32:00 d='1979-05-27 e='07:32:00.5 "
     "f='2024-02-29}"},
    {"month 13", "a = 2024-13-01", "malformed"},
    {"a day that the month has not", "a = 2023-02-29", "malformed"},
    {"hour 24", "a = 24:00:00", "malformed"},
    {"a time without seconds", "a = 07:32", "malformed"},
    {"an offset without minutes", "a = 1979-05-27T07:32:00+07", "malformed"},
    {"a short year", "a = 79-05-27", "malformed"},

    /* lists and inline tables */
    {"lists", "a = []\nb = [1, 'x', [2,],\n # c\n {d = 1}\n,\n]", "{a=[] b=[#1 'x [#2] {d=#1}]}"},
    {"a list without an end", "a = [1", "malformed"},
    {"a list without a comma", "a = [1 2]", "malformed"},
    {"a list with two commas", "a = [1,,2]", "malformed"},
    {"a list of a comma", "a = [,]", "malformed"},
    {"inline tables", "a = {}\nb = { c.d = 1, c.e = {f = 2} , 'g' = [{}, {h = 1}] }",
     "{a={} b={c={d=#1 e={f=#2}} g=[{} {h=#1}]}}"},
    {"an inline table with a last comma", "a = {b = 1,}", "malformed"},
    {"an inline table over two lines", "a = {b = 1\n}", "malformed"},
    {"an inline table without an end", "a = {b = 1", "malformed"},
    {"a key twice in an inline table", "a = {b = 1, b = 2}", "malformed"},
    {"an inline table is whole: by a key", "a = {b = 1}\na.c = 2", "malformed"},
    {"an inline table is whole: by a header", "a = {b = {}}\n[a.b]", "malformed"},
    {"an inline table is whole: in another", "a = {b = {c = 1}, b.d = 2}", "malformed"},
    {"a list is whole", "a = [{}]\n[[a]]", "malformed"},
    {"a list is whole: its tables", "a = [{}]\n[a.b]", "malformed"},

    /* tables */
    {"tables", "x = 0\n[a]\nx = 1\n[ b . \"c.d\" ]\nx = 2 \n[e]", "{x=#0 a={x=#1} b={c.d={x=#2}} e={}}"},
    {"what is above may come later", "[a.b.c]\nx = 1\n[a]\ny = 2", "{a={b={c={x=#1}} y=#2}}"},
    {"out of order", "[a.b]\n[c]\n[a.d]", "{a={b={} d={}} c={}}"},
    {"a table twice", "[a]\n[b]\n[a]", "malformed"},
    {"a table that is a value", "[a]\nb = 1\n[a.b]", "malformed"},
    {"a table below a value", "a = 1\n[a.b.c]", "malformed"},
    {"a table that keys with dots made", "[a]\nb.c = 1\n[a.b]", "malformed"},
    {"a table below one that keys with dots made", "[a]\nb.c = 1\n[a.b.d]\nx = 1", "{a={b={c=#1 d={x=#1}}}}"},
    {"keys with dots do not add to a table of its own header", "[a.b.c]\nz = 9\n[a]\nb.c.t = 1", "malformed"},
    {"an empty name", "[]", "malformed"},
    {"an empty part of a name", "[a..b]", "malformed"},
    {"no bracket", "[a", "malformed"},
    {"something behind the bracket", "[a] b = 1", "malformed"},
    {"tables in a list", "[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 2\n[a.b]\ny = 3\n[[a.c]]\n[[a.c]]\nz = 4\n[[a]]\n[a.b]",
     "{a=[{x=#1} {} {x=#2 b={y=#3} c=[{} {z=#4}]} {b={}}]}"},
    {"a table before the list of its name", "[a.b]\n[[a]]", "malformed"},
    {"a list, then a table of its name", "[[a]]\n[a]", "malformed"},
    {"a key with dots into a list of tables", "[[a.b]]\n[a]\nb.y = 2", "malformed"},
    {"brackets apart", "[ [a]]", "malformed"},
    {"one bracket too few", "[[a]", "malformed"},
};

static struct slice read_text(struct arena *arena, struct slice input)
{
    struct slice exact = test_exact(input);
    struct reader reader = reader_over(exact);
    const struct tree *root;
    struct error error;

    bool good = tree_read(TREE_TOML, &reader, arena, &root, &error);
    struct slice text = good ? test_tree_text(arena, root) : slice_text(problem_kind(error.code)->name);
    test_exact_free(exact);
    return text;
}

static void files_become_trees(void **state)
{
    struct arena *arena = arena_create_simple();

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct slice found = read_text(arena, slice_text(cases[i].input));
        if (!slice_equal(found, slice_text(cases[i].expected)))
            fail_msg("%s: %.*s", cases[i].name, SLICE_ARG(found));
    }
    arena_destroy(arena);
}

/* Whatever is cut or flipped, it ends, and nothing is read behind the bytes. */
static void damage_is_survived(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *arena = arena_create_simple();
        struct slice whole = slice_text(cases[i].input);
        uint8_t *bytes = arena_array(arena, uint8_t, whole.len + 1);
        for (size_t at = 0; at < whole.len; at++) {
            memcpy(bytes, whole.at, whole.len);
            read_text(arena, slice_of(bytes, at));
            bytes[at] = (uint8_t)(bytes[at] ^ 1 << i % 7);
            read_text(arena, slice_of(bytes, whole.len));
        }
        arena_destroy(arena);
    }
}

/* `head`, then `count` pieces; '@' in a piece stands for its number. */
static struct slice repeated(struct arena *arena, const char *head, const char *piece, size_t count)
{
    size_t each = strlen(piece) + 8, len = strlen(head);
    uint8_t *bytes = arena_array(arena, uint8_t, len + each * count);

    memcpy(bytes, head, len);
    for (size_t i = 0; i < count; i++)
        for (const char *c = piece; *c; c++) {
            if (*c != '@') {
                bytes[len++] = (uint8_t)*c;
                continue;
            }
            for (size_t k = 0, n = i; k < 6; k++, n /= 10)
                bytes[len++] = (uint8_t)('0' + n % 10);
        }
    return slice_of(bytes, len);
}

/* Each of these is quadratic for a reader that looks for a name, or the end of a list, by walking there. */
static void large_files_are_read_in_one_pass(void **state)
{
    static const struct {
        const char *head, *piece;
        uint64_t weight;
    } large[] = {
        {"", "[[package]]\nname = \"p@\"\nversion = \"1\"\n", 2 + 3 * 100 * 1000},
        {"", "[t.t@]\n", 2 + 100 * 1000},
        {"", "k@ = 1\n", 1 + 100 * 1000},
        {"", "a.k@ = 1\n", 2 + 100 * 1000},
        {"", "[[a.b.c.d.e.f.g.h]]\n", 9 + 100 * 1000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        struct arena *arena = arena_create_simple();
        struct reader reader = reader_over(repeated(arena, large[i].head, large[i].piece, 100 * 1000));
        const struct tree *root;
        struct error error;
        bool good = tree_read(TREE_TOML, &reader, arena, &root, &error);
        if (!good || root->weight != large[i].weight)
            fail_msg("%s: %s", large[i].piece, good ? "another weight" : error.text);
        arena_destroy(arena);
    }
}

static void what_is_too_much_is_a_limit(void **state)
{
    static const struct {
        const char *head, *piece;
        size_t count;
    } limits[] = {
        {"a = ", "[", 1000}, {"a = ", "{a = ", 1000},     {"", "a.", 1000},
        {"[", "a.", 1000},   {"a = [", "1,", 700 * 1000}, {"", "# a comment of 32 bytes, no more\n", 600 * 1000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct arena *arena = arena_create_simple();
        struct reader reader = reader_over(repeated(arena, limits[i].head, limits[i].piece, limits[i].count));
        const struct tree *root;
        struct error error;
        assert_false(tree_read(TREE_TOML, &reader, arena, &root, &error));
        if (error.code != ERROR_LIMIT)
            fail_msg("%s%s: %s", limits[i].head, limits[i].piece, error.text);
        arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_become_trees),
        cmocka_unit_test(damage_is_survived),
        cmocka_unit_test(large_files_are_read_in_one_pass),
        cmocka_unit_test(what_is_too_much_is_a_limit),
    };
    return cmocka_run_group_tests_name("analyzer/format/tree_toml", tests, NULL, NULL);
}
