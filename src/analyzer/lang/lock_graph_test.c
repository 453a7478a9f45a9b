#include "analyzer/lang/lang.h"
#include "analyzer/lang/lock_graph.h"
#include "analyzer/testing.h"

static struct slice filed(struct lock_graph *lock, struct arena *arena, struct facts *facts)
{
    facts_init(facts, arena, S("sha256:0000000000000000000000000000000000000000000000000000000000000000"));
    facts_source(facts, S("x.lock"), "x", 1, 0644);
    lock_graph_file(lock, facts);
    return test_facts_text(facts);
}

static void add(struct lock_graph *lock, struct slice name, struct slice *needs, size_t count)
{
    struct package package = lang_package("pypi", name, S("1"), SCOPE_DECLARED);

    lock_graph_add(lock, &package, (struct slices){needs, count});
}

static void groups_are_handed_on(void **state)
{
    struct arena *arena = arena_create_simple();
    struct lock_graph *lock = lock_graph_create(arena);
    struct slice to_b = S("b"), to_c = S("c"), to_a = S("a");
    struct facts facts;

    (void)state;
    add(lock, S("a"), &to_b, 1);
    add(lock, S("b"), &to_c, 1);
    add(lock, S("c"), &to_a, 1); /* round */
    add(lock, S("d"), &to_c, 1);
    add(lock, S("e"), NULL, 0);
    lock_graph_ask(lock, S("a"), S("dev"));
    lock_graph_ask(lock, S("d"), S("cli"));
    lock_graph_ask(lock, S("absent"), S("dev"));
    assert_slice(filed(lock, arena, &facts), S("package pypi|a||1||||||| [declared direct dev needs=b]\n"
                                               "package pypi|b||1||||||| [declared transitive dev needs=c]\n"
                                               "package pypi|c||1||||||| [declared transitive cli,dev needs=a]\n"
                                               "package pypi|d||1||||||| [declared direct cli needs=c]\n"
                                               "package pypi|e||1||||||| [declared]\n"));
    arena_destroy(arena);
}

/* Many of one name that all need it, for more groups than are told apart: not each for each. */
static void hostile_needs_end(void **state)
{
    struct arena *arena = arena_create_simple();
    struct lock_graph *lock = lock_graph_create(arena);
    struct slice needs[] = {S("a"), S("b"), S("a"), S("b")};
    struct facts facts;

    (void)state;
    for (size_t i = 0; i < 20 * 1000; i++)
        add(lock, i % 2 ? S("a") : S("b"), needs, 4);
    for (unsigned i = 0; i < 1000; i++)
        lock_graph_ask(lock, S("a"), arena_format(arena, "g%u", i));
    struct slice text = filed(lock, arena, &facts);
    assert_true(slice_find(text, S("transitive g0,g1,g10,")) != SIZE_MAX);
    assert_true(slice_find(text, S(",other needs=")) != SIZE_MAX);
    arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_handed_on),
        cmocka_unit_test(hostile_needs_end),
    };
    return cmocka_run_group_tests_name("analyzer/lang/lock_graph", tests, NULL, NULL);
}
